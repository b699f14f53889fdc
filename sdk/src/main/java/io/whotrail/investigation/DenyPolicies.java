// SPDX-License-Identifier: Apache-2.0
package io.whotrail.investigation;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.whotrail.Hop;
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
import org.jspecify.annotations.Nullable;

/** Policy documents that deny everything to some sessions of one role. */
final class DenyPolicies {
    /* Conditions of one statement have to hold all at once, and two times of one key are an "or": one statement is one
     * window of time of one name. Windows that touch are one. */

    /** Whatever id a role has. */
    static final String ANY = "*";

    /** IAM's unique ids: nothing in them means anything else in {@code StringLike}. */
    private static final Pattern UNIQUE_ID = Pattern.compile("[A-Za-z0-9]{1,128}");

    private static final JsonFactory JSON = new JsonFactory();

    /** From the first second that is denied to the first that is not. */
    private record Window(Instant from, Instant until) {}

    private final List<String> documents = new ArrayList<>();
    private final List<String> statements = new ArrayList<>();
    private final int maximumLength;
    private int length;

    DenyPolicies(List<SessionNode> ofOneRole, int maximumLength) {
        this.maximumLength = maximumLength;
        Map<String, SortedSet<Instant>> timesByUser = new TreeMap<>();
        for (SessionNode session : ofOneRole) {
            timesByUser
                    .computeIfAbsent(userId(session), none -> new TreeSet<>())
                    .add(Objects.requireNonNull(session.hop().issuedAt()).truncatedTo(ChronoUnit.SECONDS));
        }
        timesByUser.forEach((user, times) -> windows(times).forEach(window -> add(statement(user, window))));
        finish();
    }

    /** The value of {@code aws:userid}. */
    private static String userId(SessionNode session) {
        return roleId(session.hop()) + ':' + session.hop().sessionName();
    }

    /** The role's unique id; any id where it is not known, since the policy is the role's own. */
    static String roleId(Hop hop) {
        String roleId = hop.roleId();
        return roleId != null && UNIQUE_ID.matcher(roleId).matches() ? roleId : ANY;
    }

    /**
     * A document that denies everything to all temporary credentials that were issued before a time.
     *
     * @param roleId of sessions of this role alone, where it is known; {@code null} for all of whom the policy is put on
     */
    static String ofOlderCredentials(@Nullable String roleId, Instant until) {
        Instant truncated = until.truncatedTo(ChronoUnit.SECONDS);
        Instant whole = truncated.equals(until) ? until : truncated.plusSeconds(1);
        return document(List.of(statement(json -> {
            if (roleId != null && !roleId.equals(ANY)) {
                condition(json, "StringLike", "aws:userid", roleId + ":*");
            }
            condition(json, "DateLessThan", "aws:TokenIssueTime", whole.toString());
        })));
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
        return statement(json -> {
            condition(json, "StringLike", "aws:userid", user);
            condition(
                    json,
                    "DateGreaterThanEquals",
                    "aws:TokenIssueTime",
                    window.from().toString());
            condition(json, "DateLessThan", "aws:TokenIssueTime", window.until().toString());
        });
    }

    private static String statement(Writing conditions) {
        return json(json -> {
            json.writeStartObject();
            json.writeStringField("Effect", "Deny");
            json.writeStringField("Action", "*");
            json.writeStringField("Resource", "*");
            json.writeObjectFieldStart("Condition");
            conditions.to(json);
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

    private int room() {
        return maximumLength - document(List.of()).length();
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
