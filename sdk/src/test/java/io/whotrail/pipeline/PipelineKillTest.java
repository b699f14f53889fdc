// SPDX-License-Identifier: Apache-2.0
package io.whotrail.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.whotrail.Attribution;
import io.whotrail.checkpoint.CheckpointException;
import io.whotrail.simulation.Deliveries;
import io.whotrail.simulation.Profile;
import io.whotrail.simulation.SimulatedEvent;
import io.whotrail.simulation.Simulation;
import io.whotrail.sink.LineFormat;
import io.whotrail.sink.MemorySink;
import io.whotrail.sink.SinkEntry;
import io.whotrail.source.CloudTrailReader;
import io.whotrail.testing.QuickStart;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A process that is killed at any moment, again and again, leaves in the end what one would that never was: every event with
 * its answers, each line once. {@code mvn verify -Pkills} kills it 2,000 times, {@code -Dpipeline.seed=2} at other moments.
 */
class PipelineKillTest {
    private static final int KILLS = Integer.getInteger("pipeline.kills", 100);
    private static final long SEED = Long.getLong("pipeline.seed", 1);

    /** More than a life can answer: what a child reads it has to wait for. */
    private static final int EVENTS_PER_KILL = 40;

    private static final int EVENTS_PER_FILE = 70;
    private static final int PAUSE_MICROSECONDS = 3_000;

    /** In milliseconds, of a child that reads already: to start takes longer than that. */
    private static final int LONGEST_LIFE = 100;

    private static final int LONGEST_WAIT = 5_000;

    @TempDir
    private Path folder;

    private final Random random = new Random(SEED);
    private QuickStart children;
    private int files;
    private final Map<String, SimulatedEvent> happened = new HashMap<>();

    /** In the order of delivery, in files as large as those of a busy account. */
    private void deliver() throws IOException {
        Deliveries deliveries = new Simulation(Profile.TYPICAL, SEED).delivered((long) KILLS * EVENTS_PER_KILL);
        var records = new ArrayList<String>();
        for (SimulatedEvent next = deliveries.next(); next != null; next = deliveries.next()) {
            happened.put(next.event().eventId(), next);
            records.add(new String(next.bytes(), StandardCharsets.UTF_8));
            if (records.size() == EVENTS_PER_FILE) {
                write(records);
            }
        }
        write(records);
    }

    private void write(List<String> records) throws IOException {
        int hour = files / 10;
        Path file = folder.resolve("mirror/2026/%02d/%06d.json".formatted(hour, files));
        files++;
        Files.createDirectories(file.getParent());
        Files.writeString(file, "{\"Records\":[" + String.join(",", records) + "]}");
        Files.setLastModifiedTime(file, FileTime.from(Simulation.BEGINNING));
        records.clear();
    }

    /** A folder in which the first of all files is read. */
    private Path rehearsal() throws IOException {
        Path file = folder.resolve("mirror/2026/00/000000.json");
        Path copy = folder.resolve("rehearsal/mirror/one.json");
        Files.createDirectories(copy.getParent());
        Files.copy(file, copy);
        return folder.resolve("rehearsal");
    }

    private Process start(int pause, boolean toTheEnd) throws IOException {
        return children.start(
                folder.resolve("output"), folder.toString(), Integer.toString(pause), Boolean.toString(toTheEnd));
    }

    /**
     * Lets it live for a while: now and then not even until it has begun, every other time until it has made a checkpoint,
     * however slow the machine is. No child ends by itself.
     */
    private void killOne(int number) throws IOException, InterruptedException {
        long before = checkpoints();
        Path alive = folder.resolve(KilledPipeline.ALIVE);
        Files.deleteIfExists(alive);
        Process child = start(PAUSE_MICROSECONDS, false);
        boolean patient = random.nextInt(8) > 0;
        while (patient && child.isAlive() && !Files.exists(alive)) {
            child.waitFor(1, TimeUnit.MILLISECONDS);
        }
        boolean untilCheckpoint = number % 2 == 0;
        for (int i = 0; untilCheckpoint && i < LONGEST_WAIT && checkpoints() == before; i++) {
            child.waitFor(1, TimeUnit.MILLISECONDS);
        }
        boolean ended = child.waitFor(1 + random.nextInt(LONGEST_LIFE), TimeUnit.MILLISECONDS);
        child.destroyForcibly().waitFor();
        if (ended) {
            throw new AssertionError("restart " + number + " of seed " + SEED + " was refused: "
                    + Files.readString(folder.resolve("output")));
        }
    }

    /** How many checkpoints were made so far. */
    private long checkpoints() throws IOException {
        Path kept = folder.resolve("checkpoints");
        if (!Files.exists(kept)) {
            return 0;
        }
        try (Stream<Path> files = Files.list(kept)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.matches("checkpoint-[0-9]+"))
                    .mapToLong(name -> Long.parseLong(name.substring(name.indexOf('-') + 1)))
                    .max()
                    .orElse(0);
        }
    }

    private List<SinkEntry> withoutKills() throws IOException, CheckpointException {
        var all = new MemorySink(Integer.MAX_VALUE);
        var source = KilledPipeline.source(folder.resolve("mirror"), CloudTrailReader.create());
        KilledPipeline.builder(all, source).untilIdle(Duration.ZERO).build().run();
        return all.entries();
    }

    private List<String> lines() throws IOException {
        var lines = new ArrayList<String>();
        try (Stream<Path> files = Files.list(folder.resolve("out"))) {
            for (Path file : files.filter(path -> path.toString().endsWith(".ndjson"))
                    .sorted()
                    .toList()) {
                lines.addAll(Files.readAllLines(file));
            }
        }
        return lines;
    }

    @Test
    void howeverOftenItIsKilledEveryAnswerIsThereOnceAndRight() throws Exception {
        deliver();
        children = QuickStart.of(
                folder.resolve("quick"), KilledPipeline.class, rehearsal().toString(), "0", "true");
        int amidst = 0;
        for (int number = 1; number <= KILLS; number++) {
            long before = checkpoints();
            killOne(number);
            amidst += checkpoints() > before ? 1 : 0;
        }
        assertThat(amidst).as("kills after at least one checkpoint").isGreaterThanOrEqualTo(KILLS / 3);
        Process last = start(0, true);
        assertThat(last.waitFor())
                .as(Files.readString(folder.resolve("output")))
                .isZero();
        List<SinkEntry> expected = withoutKills();
        List<String> lines = lines();
        assertThat(lines).doesNotHaveDuplicates();
        List<String> wanted = expected.stream().map(PipelineKillTest::line).toList();
        assertThat(without(wanted, lines)).as("lines that are missing").isEmpty();
        assertThat(without(lines, wanted)).as("lines that should not be").isEmpty();
        assertRight(expected);
        assertThat(Files.size(folder.resolve("letters"))).isZero();
    }

    private static List<String> without(List<String> lines, List<String> others) {
        var left = new LinkedHashSet<>(lines);
        left.removeAll(new HashSet<>(others));
        return List.copyOf(left);
    }

    private static String line(SinkEntry entry) {
        return new String(LineFormat.ndjson().line(entry), StandardCharsets.UTF_8).stripTrailing();
    }

    /** Compares what these lines say in the end with what the simulation knows. */
    private void assertRight(List<SinkEntry> entries) {
        Map<String, Attribution> last = LastAnswers.of(entries);
        assertThat(last.keySet()).isEqualTo(happened.keySet());
        last.forEach((id, answer) -> assertThat(
                        happened.get(id).truth().judge(answer.verdict()).isRight())
                .as("%s: %s", id, answer.verdict())
                .isTrue());
    }
}
