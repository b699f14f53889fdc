// SPDX-License-Identifier: Apache-2.0
package io.whotrail.testing;

import io.whotrail.Attribution;
import io.whotrail.AttributionListener;
import io.whotrail.Attributor;
import io.whotrail.SessionRevision;
import io.whotrail.event.CloudTrailEvent;
import io.whotrail.sink.SinkEntry;
import io.whotrail.source.CloudTrailReader;
import io.whotrail.source.EventSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;

/** What is answered for the events of all kept scenarios, in both directions of time: every kind of answer and notice. */
public final class ScenarioAnswers {
    private static final Instant NOW = Instant.parse("2027-01-01T00:00:00Z");

    private ScenarioAnswers() {}

    /** The entries, scenario by scenario. */
    public static List<SinkEntry> all() throws IOException {
        var entries = new ArrayList<SinkEntry>();
        for (Path file : files()) {
            List<CloudTrailEvent> events = events(file);
            answer(events, entries);
            Collections.reverse(events);
            answer(events, entries);
        }
        return entries;
    }

    private static List<Path> files() throws IOException {
        Path scenarios = Path.of(System.getProperty("basedir", "")).resolve("src/test/resources/scenarios");
        try (Stream<Path> folders = Files.list(scenarios)) {
            return folders.map(folder -> folder.resolve("events.jsonl"))
                    .sorted()
                    .toList();
        }
    }

    private static List<CloudTrailEvent> events(Path file) throws IOException {
        var events = new ArrayList<CloudTrailEvent>();
        try (EventSource source = CloudTrailReader.create().open(file)) {
            for (CloudTrailEvent event = source.next(); event != null; event = source.next()) {
                events.add(event);
            }
        }
        return events;
    }

    private static void answer(List<CloudTrailEvent> events, List<SinkEntry> entries) {
        Attributor attributor = Attributor.builder(InstantSource.fixed(NOW))
                .listener(new Collector(entries))
                .build();
        for (CloudTrailEvent event : events) {
            Attribution answer = attributor.attribute(event);
            if (answer != null) {
                entries.add(SinkEntry.of(answer));
            }
        }
        attributor.finish();
    }

    private record Collector(List<SinkEntry> entries) implements AttributionListener {
        @Override
        public void onAttribution(Attribution attribution) {
            entries.add(SinkEntry.of(attribution));
        }

        @Override
        public void onSessionRevision(SessionRevision revision) {
            entries.add(SinkEntry.of(revision));
        }
    }
}
