// SPDX-License-Identifier: Apache-2.0
package io.whotrail.sink;

import static org.assertj.core.api.Assertions.assertThat;

import io.whotrail.testing.JsonTree;
import io.whotrail.testing.Seeds;
import io.whotrail.testing.SinkEntries;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;

/** Whatever step fails, and at whatever step the machine stops: a finished file is whole, and nothing taken is lost. */
class FileSinkFaultsTest {
    private static final int BATCHES = 9;

    @TempDir
    private Path folder;

    /** What a pipeline does: batches, now and then a checkpoint, a restart from it after a failure that no retry helps. */
    private final class Writer {
        private final Path files;
        private String mark;
        private int kept;
        private int next;

        Writer(String name) {
            this.files = folder.resolve(name);
        }

        /** Writes what is left to write; says whether it came to the end. */
        boolean run(Disk disk) {
            next = kept;
            try (FileSink sink =
                    FileSink.builder(files, "a").maximumEntries(3).disk(disk).open()) {
                if (mark == null) {
                    mark = sink.mark();
                } else {
                    sink.resume(mark);
                }
                while (next < BATCHES) {
                    writeOne(sink);
                }
                checkpoint(sink);
                return true;
            } catch (SinkException failure) {
                return false;
            }
        }

        private void writeOne(FileSink sink) throws SinkException {
            try {
                sink.write(SinkEntries.answers(2 * next, 2));
            } catch (SinkException failure) {
                if (failure.remedy() != SinkException.Remedy.RETRY) {
                    throw failure;
                }
                sink.write(SinkEntries.answers(2 * next, 2));
            }
            next++;
            if (next % 3 == 0) {
                checkpoint(sink);
            }
        }

        private void checkpoint(FileSink sink) throws SinkException {
            sink.flush();
            mark = sink.mark();
            kept = next;
        }

        List<Object> finishedIds() throws IOException {
            var ids = new ArrayList<>();
            if (!Files.exists(files)) {
                return ids;
            }
            try (Stream<Path> all = Files.list(files)) {
                for (Path file : all.filter(path -> path.toString().endsWith(".ndjson"))
                        .sorted()
                        .toList()) {
                    String text = Files.readString(file);
                    assertThat(text).as("%s", file).endsWith("\n");
                    text.lines().forEach(line -> ids.add(JsonTree.object(line).get("eventId")));
                }
            }
            return ids;
        }
    }

    private static List<Object> all() {
        return IntStream.range(0, 2 * BATCHES)
                .<Object>mapToObj(number -> "event-" + number)
                .toList();
    }

    @Test
    void whicheverStepFailsAllIsThereOnceInTheEnd() throws IOException {
        for (FailingDisk.Step step : FailingDisk.Step.values()) {
            boolean failed = true;
            for (int number = 1; failed; number++) {
                var writer = new Writer(step + "-" + number);
                var disk = new FailingDisk(step, number);
                boolean done = writer.run(disk);
                failed = disk.steps() >= number;
                List<Object> before = writer.finishedIds();
                if (!done) {
                    assertThat(writer.run(FailingDisk.whole()))
                            .as("%s %d", step, number)
                            .isTrue();
                }
                assertThat(writer.finishedIds()).as("%s %d", step, number).containsExactlyElementsOf(all());
                assertThat(all().subList(0, before.size()))
                        .as("%s %d", step, number)
                        .isEqualTo(before);
            }
        }
    }

    @ParameterizedTest
    @Seeds(5)
    void whereverTheMachineStopsAllIsThereOnceAfterResuming(Random random) throws IOException {
        boolean stopped = true;
        for (int number = 1; stopped; number++) {
            var writer = new Writer("stop-" + number);
            var disk = new FailingDisk(number, random);
            boolean done = writer.run(disk);
            stopped = disk.steps() >= number;
            disk.loseWhatWasNotDurable();
            if (!done) {
                assertThat(writer.run(FailingDisk.whole()))
                        .as("step %d", number)
                        .isTrue();
            }
            assertThat(writer.finishedIds()).as("step %d", number).containsExactlyElementsOf(all());
        }
    }

    @ParameterizedTest
    @Seeds(3)
    void whereverTheMachineStopsWhatWasFlushedIsThereWithoutAMarkToo(Random random) throws IOException {
        boolean stopped = true;
        for (int number = 1; stopped; number++) {
            var writer = new Writer("stop-" + number);
            var disk = new FailingDisk(number, random);
            writer.run(disk);
            stopped = disk.steps() >= number;
            disk.loseWhatWasNotDurable();
            try (FileSink sink = FileSink.builder(writer.files, "a")
                    .disk(FailingDisk.whole())
                    .open()) {
                sink.flush();
            }
            List<Object> ids = writer.finishedIds();
            assertThat(new LinkedHashSet<>(ids)).hasSameSizeAs(ids);
            assertThat(ids).containsAll(all().subList(0, 2 * writer.kept));
            assertThat(Collections.indexOfSubList(all(), ids)).isZero();
        }
    }
}
