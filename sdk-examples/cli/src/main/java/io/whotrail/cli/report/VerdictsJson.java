// SPDX-License-Identifier: Apache-2.0
package io.whotrail.cli.report;

import com.fasterxml.jackson.core.JsonGenerator;
import io.whotrail.Ambiguity;
import io.whotrail.Basis;
import io.whotrail.Gap;
import io.whotrail.UnattributedReason;
import io.whotrail.cli.text.People;
import io.whotrail.cli.text.Words;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Writes how many events each basis and each reason has, with sessions as examples. */
final class VerdictsJson {
    private static final int EXAMPLES = 12;

    /** What events of one role, or of nobody's, add up to. */
    private record Sum(long events, long sessions) {
        Sum plus(Sum other) {
            return new Sum(events + other.events, sessions + other.sessions);
        }
    }

    private final PageJson page;
    private final JsonGenerator json;
    private final SessionsJson sessions;
    private final Map<String, List<Strand>> byKind = new HashMap<>();

    VerdictsJson(Report report, SessionsJson sessions, PageJson page) {
        this.page = page;
        this.json = page.json();
        this.sessions = sessions;
        Stream.concat(report.strands().stream(), report.rests().stream())
                .forEach(strand -> byKind.computeIfAbsent(Report.kind(strand.verdict()), none -> new ArrayList<>())
                        .add(strand));
        byKind.values()
                .forEach(strands ->
                        strands.sort(Comparator.comparingLong(Strand::events).reversed()));
    }

    void write() throws IOException {
        json.writeArrayFieldStart("bases");
        for (Basis basis : Basis.values()) {
            kind(basis.name(), 0, Words.brief(basis), Words.sentence(basis), "");
        }
        kind(
                Ambiguity.class.getSimpleName(),
                1,
                "ambiguous",
                "Several identities explain it equally well; nothing tells which one it was.",
                "Add the logs of the hours before, and of every account and Region that may have issued the session.");
        for (UnattributedReason reason : UnattributedReason.values()) {
            kind(reason.name(), 2, Words.brief(reason), Words.sentence(reason), Words.advice(reason));
        }
        json.writeEndArray();
    }

    private void kind(String kind, int verdict, String brief, String sentence, String advice) throws IOException {
        List<Strand> strands = byKind.getOrDefault(kind, List.of());
        if (strands.isEmpty()) {
            return;
        }
        json.writeStartObject();
        json.writeStringField("name", kind);
        json.writeNumberField("verdict", verdict);
        json.writeStringField("brief", brief);
        json.writeStringField("sentence", sentence);
        json.writeStringField("advice", advice);
        json.writeNumberField(
                "events", strands.stream().mapToLong(Strand::events).sum());
        List<Integer> told = strands.stream()
                .map(sessions::number)
                .filter(number -> number >= 0)
                .toList();
        json.writeNumberField("strands", strands.size());
        json.writeArrayFieldStart("sessions");
        for (int number : told.subList(0, Math.min(EXAMPLES, told.size()))) {
            json.writeNumber(number);
        }
        json.writeEndArray();
        if (verdict == 2) {
            roles(strands);
        }
        json.writeEndObject();
    }

    /** Whose events they are, as far as is proven: those with the most first. */
    private void roles(List<Strand> strands) throws IOException {
        Map<String, Sum> roles = new HashMap<>();
        for (Strand strand : strands) {
            if (sessions.number(strand) >= 0) {
                roles.merge(role(strand), new Sum(strand.events(), strand.session() == null ? 0 : 1), Sum::plus);
            }
        }
        List<Map.Entry<String, Sum>> sorted = roles.entrySet().stream()
                .sorted(Comparator.comparingLong((Map.Entry<String, Sum> role) ->
                                -role.getValue().events())
                        .thenComparing(Map.Entry::getKey))
                .toList();
        json.writeNumberField("furtherRoles", Math.max(0, sorted.size() - EXAMPLES));
        json.writeArrayFieldStart("roles");
        for (Map.Entry<String, Sum> role : sorted.subList(0, Math.min(EXAMPLES, sorted.size()))) {
            json.writeStartArray();
            json.writeNumber(page.shared(role.getKey()));
            json.writeNumber(role.getValue().events());
            json.writeNumber(role.getValue().sessions());
            json.writeEndArray();
        }
        json.writeEndArray();
    }

    private static String role(Strand strand) {
        String role = strand.session() == null
                ? null
                : NodeKeys.roleName(strand.session().arn());
        if (role != null) {
            return role;
        }
        return strand.verdict() instanceof Gap gap && gap.furthest() != null
                ? People.brief(gap.furthest())
                : "nobody is named";
    }
}
