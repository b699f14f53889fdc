// SPDX-License-Identifier: Apache-2.0
package io.whotrail.sink;

import static org.assertj.core.api.Assertions.assertThat;

import io.whotrail.disk.Machine;
import io.whotrail.disk.SimulatedDisk;
import io.whotrail.testing.JsonTree;
import io.whotrail.testing.Reached;
import io.whotrail.testing.Seeds;
import io.whotrail.testing.SinkEntries;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whatever step fails, and at whatever step the machine stops: what others read is whole, and nothing taken is lost. */
class FileSinkFaultsTest {
    private static final int BATCHES = 9;

    /** Two batches and no more, so that a mark is in the middle of a file now and then. */
    private static final int OF_A_FILE = 5;

    /** What has to happen among all that these tests draw. */
    enum State {
        RETRIED,
        FAILED,
        STOPPED,
        NAMES_LOST,
        FOLDER_LOST,
        FILE_TORN,
        LINES_TAKEN_BACK,
        FILE_TAKEN_AWAY
    }

    @RegisterExtension
    static final Reached<State> REACHED = new Reached<>(State.class);

    /** What a pipeline does: batches, now and then a checkpoint, a restart from it after a failure that no retry helps. */
    private static final class Writer {
        final SimulatedDisk disk = new SimulatedDisk();
        private final SinkOnDisk kind;
        private String mark;
        private int kept;
        private int next;

        Writer(SinkOnDisk kind) {
            this.kind = kind;
        }

        /** Writes what is left to write; says whether it came to the end. */
        boolean run(Machine machine) {
            disk.runOn(machine);
            REACHED.mark(State.LINES_TAKEN_BACK, next > kept);
            next = kept;
            try (ResumableSink sink = kind.open(disk, OF_A_FILE)) {
                if (mark == null) {
                    sink.flush();
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
                REACHED.mark(State.FAILED);
                return false;
            } catch (Machine.Stopped stopped) {
                REACHED.mark(State.STOPPED);
                return false;
            }
        }

        private void writeOne(ResumableSink sink) throws SinkException {
            try {
                sink.write(SinkEntries.answers(2 * next, 2));
            } catch (SinkException failure) {
                if (failure.remedy() != SinkException.Remedy.RETRY) {
                    throw failure;
                }
                REACHED.mark(State.RETRIED);
                sink.write(SinkEntries.answers(2 * next, 2));
            }
            next++;
            if (next % 3 == 0) {
                checkpoint(sink);
            }
        }

        private void checkpoint(ResumableSink sink) throws SinkException {
            sink.flush();
            mark = sink.mark();
            kept = next;
        }

        /** The power fails. */
        void stop(Random random) {
            disk.runOn(Machine.sound());
            disk.loseWhatWasNotDurable(random);
            REACHED.mark(State.NAMES_LOST, disk.hasLostNames());
            REACHED.mark(State.FOLDER_LOST, disk.hasLostFolders());
            REACHED.mark(State.FILE_TORN, disk.isTorn());
        }

        /** Those that others can read. */
        List<Object> ids() {
            return FileSinkFaultsTest.ids(SinkOnDisk.lines(disk));
        }
    }

    private static List<Object> ids(List<String> lines) {
        return lines.stream().map(line -> JsonTree.object(line).get("eventId")).toList();
    }

    private static List<Object> all() {
        return IntStream.range(0, 2 * BATCHES)
                .<Object>mapToObj(number -> "event-" + number)
                .toList();
    }

    @ParameterizedTest
    @EnumSource
    void whicheverStepFailsAllIsThereOnceInTheEnd(SinkOnDisk kind) {
        boolean failed = true;
        for (int number = 1; failed; number++) {
            var writer = new Writer(kind);
            Machine machine = Machine.failingAt(number);
            boolean done = writer.run(machine);
            failed = machine.steps() >= number;
            if (kind == SinkOnDisk.FILES) {
                List<Object> before = writer.ids();
                assertThat(all().subList(0, before.size()))
                        .as("step %d", number)
                        .isEqualTo(before);
            }
            if (!done) {
                assertThat(writer.run(Machine.sound())).as("step %d", number).isTrue();
            }
            assertThat(writer.ids()).as("step %d", number).isEqualTo(all());
        }
    }

    @ParameterizedTest
    @Seeds(5)
    void whereverTheMachineStopsAllIsThereOnceAfterResuming(Random random) {
        for (SinkOnDisk kind : SinkOnDisk.values()) {
            boolean stopped = true;
            for (int number = 1; stopped; number++) {
                var writer = new Writer(kind);
                stopped = !writer.run(Machine.stoppingAt(number));
                writer.stop(random);
                assertThat(!stopped || writer.run(Machine.sound()))
                        .as("%s, step %d", kind, number)
                        .isTrue();
                assertThat(writer.ids()).as("%s, step %d", kind, number).isEqualTo(all());
            }
        }
    }

    @ParameterizedTest
    @Seeds(5)
    void whereverTheMachineStopsWhatWasFlushedIsThereWithoutAMarkToo(Random random) throws SinkException {
        for (SinkOnDisk kind : SinkOnDisk.values()) {
            boolean stopped = true;
            for (int number = 1; stopped; number++) {
                var writer = new Writer(kind);
                stopped = !writer.run(Machine.stoppingAt(number));
                boolean powerFails = random.nextBoolean();
                if (powerFails) {
                    writer.stop(random);
                }
                writer.disk.runOn(Machine.sound());
                try (ResumableSink sink = kind.open(writer.disk, OF_A_FILE)) {
                    sink.flush();
                }
                // What a power failure leaves of others may be damaged; a process that dies leaves it whole.
                List<String> lines = SinkOnDisk.lines(writer.disk);
                List<Object> ids = ids(powerFails ? lines.subList(0, 2 * writer.kept) : lines);
                assertThat(ids)
                        .as("%s, step %d", kind, number)
                        .hasSizeGreaterThanOrEqualTo(2 * writer.kept)
                        .isEqualTo(all().subList(0, ids.size()));
            }
        }
    }

    @ParameterizedTest
    @Seeds(50)
    void howeverOftenTheMachineStopsAFileThatWasTakenAwayNeverComesAgain(Random random) {
        var writer = new Writer(SinkOnDisk.FILES);
        var names = new HashSet<Path>();
        var taken = new ArrayList<>();
        int stops = 0;
        for (boolean done = false; !done; ) {
            assertThat(stops++).isLessThan(1_000);
            done = writer.run(Machine.stoppingAt(1 + random.nextInt(80)));
            writer.stop(random);
            taken.addAll(writer.ids());
            for (Path file : SinkOnDisk.files(writer.disk)) {
                assertThat(names.add(file)).as("%s is new", file).isTrue();
                REACHED.mark(State.FILE_TAKEN_AWAY, !done);
                writer.disk.take(file);
            }
        }
        assertThat(taken).containsExactlyInAnyOrderElementsOf(all());
    }
}
