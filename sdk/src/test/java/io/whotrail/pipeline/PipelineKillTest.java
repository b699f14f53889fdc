// SPDX-License-Identifier: Apache-2.0
package io.whotrail.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.whotrail.checkpoint.CheckpointException;
import io.whotrail.pipeline.KilledPipeline.Output;
import io.whotrail.simulation.Profile;
import io.whotrail.simulation.Simulation;
import io.whotrail.simulation.WrittenVerdict;
import io.whotrail.simulation.WrittenVerdicts;
import io.whotrail.sink.LineFormat;
import io.whotrail.sink.MemorySink;
import io.whotrail.sink.SinkEntry;
import io.whotrail.source.CloudTrailReader;
import io.whotrail.testing.JsonTree;
import io.whotrail.testing.QuickStart;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A process that is killed at any moment while files arrive, again and again, leaves in the end what one would that never was:
 * every event with its answers, each line once, and each record that is no event in a whole letter, once at least. The lines of the
 * files are held against what happened. {@code mvn verify -Pkills} kills 2,000 times, {@code -Dpipeline.seed=2} at other moments.
 */
class PipelineKillTest {
    /** In each of the four worlds. */
    private static final int KILLS = (Integer.getInteger("pipeline.kills", 100) + 3) / 4;

    private static final long SEED = Long.getLong("pipeline.seed", 1);

    private static final int EVENTS_PER_FILE = 15;

    /** More than a life can answer at times, and at times less: then it waits for files. */
    private static final int FILES_PER_KILL = 4;

    private static final int PAUSE_MICROSECONDS = 2_000;

    /** In milliseconds, of a child that reads already: to start takes longer than that. */
    private static final int LONGEST_LIFE = 100;

    /** While one is read, a file arrives once in so many milliseconds. */
    private static final int MILLISECONDS_PER_FILE = 25;

    private static final int LONGEST_WAIT = 5_000;

    private static QuickStart children;

    @TempDir
    private Path folder;

    private final Random random = new Random(SEED);
    private SimulatedMirror mirror;
    private int delivered;
    private int most;
    private int arrivedAmidst;

    /** The first run of all, which is not killed. */
    @BeforeAll
    static void rehearse(@TempDir Path rehearsal) throws IOException, InterruptedException {
        new SimulatedMirror(rehearsal.resolve("mirror"), 40).deliverAll();
        children = QuickStart.of(
                rehearsal.resolve("quick"),
                KilledPipeline.class,
                KilledPipeline.arguments(rehearsal, Profile.TYPICAL, Output.ROTATING, 0, true));
    }

    private Process start(Profile profile, Output output, int pause, boolean toTheEnd) throws IOException {
        return children.start(
                folder.resolve("output"), KilledPipeline.arguments(folder, profile, output, pause, toTheEnd));
    }

    private void deliverNext() throws IOException {
        mirror.deliver(delivered);
        delivered++;
    }

    /**
     * Lets it live for a while: now and then not even until it has begun, every other time until it has made a checkpoint,
     * however slow the machine is. No child ends by itself.
     */
    private void killOne(int number, Profile profile, Output output) throws IOException, InterruptedException {
        long before = checkpoints();
        Path alive = folder.resolve(KilledPipeline.ALIVE);
        Files.deleteIfExists(alive);
        most = Math.min(number * FILES_PER_KILL, mirror.files());
        if (delivered < most) {
            deliverNext();
        }
        Process child = start(profile, output, PAUSE_MICROSECONDS, false);
        boolean patient = random.nextInt(8) > 0;
        for (int i = 0; patient && i < LONGEST_WAIT && child.isAlive() && !Files.exists(alive); i++) {
            child.waitFor(1, TimeUnit.MILLISECONDS);
        }
        boolean untilCheckpoint = number % 2 == 0;
        for (int i = 0; untilCheckpoint && i < LONGEST_WAIT && checkpoints() == before; i++) {
            wait(child, Files.exists(alive));
        }
        boolean ended = false;
        for (int left = 1 + random.nextInt(LONGEST_LIFE); left > 0 && !ended; left--) {
            ended = wait(child, Files.exists(alive));
        }
        child.destroyForcibly().waitFor();
        if (ended) {
            throw new AssertionError("restart " + number + " of seed " + SEED + " was refused: "
                    + Files.readString(folder.resolve("output")));
        }
    }

    /** For a millisecond, in which a file may arrive; whether the child has ended. */
    private boolean wait(Process child, boolean reads) throws IOException, InterruptedException {
        if (reads && delivered < most && random.nextInt(MILLISECONDS_PER_FILE) == 0) {
            deliverNext();
            arrivedAmidst++;
        }
        return child.waitFor(1, TimeUnit.MILLISECONDS);
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

    private List<String> linesWithoutKills(Profile profile) throws IOException, CheckpointException {
        var all = new MemorySink(Integer.MAX_VALUE);
        var source = KilledPipeline.source(folder.resolve("mirror"), CloudTrailReader.create());
        KilledPipeline.builder(profile, all, source)
                .untilIdle(Duration.ZERO)
                .build()
                .run();
        return all.entries().stream().map(PipelineKillTest::line).toList();
    }

    private static String line(SinkEntry entry) {
        return new String(LineFormat.ndjson().line(entry), StandardCharsets.UTF_8).stripTrailing();
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

    @ParameterizedTest
    @CsvSource({"TYPICAL, ROTATING", "HOSTILE, SINGLE", "HOSTILE, ROTATING", "DUPLICATES, SINGLE"})
    void howeverOftenItIsKilledEveryAnswerIsThereOnceAndRight(Profile profile, Output output) throws Exception {
        mirror = new SimulatedMirror(
                folder.resolve("mirror"),
                Simulation.small(profile, SEED).delivered((long) KILLS * FILES_PER_KILL * EVENTS_PER_FILE),
                EVENTS_PER_FILE);
        int amidst = 0;
        for (int number = 1; number <= KILLS; number++) {
            long before = checkpoints();
            killOne(number, profile, output);
            amidst += checkpoints() > before ? 1 : 0;
        }
        while (delivered < mirror.files()) {
            deliverNext();
        }
        Process last = start(profile, output, 0, true);
        assertThat(last.waitFor())
                .as(Files.readString(folder.resolve("output")))
                .isZero();
        List<String> lines = lines();
        assertRight(lines);
        assertThat(lines).doesNotHaveDuplicates();
        List<String> wanted = linesWithoutKills(profile);
        assertThat(without(wanted, lines)).as("lines that are missing").isEmpty();
        assertThat(without(lines, wanted)).as("lines that should not be").isEmpty();
        assertThatLettersAreWhole();
        assertThat(amidst).as("kills after at least one checkpoint").isGreaterThanOrEqualTo(KILLS / 3);
        assertThat(arrivedAmidst).as("files that arrived while it ran").isGreaterThanOrEqualTo(KILLS / 3);
    }

    private static List<String> without(List<String> lines, List<String> others) {
        var left = new LinkedHashSet<>(lines);
        left.removeAll(new HashSet<>(others));
        return List.copyOf(left);
    }

    /** Compares what these lines say in the end with what the simulation knows. */
    private void assertRight(List<String> lines) {
        var written = new WrittenVerdicts();
        lines.forEach(written::read);
        assertThat(written.faults()).isEmpty();
        assertThat(written.verdicts()).containsOnlyKeys(mirror.happened().keySet());
        written.verdicts()
                .forEach((id, verdict) -> assertThat(mirror.happened()
                                .get(id)
                                .truth()
                                .judge(WrittenVerdict.of(verdict))
                                .isRight())
                        .as(
                                "%s: %s, expected %s",
                                id, verdict, mirror.happened().get(id).truth())
                        .isTrue());
    }

    /** A letter that its writer did not finish comes again whole. */
    private void assertThatLettersAreWhole() throws IOException {
        Map<Boolean, List<String>> letters = Files.readAllLines(folder.resolve("letters")).stream()
                .collect(Collectors.partitioningBy(line -> line.endsWith("}")));
        var found = new HashMap<String, String>();
        for (String line : letters.get(true)) {
            Map<String, Object> letter = JsonTree.object(line);
            String place = (String) letter.get("place");
            found.put(letter.get("source") + ": " + place.substring(0, place.indexOf(", $")), (String)
                    letter.get("sha256"));
        }
        assertThat(found).isEqualTo(mirror.rejected());
        assertThat(letters.get(false))
                .allMatch(torn -> letters.get(true).stream().anyMatch(whole -> whole.startsWith(torn)));
    }
}
