// SPDX-License-Identifier: Apache-2.0
package io.whotrail.investigation;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** Policy documents that deny everything to some sessions of one role. */
final class DenyPolicies {
    /* Conditions of one statement have to hold all at once, and two times of one key are an "or": one statement is one
     * window of time of one name. Windows that touch are one. */

    /** IAM's unique ids: nothing in them means anything else in {@code StringLike}. */
    private static final Pattern UNIQUE_ID = Pattern.compile("[A-Za-z0-9]{1,128}");

    private static final JsonFactory JSON = new JsonFactory();

    /** From the first second that is denied to the first that is not. */
    private record Window(Instant from, Instant until) {}

    private final List<String> documents = new ArrayList<>();
    private final List<String> statements = new ArrayList<>();
    private int length;

    DenyPolicies(List<SessionNode> ofOneRole) {
        Map<String, SortedSet<Instant>> timesByUser = new TreeMap<>();
        for (SessionNode session : ofOneRole) {
            timesByUser
                    .computeIfAbsent(userId(session), none -> new TreeSet<>())
                    .add(Objects.requireNonNull(session.hop().issuedAt()).truncatedTo(ChronoUnit.SECONDS));
        }
        timesByUser.forEach((user, times) -> windows(times).forEach(window -> add(statement(user, window))));
        finish();
    }

    /** The value of {@code aws:userid}; any id of the role where it is not known, since the policy is the role's own. */
    private static String userId(SessionNode session) {
        String roleId = session.hop().roleId();
        boolean isKnown = roleId != null && UNIQUE_ID.matcher(roleId).matches();
        return (isKnown ? roleId : "*") + ':' + session.hop().sessionName();
    }

    private static List<Window> windows(SortedSet<Instant> times) {
        var windows = new ArrayList<Window>();
        for (Instant time : times) {
            Instant from = time.minusSeconds(1);
            Instant until = time.plusSeconds(2);
            int last = windows.size() - 1;
            if (last >= 0 && !from.isAfter(windows.get(last).until())) {
                windows.set(last, new Window(windows.get(last).from(), until));
            } else {
                windows.add(new Window(from, until));
            }
        }
        return windows;
    }

    private static String statement(String user, Window window) {
        return json(json -> {
            json.writeStartObject();
            json.writeStringField("Effect", "Deny");
            json.writeStringField("Action", "*");
            json.writeStringField("Resource", "*");
            json.writeObjectFieldStart("Condition");
            condition(json, "StringLike", "aws:userid", user);
            condition(
                    json,
                    "DateGreaterThanEquals",
                    "aws:TokenIssueTime",
                    window.from().toString());
            condition(json, "DateLessThan", "aws:TokenIssueTime", window.until().toString());
            json.writeEndObject();
            json.writeEndObject();
        });
    }

    private static void condition(JsonGenerator json, String operator, String key, String value) throws IOException {
        json.writeObjectFieldStart(operator);
        json.writeStringField(key, value);
        json.writeEndObject();
    }

    private void add(String statement) {
        if (!statements.isEmpty() && length + statement.length() + 1 > room()) {
            finish();
        }
        statements.add(statement);
        length += statement.length() + 1;
    }

    private static int room() {
        return Revocation.MAXIMUM_POLICY_LENGTH - document(List.of()).length();
    }

    private void finish() {
        if (!statements.isEmpty()) {
            documents.add(document(statements));
            statements.clear();
            length = 0;
        }
    }

    private static String document(List<String> statements) {
        return json(json -> {
            json.writeStartObject();
            json.writeStringField("Version", "2012-10-17");
            json.writeArrayFieldStart("Statement");
            for (String statement : statements) {
                json.writeRawValue(statement);
            }
            json.writeEndArray();
            json.writeEndObject();
        });
    }

    /** Writes JSON. */
    private interface Writing {
        void to(JsonGenerator json) throws IOException;
    }

    private static String json(Writing writing) {
        var text = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(text)) {
            writing.to(json);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return text.toString();
    }

    List<String> documents() {
        return List.copyOf(documents);
    }
}
