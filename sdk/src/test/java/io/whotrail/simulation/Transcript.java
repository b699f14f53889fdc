// SPDX-License-Identifier: Apache-2.0
package io.whotrail.simulation;

import io.whotrail.Attribution;
import io.whotrail.AttributionListener;
import io.whotrail.Quarantine;
import io.whotrail.SessionRevision;
import io.whotrail.Verdict;
import io.whotrail.sink.LineFormat;
import io.whotrail.sink.SinkEntry;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What an attributor says, line by line and step by step; within a step in no particular order. Not thread safe. */
final class Transcript implements AttributionListener {
    private final List<String> step = new ArrayList<>();
    private final List<List<String>> steps = new ArrayList<>();
    private final Map<String, Verdict> last = new HashMap<>();

    private void say(SinkEntry entry) {
        step.add(new String(LineFormat.ndjson().line(entry), StandardCharsets.UTF_8));
    }

    @Override
    public void onAttribution(Attribution attribution) {
        say(SinkEntry.of(attribution));
        last.put(attribution.eventId(), attribution.verdict());
    }

    @Override
    public void onSessionRevision(SessionRevision revision) {
        say(SinkEntry.of(revision));
    }

    @Override
    public void onQuarantined(Quarantine quarantine) {
        step.add(quarantine.toString());
    }

    /** Ends a step, with the answer that was returned in it, if any. */
    void end(Attribution answer) {
        if (answer != null) {
            onAttribution(answer);
        }
        Collections.sort(step);
        steps.add(List.copyOf(step));
        step.clear();
    }

    List<List<String>> steps() {
        return steps;
    }

    /** The last verdict on each event. */
    Map<String, Verdict> last() {
        return last;
    }
}
