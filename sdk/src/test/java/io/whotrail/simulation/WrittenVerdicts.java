// SPDX-License-Identifier: Apache-2.0
package io.whotrail.simulation;

import io.whotrail.testing.JsonTree;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What somebody knows who has only the lines of NDJSON. Reads them as they come: of one event the last counts, and a notice
 * applies to the lines before it that it concerns. Not thread safe.
 */
public final class WrittenVerdicts {
    /** What of a line is its verdict: a notice replaces all of it. */
    private static final List<String> VERDICT =
            List.of("verdict", "origin", "basis", "chain", "chainLength", "candidates", "reason", "furthest", "claims");

    private final Map<Object, Map<String, Object>> lines = new HashMap<>();
    private final Map<Object, List<Object>> idsOfSession = new HashMap<>();
    private final Map<Object, Long> noticesOfSession = new HashMap<>();
    private final List<String> faults = new ArrayList<>();
    private int notices;

    /** Reads one line. */
    public void read(String line) {
        Map<String, Object> read = JsonTree.object(line);
        if (read.get("sessionRevision") instanceof Map<?, ?> notice) {
            notices++;
            readNotice(notice);
        } else {
            readAnswer(read);
        }
    }

    private void readAnswer(Map<String, Object> line) {
        Object id = line.get("eventId");
        Map<String, Object> before = lines.put(id, line);
        long next = before == null ? 0 : (long) before.get("revision") + 1;
        if ((long) line.get("revision") != next) {
            faults.add("revision " + line.get("revision") + " of " + id + " where " + next + " was to come");
        }
        if (before == null) {
            idsOfSession
                    .computeIfAbsent(line.get("session"), key -> new ArrayList<>())
                    .add(id);
        } else if ((boolean) before.get("final")) {
            faults.add("a line after the final one: " + id);
        }
    }

    private void readNotice(Map<?, ?> notice) {
        long revision = (long) notice.get("revision");
        Object session = notice.get("session");
        Long before = noticesOfSession.put(session, revision);
        if (before != null && revision != before + 1) {
            faults.add("notice " + revision + " of " + session + " after " + before);
        }
        idsOfSession.getOrDefault(session, List.of()).stream()
                .map(lines::get)
                .filter(earlier -> concerns(notice, earlier))
                .forEach(earlier -> replace(earlier, notice));
    }

    private static boolean concerns(Map<?, ?> notice, Map<String, Object> line) {
        Instant time = time(line.get("eventTime"), Instant.MIN);
        return !time.isBefore(time(notice.get("validFrom"), Instant.MIN))
                && !time.isAfter(time(notice.get("validUntil"), Instant.MAX));
    }

    private static Instant time(Object text, Instant unknown) {
        return text == null ? unknown : Instant.parse(text.toString());
    }

    private static void replace(Map<String, Object> line, Map<?, ?> notice) {
        for (String key : VERDICT) {
            line.remove(key);
            if (notice.containsKey(key)) {
                line.put(key, notice.get(key));
            }
        }
    }

    /** How many notices there were. */
    public int notices() {
        return notices;
    }

    /** Lines that come twice, too early, or after the last. */
    public List<String> faults() {
        return faults;
    }

    /** The verdict of each event, by its id. */
    public Map<Object, Map<String, Object>> verdicts() {
        lines.values().forEach(line -> line.keySet().retainAll(VERDICT));
        return lines;
    }
}
