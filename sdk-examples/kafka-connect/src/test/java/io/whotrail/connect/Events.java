// SPDX-License-Identifier: Apache-2.0
package io.whotrail.connect;

import io.whotrail.Attribution;
import io.whotrail.AttributionListener;
import io.whotrail.Attributor;
import io.whotrail.SessionRevision;
import io.whotrail.simulation.Deliveries;
import io.whotrail.simulation.Profile;
import io.whotrail.simulation.SimulatedEvent;
import io.whotrail.simulation.Simulation;
import io.whotrail.sink.LineFormat;
import io.whotrail.sink.SinkEntry;
import io.whotrail.source.CloudTrailReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/** Events of a simulated organisation as JSON, in the order of their delivery, and what an attributor by itself says of them. */
final class Events {
    private static final int DISORDER = 50;
    private static final CloudTrailReader READER = CloudTrailReader.create();

    private Events() {}

    /** Records of all kinds, some of them twice, many before the one that issued their credential. */
    static List<String> delivered(long seed, int count) {
        Deliveries deliveries = new Simulation(Profile.MIXED, seed).delivered(count);
        var records = new ArrayList<String>();
        for (SimulatedEvent event = deliveries.next(); event != null; event = deliveries.next()) {
            records.add(new String(event.bytes(), StandardCharsets.UTF_8));
        }
        var random = new Random(seed);
        for (int i = 0; i < records.size(); i += DISORDER) {
            Collections.shuffle(records.subList(i, Math.min(i + DISORDER, records.size())), random);
        }
        return records;
    }

    /**
     * What an attributor says.
     *
     * @param answers the line of each event, in order; of one that comes again none
     * @param corrections the lines of what it revised
     */
    record Said(List<Optional<String>> answers, List<String> corrections) {}

    static Said attributed(List<String> records) {
        var said = new Said(new ArrayList<>(), new ArrayList<>());
        Attributor attributor = attributor(said);
        records.forEach(record -> attribute(record, attributor, said));
        return said;
    }

    /** The first records, up to one that corrects an answer. */
    static List<String> untilOneCorrects(List<String> records) {
        var said = new Said(new ArrayList<>(), new ArrayList<>());
        Attributor attributor = attributor(said);
        int count = 0;
        while (said.corrections().isEmpty()) {
            attribute(records.get(count++), attributor, said);
        }
        return records.subList(0, count);
    }

    private static void attribute(String record, Attributor attributor, Said said) {
        Attribution answer = attributor.attribute(READER.parseEvent(record.getBytes(StandardCharsets.UTF_8)));
        said.answers().add(Optional.ofNullable(answer).map(SinkEntry::of).map(Events::line));
    }

    private static Attributor attributor(Said said) {
        return new AttributionConfig(Map.of())
                .attributor()
                .listener(new AttributionListener() {
                    @Override
                    public void onAttribution(Attribution attribution) {
                        said.corrections().add(line(SinkEntry.of(attribution)));
                    }

                    @Override
                    public void onSessionRevision(SessionRevision revision) {
                        said.corrections().add(line(SinkEntry.of(revision)));
                    }
                })
                .build();
    }

    private static String line(SinkEntry entry) {
        return new String(LineFormat.ndjson().line(entry), StandardCharsets.UTF_8).strip();
    }
}
