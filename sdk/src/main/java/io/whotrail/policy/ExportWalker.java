// SPDX-License-Identifier: Apache-2.0
package io.whotrail.policy;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import java.io.CharConversionException;
import java.io.IOException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Walks through one export and finds the roles in it. For one thread. */
final class ExportWalker {
    /* Any object with a trust policy in it is a role, and any with a resource type is an item of AWS Config. The lists and
     * wrappers in which they lie are known by name and walked through; everything else is skipped, so that the roles inside
     * of instance profiles are not taken for roles again. An object that stands alone is copied while it is read, as far as
     * a trust policy may be long, since only its end shows whether it was one. */

    private final String place;
    private final Consumer<RoleSnapshot> roles;
    private final Consumer<RoleExportProblem> problems;
    private boolean isKnown;
    private boolean isHeard;

    ExportWalker(String place, Consumer<RoleSnapshot> roles, Consumer<RoleExportProblem> problems) {
        this.place = place;
        this.roles = roles;
        this.problems = problems;
    }

    void problem(String path, long offset, String problem) {
        isHeard = true;
        problems.accept(new RoleExportProblem(place, path, Math.max(0, offset), problem));
    }

    /** A trust policy in URL encoding, alone. */
    void encoded(String text) {
        emit(RoleSnapshot.of(null, place, null, null, null, text.strip()));
    }

    /** All documents, one after the other. */
    void all(LineInput in) throws IOException {
        do {
            documents(in, in.position());
        } while (in.toNextDocument());
        if (!isKnown && !isHeard) {
            problem("$", 0, "holds no role and no trust policy");
        }
    }

    /** Reads documents to the end, or to an error. */
    private void documents(LineInput in, long start) throws IOException {
        try (JsonParser parser = ExportSyntax.parser(in)) {
            var one = new OneDocument(parser, start);
            try {
                while (parser.nextToken() != null) {
                    one.value("$", true);
                }
            } catch (JsonProcessingException error) {
                boolean breach = error instanceof StreamConstraintsException;
                long offset =
                        error.getLocation() == null ? 0 : error.getLocation().getByteOffset();
                problem(
                        one.path,
                        start + Math.max(0, offset),
                        breach
                                ? "is deeper or longer than is read"
                                : "is not JSON; what follows in this document is lost");
            }
        } catch (CharConversionException noText) {
            problem("$", start, "is in no encoding that JSON has; what follows in this document is lost");
        }
    }

    private void emit(RoleSnapshot snapshot) {
        isKnown = true;
        roles.accept(snapshot);
    }

    /** The document that is being read. */
    private final class OneDocument {
        private final JsonParser in;
        private final long start;
        private String path = "$";

        OneDocument(JsonParser in, long start) {
            this.in = in;
            this.start = start;
        }

        private long offset() {
            return start + Math.max(0, in.currentTokenLocation().getByteOffset());
        }

        void value(String at, boolean alone) throws IOException {
            path = at;
            JsonToken token = in.currentToken();
            if (token == JsonToken.START_OBJECT) {
                object(at, alone);
            } else if (token == JsonToken.START_ARRAY) {
                elements(at, alone);
            } else if (alone && token == JsonToken.VALUE_STRING) {
                policy(in.getText(), at, offset());
            } else {
                problem(at, offset(), "is neither a role nor a trust policy");
            }
        }

        private void elements(String at, boolean alone) throws IOException {
            isKnown = true;
            for (int i = 0; in.nextToken() != JsonToken.END_ARRAY; i++) {
                value(at + "[" + i + "]", alone);
            }
            path = at;
        }

        private void object(String at, boolean alone) throws IOException {
            long begin = offset();
            var parts = new RoleParts();
            var copy = alone ? new ExportSyntax.Copy() : null;
            boolean hasStatement = false;
            if (copy != null) {
                copy.startObject();
            }
            for (String name = in.nextFieldName(); name != null; name = in.nextFieldName()) {
                in.nextToken();
                hasStatement |= name.equals("Statement");
                if (!ofRole(name, at, parts)) {
                    other(name, copy);
                }
            }
            path = at;
            if (parts.isRole()) {
                emit(parts.snapshot(place, place + " " + at + " (byte " + begin + ")"));
            } else if (copy != null && hasStatement) {
                copy.endObject();
                policy(copy.text(), at, begin);
            } else {
                isKnown |= parts.isItem();
            }
        }

        /** Reads a member that holds roles, or what is in one; {@code false} where its end was not read. */
        private boolean ofRole(String name, String at, RoleParts parts) throws IOException {
            String inside = at + "." + name;
            switch (name) {
                case "RoleDetailList", "Roles", "configurationItems", "baseConfigurationItems" -> {
                    value(inside, false);
                    isKnown = true;
                }
                case "Role", "configurationItem" -> value(inside, false);
                case "configuration" -> configuration(parts);
                case "AssumeRolePolicyDocument", "assumeRolePolicyDocument" -> parts.takeDocument(in);
                default -> {
                    parts.take(name, in);
                    return false;
                }
            }
            return true;
        }

        private void other(String name, ExportSyntax.@Nullable Copy copy) throws IOException {
            if (copy == null) {
                in.skipChildren();
            } else {
                copy.member(name, in);
            }
        }

        /** AWS Config's own files hold an object, what its API answers holds a string. */
        private void configuration(RoleParts parts) throws IOException {
            if (in.currentToken() == JsonToken.START_OBJECT) {
                configured(in, parts);
            } else if (in.currentToken() == JsonToken.VALUE_STRING) {
                try (JsonParser inside = ExportSyntax.parser(in.getText())) {
                    inside.nextToken();
                    configured(inside, parts);
                } catch (JsonProcessingException damaged) {
                    // The role has no trust policy then, and says so.
                }
            } else {
                in.skipChildren();
            }
        }

        private static void configured(JsonParser from, RoleParts parts) throws IOException {
            var inside = new RoleParts();
            for (String name = from.nextFieldName(); name != null; name = from.nextFieldName()) {
                from.nextToken();
                if (name.equals("assumeRolePolicyDocument") || name.equals("AssumeRolePolicyDocument")) {
                    inside.takeDocument(from);
                } else {
                    inside.take(name, from);
                    from.skipChildren();
                }
            }
            parts.takeInside(inside);
        }

        private void policy(@Nullable String text, String at, long begin) {
            RoleSnapshot read = RoleSnapshot.of(null, place, null, null, null, text);
            String problem =
                    text == null ? "is longer than " + TrustPolicy.MAXIMUM_LENGTH + " characters" : read.problem();
            emit(
                    problem == null
                            ? read
                            : new RoleSnapshot(
                                    null,
                                    place,
                                    null,
                                    null,
                                    null,
                                    read.requirement(),
                                    place + " " + at + " (byte " + begin + "): " + problem));
        }
    }
}
