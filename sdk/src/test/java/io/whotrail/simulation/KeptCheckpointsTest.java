// SPDX-License-Identifier: Apache-2.0
package io.whotrail.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.whotrail.Attributor;
import io.whotrail.checkpoint.CheckpointException;
import io.whotrail.event.CloudTrailEvent;
import io.whotrail.golden.GoldenFile;
import io.whotrail.image.ImageReader;
import io.whotrail.image.SectionReader;
import io.whotrail.source.CloudTrailReader;
import io.whotrail.source.EventSource;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Checkpoints that were written once are read for ever: each says of the events beside it what it always said. They are
 * never written again. A change of what a checkpoint holds needs another version of the format, and checkpoints of that.
 */
class KeptCheckpointsTest {
    private static final Path FOLDER =
            Path.of(System.getProperty("basedir", "")).resolve("src/test/resources/checkpoints");
    private static final Path EVENTS_AFTER = FOLDER.resolve("v1.events.jsonl");
    private static final int BRIEF = 150;
    private static final String UPDATE = "golden.update";
    private static final int EVENTS = 600;
    private static final int AFTER = 50;
    /** What came before the checkpoint and comes again: duplicates are known by their contents. */
    private static final int REPEATED = 10;

    /** A checkpoint that is kept. */
    enum Kept {
        /** Nothing is known yet. */
        V1_EMPTY(false),
        /** All acts of all profiles, answers at once. */
        V1_MIXED(false),
        /** The same, answers held. */
        V1_HELD(true);

        private final boolean held;

        Kept(boolean held) {
            this.held = held;
        }

        private Path file(String ending) {
            return FOLDER.resolve(name().toLowerCase(Locale.ROOT).replace('_', '-') + ending);
        }

        private Attributor.Builder builder(Transcript transcript) {
            Attributor.Builder builder = Attributor.builder(() -> Instant.parse("2026-03-03T00:00:00Z"))
                    .lateness(Duration.ofMinutes(3))
                    .retention(Duration.ofMinutes(8))
                    .maximumSessions(40)
                    .maximumRememberedEvents(2_000)
                    .hashSeed(7)
                    .listener(transcript);
            return held ? builder.holdUntilFinal() : builder;
        }
    }

    private static byte[] image(Attributor attributor) throws IOException {
        var image = new ByteArrayOutputStream();
        attributor.snapshot(image);
        return image.toByteArray();
    }

    /** Only for a new one: what is there stays as it is. */
    private static void keep(Kept kept) throws IOException {
        var records = new ArrayList<SimulatedEvent>();
        Deliveries deliveries = Simulation.small(Profile.MIXED, 5).delivered(EVENTS);
        for (SimulatedEvent event = deliveries.next(); event != null; event = deliveries.next()) {
            records.add(event);
        }
        Attributor attributor = kept.builder(new Transcript()).build();
        int cut = records.size() - AFTER;
        records.subList(0, kept == Kept.V1_EMPTY ? 0 : cut)
                .forEach(record -> attributor.attribute(record.event(), "trail"));
        Files.createDirectories(FOLDER);
        Files.write(kept.file(".bin"), image(attributor));
        var after = new ByteArrayOutputStream();
        for (SimulatedEvent record : records.subList(cut - REPEATED, records.size())) {
            after.write(record.bytes());
            after.write('\n');
        }
        Files.write(EVENTS_AFTER, after.toByteArray());
    }

    private static List<CloudTrailEvent> events() throws IOException {
        var events = new ArrayList<CloudTrailEvent>();
        try (EventSource source = CloudTrailReader.create().open(EVENTS_AFTER)) {
            for (CloudTrailEvent event = source.next(); event != null; event = source.next()) {
                events.add(event);
            }
        }
        return events;
    }

    @ParameterizedTest
    @EnumSource
    void aKeptCheckpointSaysWhatItAlwaysSaid(Kept kept) throws IOException, CheckpointException {
        if (Boolean.getBoolean(UPDATE) && Files.notExists(kept.file(".bin"))) {
            keep(kept);
        }
        var transcript = new Transcript();
        Attributor attributor = restored(kept, transcript);
        var said = new StringBuilder().append(counted(attributor)).append('\n');
        for (CloudTrailEvent event : events()) {
            transcript.end(attributor.attribute(event, "trail"));
        }
        attributor.finish();
        transcript.end(null);
        transcript
                .steps()
                .forEach(step -> step.forEach(line -> said.append(brief(line)).append('\n')));
        said.append(counted(attributor)).append('\n');
        new GoldenFile(kept.file(".said.txt")).assertMatches(said.toString());
    }

    /** The counters that a checkpoint holds. */
    private static String counted(Attributor attributor) {
        return attributor.stats().toString().replaceAll(", signalsBy=.*", "]");
    }

    /** How a line begins, and a hash of all of it. */
    private static String brief(String line) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(line.getBytes(StandardCharsets.UTF_8));
            return line.substring(0, Math.min(BRIEF, line.length()))
                    + ' '
                    + HexFormat.of().formatHex(hash, 0, 8);
        } catch (NoSuchAlgorithmException impossible) {
            throw new AssertionError(impossible);
        }
    }

    private static Attributor restored(Kept kept, Transcript transcript) throws IOException, CheckpointException {
        return kept.builder(transcript).restore(new ByteArrayInputStream(Files.readAllBytes(kept.file(".bin"))));
    }

    /** What is read is all that was written, and is written as it was: whatever is added or left out shows here. */
    @ParameterizedTest
    @EnumSource
    void whatACheckpointHoldsIsWrittenAsItWas(Kept kept) throws IOException, CheckpointException {
        byte[] again = image(restored(kept, new Transcript()));
        assertThat(sections(again)).isEqualTo(sections(Files.readAllBytes(kept.file(".bin"))));
    }

    private static Map<String, String> sections(byte[] image) throws IOException, CheckpointException {
        ImageReader in = ImageReader.begin(new ByteArrayInputStream(image));
        var sections = new LinkedHashMap<String, String>();
        for (SectionReader section = in.next(); section != null; section = in.next()) {
            sections.put(
                    section.name(), HexFormat.of().formatHex(section.stream().readAllBytes()));
        }
        return sections;
    }
}
