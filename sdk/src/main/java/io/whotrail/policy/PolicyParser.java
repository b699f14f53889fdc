// SPDX-License-Identifier: Apache-2.0
package io.whotrail.policy;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Makes statements of the text of a policy. For one policy. */
final class PolicyParser {
    private static final String MODERN = "2012-10-17";
    private static final String OLD = "2008-10-17";

    private final JsonParser in;
    private final List<Statement> statements = new ArrayList<>();
    private String path = "$";
    private boolean variables;
    private @Nullable Finding notEvaluated;

    private PolicyParser(JsonParser in) {
        this.in = in;
    }

    /** Reads a text that begins with an object. */
    static Statement.Policy parse(String text) {
        try (JsonParser in = PolicySyntax.parser(text)) {
            var parser = new PolicyParser(in);
            try {
                return parser.policy();
            } catch (IOException error) {
                throw PolicySyntax.malformed(error, parser.path);
            }
        } catch (IOException impossible) {
            throw PolicySyntax.malformed(impossible, "$");
        }
    }

    private Statement.Policy policy() throws IOException {
        in.nextToken();
        for (String name = in.nextFieldName(); name != null; name = in.nextFieldName()) {
            in.nextToken();
            switch (name) {
                case "Version" -> version();
                case "Id" -> text("$.Id");
                case "Statement" -> statements();
                default -> {
                    notEvaluated = Finding.ELEMENT;
                    in.skipChildren();
                }
            }
            path = "$";
        }
        if (in.nextToken() != null) {
            throw malformed("is followed by something else");
        }
        if (statements.isEmpty()) {
            throw malformed("has no statement");
        }
        return new Statement.Policy(variables, List.copyOf(statements), notEvaluated);
    }

    private void version() throws IOException {
        String version = text("$.Version");
        variables = version.equals(MODERN);
        if (!variables && !version.equals(OLD)) {
            throw malformed("is neither " + MODERN + " nor " + OLD);
        }
    }

    private void statements() throws IOException {
        path = "$.Statement";
        if (in.currentToken() != JsonToken.START_ARRAY) {
            statements.add(new OneStatement(0).read());
            return;
        }
        while (in.nextToken() != JsonToken.END_ARRAY) {
            statements.add(new OneStatement(statements.size()).read());
        }
    }

    /** The parts of the statement that is being read. */
    private final class OneStatement {
        private final int index;
        private final String place;
        private @Nullable String sid;
        private @Nullable Boolean allows;
        private @Nullable Principals principals;
        private @Nullable Actions actions;
        private List<Condition> conditions = List.of();
        private @Nullable Finding odd;

        OneStatement(int index) {
            this.index = index;
            this.place = "$.Statement[" + index + "]";
        }

        Statement read() throws IOException {
            path = place;
            expect(JsonToken.START_OBJECT, "an object");
            for (String name = in.nextFieldName(); name != null; name = in.nextFieldName()) {
                in.nextToken();
                path = place;
                switch (name) {
                    case "Sid" -> sid = text(place + ".Sid");
                    case "Effect" -> allows = effect();
                    case "Principal", "NotPrincipal" -> principals(name);
                    case "Action", "NotAction" -> actions(name);
                    case "Condition" -> conditions();
                    default -> {
                        odd = Finding.ELEMENT;
                        in.skipChildren();
                    }
                }
            }
            path = place;
            if (allows == null || principals == null || actions == null) {
                throw malformed("lacks its effect, its principal or its action");
            }
            if (actions.nameUnknownOpening()) {
                odd = Finding.ACTION;
            }
            String label = sid == null || sid.isEmpty() ? "Statement[" + index + "]" : sid;
            return new Statement(label, allows, principals, actions, conditions, odd);
        }

        private boolean effect() throws IOException {
            return switch (text(place + ".Effect")) {
                case "Allow" -> true;
                case "Deny" -> false;
                default -> throw malformed("is neither Allow nor Deny");
            };
        }

        private void principals(String name) throws IOException {
            path = place + '.' + name;
            if (principals != null) {
                throw malformed("is there beside another principal");
            }
            Principals read = principals();
            principals = name.equals("Principal") ? read : Principals.everyoneBut();
        }

        private Principals principals() throws IOException {
            if (in.currentToken() == JsonToken.VALUE_STRING) {
                if (!in.getText().equals("*")) {
                    throw malformed("is a text other than *");
                }
                return Principals.everyone();
            }
            expect(JsonToken.START_OBJECT, "an object or *");
            var collector = new Principals.Collector();
            boolean empty = true;
            for (String type = in.nextFieldName(); type != null; type = in.nextFieldName()) {
                in.nextToken();
                List<String> names = texts();
                if (!names.isEmpty()) {
                    collector.add(type, names);
                    empty = false;
                }
            }
            if (empty) {
                throw malformed("names nobody");
            }
            return collector.collected();
        }

        private void actions(String name) throws IOException {
            path = place + '.' + name;
            if (actions != null) {
                throw malformed("is there beside another action");
            }
            List<String> patterns = texts();
            if (patterns.isEmpty()) {
                throw malformed("names no action");
            }
            actions = new Actions(name.equals("NotAction"), patterns);
        }

        private void conditions() throws IOException {
            path = place + ".Condition";
            expect(JsonToken.START_OBJECT, "an object");
            List<Condition> read = new ArrayList<>();
            for (String name = in.nextFieldName(); name != null; name = in.nextFieldName()) {
                in.nextToken();
                Condition.Comparison comparison = Condition.Comparison.of(name);
                if (comparison == null) {
                    odd = Finding.OPERATOR;
                    in.skipChildren();
                } else {
                    keys(comparison, read);
                }
            }
            conditions = read;
        }

        private void keys(Condition.Comparison comparison, List<Condition> into) throws IOException {
            expect(JsonToken.START_OBJECT, "an object for each operator");
            Set<String> seen = new HashSet<>();
            for (String key = in.nextFieldName(); key != null; key = in.nextFieldName()) {
                in.nextToken();
                if (!seen.add(key.toLowerCase(Locale.ROOT))) {
                    throw malformed("has a key that is there twice");
                }
                into.add(new Condition(comparison, key, texts()));
            }
        }
    }

    private String text(String place) throws IOException {
        path = place;
        expect(JsonToken.VALUE_STRING, "a string");
        return in.getText();
    }

    /** One text, or an array of them; numbers and booleans are texts too. */
    private List<String> texts() throws IOException {
        if (in.currentToken() != JsonToken.START_ARRAY) {
            return List.of(scalar());
        }
        List<String> texts = new ArrayList<>();
        while (in.nextToken() != JsonToken.END_ARRAY) {
            texts.add(scalar());
        }
        return texts;
    }

    private String scalar() throws IOException {
        JsonToken token = in.currentToken();
        if (token == null || !token.isScalarValue() || token == JsonToken.VALUE_NULL) {
            throw malformed("has a value that is neither a text nor an array of texts");
        }
        return in.getText();
    }

    private void expect(JsonToken token, String what) {
        if (in.currentToken() != token) {
            throw malformed("is not " + what);
        }
    }

    private MalformedTrustPolicyException malformed(String problem) {
        long offset = Math.max(0, in.currentTokenLocation().getCharOffset());
        return new MalformedTrustPolicyException(path, offset, problem);
    }
}
