// SPDX-License-Identifier: Apache-2.0
package io.whotrail.simulation;

import io.whotrail.Attribution;
import io.whotrail.AttributionListener;
import io.whotrail.Session;
import io.whotrail.SessionRevision;
import io.whotrail.sink.NdjsonSink;
import io.whotrail.sink.SinkEntry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What somebody ends up knowing who takes every answer, every revision and every notice for a credential. Thread safe. */
public final class Ledger implements AttributionListener {
    private final Map<String, Attribution> latest = new HashMap<>();
    private final Map<String, Attribution> lines = new HashMap<>();
    private final Map<Session, List<String>> bySession = new HashMap<>();
    private final Map<Session, SessionRevision> notices = new HashMap<>();
    private final List<String> faults = new ArrayList<>();

    @Override
    public void onAttribution(Attribution attribution) {
        take(attribution);
    }

    /** Takes an answer, returned or told; {@code null} is none. */
    public synchronized void take(Attribution attribution) {
        if (attribution == null) {
            return;
        }
        String id = attribution.eventId();
        Attribution before = lines.get(id);
        if (before != null && before.revision() == attribution.revision()) {
            faults.add("twice revision " + attribution.revision() + " of " + id);
        }
        if (before == null || before.revision() < attribution.revision()) {
            check(before, attribution);
            lines.put(id, attribution);
            if (attribution.session() != null && before == null) {
                bySession
                        .computeIfAbsent(attribution.session(), key -> new ArrayList<>())
                        .add(id);
            }
            SessionRevision notice = attribution.session() == null ? null : notices.get(attribution.session());
            latest.put(id, notice == null ? attribution : notice.applyTo(attribution));
        }
    }

    private void check(Attribution before, Attribution after) {
        if (before != null && before.isFinal()) {
            faults.add("revised after it was final: " + after.eventId());
        }
        boolean same = before != null
                && before.verdict().equals(after.verdict())
                && before.signals().equals(after.signals());
        if (same && !after.isFinal()) {
            faults.add("a line without a change: " + after.eventId());
        }
    }

    @Override
    public synchronized void onSessionRevision(SessionRevision revision) {
        SessionRevision before = notices.get(revision.session());
        if (before != null && before.revision() == revision.revision()) {
            faults.add("twice notice " + revision.revision() + " of " + revision.session());
        }
        if (before == null || before.revision() < revision.revision()) {
            notices.put(revision.session(), revision);
        }
        for (String id : bySession.getOrDefault(revision.session(), List.of())) {
            latest.computeIfPresent(id, (key, answer) -> revision.applyTo(answer));
        }
    }

    /** The revision of the last line of each event. */
    public synchronized Map<String, Integer> revisions() {
        var revisions = new HashMap<String, Integer>();
        lines.forEach((id, answer) -> revisions.put(id, answer.revision()));
        return revisions;
    }

    /** What went wrong in the telling itself. */
    public synchronized List<String> faults() {
        return List.copyOf(faults);
    }

    /** The final line of each event, by its id: the bytes that the sink writes, as text. */
    public synchronized Map<String, String> lines() {
        var all = new TreeMap<String, String>();
        latest.forEach((id, answer) -> all.put(id, line(answer)));
        return all;
    }

    /** The line of an answer as it stands in the final output, whenever it was said. */
    public static String line(Attribution answer) {
        var out = new ByteArrayOutputStream();
        try (var sink = new NdjsonSink(out)) {
            sink.write(SinkEntry.of(answer.revised(0).asFinal()));
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return out.toString(StandardCharsets.UTF_8);
    }
}
