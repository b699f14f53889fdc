// SPDX-License-Identifier: Apache-2.0
package io.whotrail.scenario;

import io.whotrail.Attribution;
import io.whotrail.AttributionListener;
import io.whotrail.Session;
import io.whotrail.SessionRevision;
import io.whotrail.sink.NdjsonSink;
import io.whotrail.sink.SinkEntry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What somebody knows who takes every answer, every revision and every notice for a credential. Thread safe. */
final class Outcome implements AttributionListener {
    /** What of a line depends on which copy of an event came first, or on when the line was written. */
    private static final Set<String> OF_THE_COPY = Set.of(
            "eventTime", "eventSource", "eventName", "recipientAccountId", "session", "via", "revision", "final");

    private final Map<String, Attribution> latest = new LinkedHashMap<>();
    private final Map<Session, SessionRevision> notices = new HashMap<>();
    private final List<String> faults = new ArrayList<>();
    private int told;

    @Override
    public synchronized void onAttribution(Attribution attribution) {
        told++;
        take(attribution);
    }

    synchronized void take(@Nullable Attribution attribution) {
        if (attribution == null) {
            return;
        }
        Attribution before = latest.get(attribution.eventId());
        if (before != null && before.revision() == attribution.revision()) {
            faults.add("twice the same revision of " + attribution.eventId());
        }
        if (before == null || before.revision() < attribution.revision()) {
            SessionRevision notice = attribution.session() == null ? null : notices.get(attribution.session());
            latest.put(attribution.eventId(), notice == null ? attribution : notice.applyTo(attribution));
        }
    }

    @Override
    public synchronized void onSessionRevision(SessionRevision revision) {
        SessionRevision before = notices.get(revision.session());
        if (before != null && before.revision() == revision.revision()) {
            faults.add("twice the same revision of " + revision.session());
        }
        if (before == null || before.revision() < revision.revision()) {
            notices.put(revision.session(), revision);
        }
        latest.replaceAll((eventId, answer) -> revision.applyTo(answer));
    }

    /** How many answers the listener was told. */
    synchronized int told() {
        return told;
    }

    /** What went wrong in the telling itself. */
    synchronized List<String> faults() {
        return List.copyOf(faults);
    }

    synchronized Map<String, Map<String, Object>> answers() throws IOException {
        var answers = new HashMap<String, Map<String, Object>>();
        for (Attribution answer : latest.values()) {
            answers.put(answer.eventId(), answer(line(answer)));
        }
        return answers;
    }

    /** The part of a line that is the answer. */
    static Map<String, Object> answer(String line) throws IOException {
        Map<String, Object> answer = JsonLine.parse(line);
        answer.keySet().removeAll(OF_THE_COPY);
        return answer;
    }

    /** The line of an answer as it stands in the final output. */
    static String line(Attribution answer) throws IOException {
        var out = new ByteArrayOutputStream();
        try (var sink = new NdjsonSink(out)) {
            sink.write(SinkEntry.of(answer.revised(0).asFinal()));
        }
        return out.toString(StandardCharsets.UTF_8).strip();
    }
}
