// SPDX-License-Identifier: Apache-2.0
package io.whotrail.pipeline;

import io.whotrail.simulation.Deliveries;
import io.whotrail.simulation.Profile;
import io.whotrail.simulation.SimulatedEvent;
import io.whotrail.simulation.Simulation;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPOutputStream;

/**
 * Files of simulated events, every other one compressed, each with a record among them that is none; all of one moment, named in
 * their order.
 */
final class SimulatedMirror {
    private static final List<String> NO_EVENTS = List.of(
            "{\"no\":\"event\"}",
            "null",
            "{\"eventName\":\"a\",\"eventSource\":\"b\",\"userIdentity\":7}",
            "{\"eventID\":\"a\",\"eventID\":\"b\"}",
            "{\"eventName\":\"a\",}");

    private final Map<String, SimulatedEvent> happened = new TreeMap<>();
    private final Map<String, String> rejected = new HashMap<>();
    /** Each file's path in the folder, in their order. */
    private final List<String> paths = new ArrayList<>();

    private final List<byte[]> contents = new ArrayList<>();
    private final Path folder;

    SimulatedMirror(Path folder, int events) {
        this(folder, Simulation.small(Profile.TYPICAL, 1).delivered(events), 9);
    }

    SimulatedMirror(Path folder, Deliveries deliveries, int eventsOfAFile) {
        this.folder = folder;
        var records = new ArrayList<String>();
        for (SimulatedEvent next = deliveries.next(); next != null; next = deliveries.next()) {
            happened.putIfAbsent(next.event().eventId(), next);
            records.add(new String(next.bytes(), StandardCharsets.UTF_8));
            if (records.size() == eventsOfAFile) {
                add(records);
            }
        }
        add(records);
    }

    private void add(List<String> records) {
        int number = paths.size();
        boolean compressed = number % 2 == 1;
        int place = records.size() / 2;
        records.add(place, NO_EVENTS.get(number % NO_EVENTS.size()));
        String before = "{\"Records\":[" + String.join(",", records.subList(0, place)) + (place == 0 ? "" : ",");
        byte[] text = utf8(before + String.join(",", records.subList(place, records.size())) + "]}");
        String path = "%06d/%06d.json%s".formatted(number / 2, number, compressed ? ".gz" : "");
        paths.add(path);
        contents.add(compressed ? compressed(text) : text);
        rejected.put(
                "%s: record %d, byte %d".formatted(folder.resolve(path), place, utf8(before).length),
                records.get(place).startsWith("{") ? Sha256.of(utf8(records.get(place))) : null);
        records.clear();
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] compressed(byte[] text) {
        var out = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(out)) {
            gzip.write(text);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return out.toByteArray();
    }

    int files() {
        return paths.size();
    }

    /** What happened, by the id of its event. */
    Map<String, SimulatedEvent> happened() {
        return happened;
    }

    /** The SHA-256 of each record that is no event, by its place; {@code null} where it is no object. */
    Map<String, String> rejected() {
        return rejected;
    }

    /** Puts a file into the folder: it is there whole or not at all. */
    void deliver(int number) throws IOException {
        Path path = folder.resolve(paths.get(number));
        Path part = path.resolveSibling(path.getFileName() + ".part");
        Files.createDirectories(path.getParent());
        Files.write(part, contents.get(number));
        Files.setLastModifiedTime(part, FileTime.fromMillis(0));
        Files.move(part, path, StandardCopyOption.ATOMIC_MOVE);
    }

    void deliverAll() throws IOException {
        for (int number = 0; number < paths.size(); number++) {
            deliver(number);
        }
    }
}
