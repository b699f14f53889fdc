// SPDX-License-Identifier: Apache-2.0
package io.whotrail.pipeline;

import io.whotrail.simulation.Deliveries;
import io.whotrail.simulation.Profile;
import io.whotrail.simulation.SimulatedEvent;
import io.whotrail.simulation.Simulation;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Files of simulated events, each with a record among them that is none; all of one moment, named in their order. */
final class SimulatedMirror {
    private static final int EVENTS_OF_A_FILE = 9;

    private final Map<String, SimulatedEvent> happened = new TreeMap<>();
    private final List<String> files = new ArrayList<>();
    private final Path folder;

    SimulatedMirror(Path folder, int events) {
        this.folder = folder;
        Deliveries deliveries = Simulation.small(Profile.TYPICAL, 1).delivered(events);
        var records = new ArrayList<String>();
        for (SimulatedEvent next = deliveries.next(); next != null; next = deliveries.next()) {
            happened.put(next.event().eventId(), next);
            records.add(new String(next.bytes(), StandardCharsets.UTF_8));
            if (records.size() == EVENTS_OF_A_FILE) {
                add(records);
            }
        }
        add(records);
    }

    private void add(List<String> records) {
        records.add(records.size() / 2, "{\"no\":\"event\"}");
        files.add("{\"Records\":[" + String.join(",", records) + "]}");
        records.clear();
    }

    int files() {
        return files.size();
    }

    /** What happened, by the id of its event. */
    Map<String, SimulatedEvent> happened() {
        return happened;
    }

    void deliver(int number) throws IOException {
        Path file = folder.resolve("%02d/%06d.json".formatted(number / 2, number));
        Files.createDirectories(file.getParent());
        Files.writeString(file, files.get(number));
        Files.setLastModifiedTime(file, FileTime.fromMillis(0));
    }

    void deliverAll() throws IOException {
        for (int number = 0; number < files.size(); number++) {
            deliver(number);
        }
    }
}
