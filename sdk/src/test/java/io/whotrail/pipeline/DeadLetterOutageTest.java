// SPDX-License-Identifier: Apache-2.0
package io.whotrail.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.whotrail.Attributor;
import io.whotrail.checkpoint.CheckpointException;
import io.whotrail.disk.Machine;
import io.whotrail.disk.SimulatedDisk;
import io.whotrail.sink.MemorySink;
import io.whotrail.source.CloudTrailReader;
import io.whotrail.source.SourcePosition;
import io.whotrail.testing.JsonTree;
import io.whotrail.testing.SinkEntries;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** While letters cannot be kept nothing is read or acknowledged, and in the end none is lost. */
class DeadLetterOutageTest {
    private static final Path LETTERS = Path.of("/letters.ndjson").toAbsolutePath();
    private static final InstantSource CLOCK = InstantSource.fixed(Instant.parse("2026-03-02T12:00:00Z"));
    private static final String LINES = """
            {"eventID":"one","eventName":"GetObject","eventSource":"s3.amazonaws.com"}
            {}
            {"eventID":"two","eventName":"GetObject","eventSource":"s3.amazonaws.com"}
            {"no":"event"}
            {"eventID":"three","eventName":"GetObject","eventSource":"s3.amazonaws.com"}
            """;

    private final SimulatedDisk disk = new SimulatedDisk();
    private final MemorySink sink = new MemorySink(10);
    private final List<PipelineIncident.Kind> incidents = new ArrayList<>();
    private final List<String> acknowledged = new ArrayList<>();
    private final List<Integer> acknowledgedAtWait = new ArrayList<>();

    /** Where they are of; every line is to be whole. */
    private List<Object> letters() {
        byte[] bytes = disk.files().getOrDefault(LETTERS, new byte[0]);
        return new String(bytes, StandardCharsets.US_ASCII)
                .lines()
                .map(line -> JsonTree.object(line).get("place"))
                .toList();
    }

    private static DeadLetter letter(int number) {
        return letter(number, "because");
    }

    private static DeadLetter letter(int number, String message) {
        return new DeadLetter(DeadLetter.Kind.RECORD, "source", "record " + number, "WHY", message, null, null);
    }

    /** Has letters on the disk, with which all is well after some waiting. */
    private Pipeline pipeline(FileDeadLetters letters, int waits) throws IOException {
        CloudTrailReader reader =
                CloudTrailReader.builder().rejected(letters::rejected).build();
        var source =
                new NotedSource(
                        reader.open(new ByteArrayInputStream(LINES.getBytes(StandardCharsets.UTF_8)), "lines"),
                        position -> {}) {
                    @Override
                    public void acknowledge(SourcePosition position) {
                        acknowledged.add(position.text());
                    }
                };
        return Pipeline.builder(Attributor.builder(CLOCK).maximumRememberedEvents(100), sink, CLOCK)
                .source(source)
                .deadLetters(letters)
                .checkpointEvery(1)
                .retry(new RetryPolicy(Duration.ofSeconds(1), Duration.ofSeconds(1), 5, RetryPolicy.Exhausted.STOP))
                .random(new SplittableRandom(1))
                .sleeper(time -> {
                    acknowledgedAtWait.add(acknowledged.size());
                    if (acknowledgedAtWait.size() == waits) {
                        disk.runOn(Machine.sound());
                    }
                })
                .incidents(incident -> incidents.add(incident.kind()))
                .build();
    }

    @Test
    void aDiskThatIsFullForAWhileHoldsThePipelineBackAndCostsNoLetter() throws IOException, CheckpointException {
        FileDeadLetters letters = FileDeadLetters.open(LETTERS, disk);
        disk.runOn(Machine.failingFrom(3));
        Pipeline pipeline = pipeline(letters, 3);
        pipeline.run();
        assertThat(pipeline.health().stats().retries()).isEqualTo(3);
        assertThat(incidents).hasSize(3).containsOnly(PipelineIncident.Kind.DEAD_LETTER_RETRY);
        assertThat(acknowledgedAtWait).as("nothing was acknowledged meanwhile").containsOnly(1);
        assertThat(sink.entries().stream().map(SinkEntries::nameOf)).containsExactly("one", "two", "three");
        assertThat(letters()).hasSize(2).doesNotHaveDuplicates();
    }

    @Test
    void whereItStaysFullTheRunEndsWhenNoAttemptIsLeft() throws IOException {
        FileDeadLetters letters = FileDeadLetters.open(LETTERS, disk);
        disk.runOn(Machine.failingFrom(3));
        assertThatThrownBy(pipeline(letters, 100)::run)
                .isInstanceOf(IOException.class)
                .hasMessage("no space left on device");
        assertThat(acknowledgedAtWait).hasSize(4);
    }

    @Test
    void whicheverStepFailsEveryLetterIsThereOnceAndWholeWhenAFlushHasSucceeded() throws IOException {
        boolean failed = true;
        for (int number = 1; failed; number++) {
            var here = new DeadLetterOutageTest();
            FileDeadLetters letters = FileDeadLetters.open(LETTERS, here.disk);
            Machine machine = Machine.failingAt(number);
            here.disk.runOn(machine);
            for (int one = 0; one < 4; one++) {
                letters.add(letter(one));
                letters.add(letter(one));
                flush(letters);
            }
            failed = machine.steps() >= number;
            here.disk.loseWhatWasNotDurable(new Random(number));
            here.disk.runOn(Machine.sound());
            assertThat(here.letters())
                    .as("step %d", number)
                    .containsExactly(
                            "record 0",
                            "record 0",
                            "record 1",
                            "record 1",
                            "record 2",
                            "record 2",
                            "record 3",
                            "record 3");
        }
    }

    private static void flush(FileDeadLetters letters) throws IOException {
        try {
            letters.flush();
        } catch (IOException once) {
            letters.flush();
        }
    }

    @Test
    void whatCannotBeWrittenIsKeptWithinABound() throws IOException {
        FileDeadLetters letters = FileDeadLetters.open(LETTERS, disk);
        disk.runOn(Machine.failingFrom(1));
        int taken = 0;
        try {
            while (taken < 10_000) {
                letters.add(letter(taken, "because ".repeat(1_000)));
                taken++;
            }
        } catch (IOException full) {
            assertThat(full).hasMessage("no space left on device");
        }
        assertThat(taken).isBetween(100, 200);
        disk.runOn(Machine.sound());
        letters.flush();
        assertThat(letters().size()).isEqualTo(taken);
    }

    @Test
    void lettersGoNowhereWhereTheyCannotBeMadeDurable(@TempDir Path noFile) {
        assertThatThrownBy(() -> FileDeadLetters.open(noFile))
                .isInstanceOf(IOException.class)
                .hasMessageEndingWith("is no regular file: letters could not be made durable there");
    }
}
