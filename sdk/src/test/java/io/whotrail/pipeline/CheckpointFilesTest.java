// SPDX-License-Identifier: Apache-2.0
package io.whotrail.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.whotrail.checkpoint.CheckpointException;
import io.whotrail.checkpoint.CheckpointException.Reason;
import io.whotrail.disk.Disk;
import io.whotrail.disk.Machine;
import io.whotrail.disk.SimulatedDisk;
import io.whotrail.image.ImageReader;
import io.whotrail.image.ImageWriter;
import io.whotrail.testing.Seeds;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;

/** A checkpoint is there whole or not at all, and one of the last is always there. */
class CheckpointFilesTest {
    private static final Path FOLDER = Path.of("/state/of/checkpoints").toAbsolutePath();

    private final List<PipelineIncident> incidents = new ArrayList<>();
    private final SimulatedDisk disk = new SimulatedDisk();

    private static void write(long number, OutputStream out) throws IOException {
        ImageWriter image = ImageWriter.begin(out, "test", Instant.EPOCH);
        image.section("number").writeCount(number);
        image.seal();
    }

    private static Long read(InputStream in) throws IOException, CheckpointException {
        ImageReader image = ImageReader.begin(in);
        long number = image.section("number").readCount();
        image.end();
        return number;
    }

    private void save(long number) throws IOException {
        try (CheckpointFiles files = CheckpointFiles.open(FOLDER, disk)) {
            files.save(out -> write(number, out));
        }
    }

    private @Nullable Long load() throws IOException, CheckpointException {
        try (CheckpointFiles files = CheckpointFiles.open(FOLDER, disk)) {
            return files.load(CheckpointFilesTest::read, incidents::add);
        }
    }

    private Path newest() {
        return disk.files().keySet().stream()
                .max((one, other) -> one.toString().compareTo(other.toString()))
                .orElseThrow();
    }

    private void damage(Path file, byte[] bytes) {
        disk.overwrite(file, bytes);
    }

    @Test
    void aCheckpointTellsWhichVersionWroteIt() throws IOException, CheckpointException {
        var bytes = new ByteArrayOutputStream();
        new Checkpoint(null, Map.of(), null).writeTo(bytes, Instant.EPOCH, out -> {});

        assertThat(ImageReader.begin(new ByteArrayInputStream(bytes.toByteArray()))
                        .writer())
                .matches("whotrail pipeline \\d+\\.\\d+\\.\\d+(-SNAPSHOT)?");
    }

    @Test
    void withoutACheckpointThereIsNothing() throws IOException, CheckpointException {
        assertThat(load()).isNull();
    }

    @Test
    void theNewestCountsAndTheLastThreeAreKept() throws IOException, CheckpointException {
        for (long number = 1; number <= 7; number++) {
            save(number);
            assertThat(load()).isEqualTo(number);
            assertThat(disk.files()).hasSize((int) Math.min(number, CheckpointFiles.KEPT));
        }
        assertThat(incidents).isEmpty();
    }

    @Test
    void whateverIsWrongWithTheNewestTheOneBeforeItIsUsedAndThatIsTold() throws IOException, CheckpointException {
        save(1);
        save(2);
        Map<Path, byte[]> files = disk.files();
        byte[] whole = files.get(newest());
        for (int position = 0; position < whole.length; position++) {
            byte[] changed = whole.clone();
            changed[position] ^= 0x41;
            damage(newest(), changed);
            assertFallsBack("byte " + position);
            damage(newest(), Arrays.copyOf(whole, position));
            assertFallsBack("cut at " + position);
        }
        damage(newest(), whole);
        assertThat(load()).isEqualTo(2);
    }

    private void assertFallsBack(String what) throws IOException {
        incidents.clear();
        try {
            assertThat(load()).as(what).isEqualTo(1);
            assertThat(incidents)
                    .extracting(PipelineIncident::kind)
                    .containsExactly(PipelineIncident.Kind.CHECKPOINT_FALLBACK);
        } catch (CheckpointException refused) {
            throw new AssertionError(what, refused);
        }
    }

    @Test
    void afterAFallbackTheNextCheckpointIsTheNewestAgain() throws IOException, CheckpointException {
        for (long number = 1; number <= 3; number++) {
            save(number);
        }
        damage(newest(), new byte[] {1, 2, 3});
        assertThat(load()).isEqualTo(2);
        save(4);
        incidents.clear();
        assertThat(load()).isEqualTo(4);
        assertThat(incidents).isEmpty();
    }

    @Test
    void damagedOnesAreNoneOfThoseThatAreKept() throws IOException, CheckpointException {
        for (long number = 1; number <= 3; number++) {
            save(number);
        }
        damage(newest(), new byte[] {1, 2, 3});
        damage(newest().resolveSibling("checkpoint-000000000000000002"), new byte[0]);
        try (CheckpointFiles files = CheckpointFiles.open(FOLDER, disk)) {
            assertThat(files.load(CheckpointFilesTest::read, incidents::add)).isEqualTo(1);
            files.save(out -> write(4, out));
        }
        damage(newest(), new byte[] {1, 2, 3});
        assertThat(load()).isEqualTo(1);
        assertThat(disk.files()).hasSize(2);
    }

    @Test
    void whereNoneCanBeUsedNobodyBeginsAnewSilently() throws IOException {
        save(1);
        save(2);
        disk.files().keySet().forEach(file -> damage(file, new byte[0]));
        assertThatThrownBy(this::load)
                .isInstanceOfSatisfying(
                        CheckpointException.class,
                        refused -> assertThat(refused.reason()).isEqualTo(Reason.INCOMPLETE));
    }

    @Test
    void aNewerVersionIsRefusedThoughAnOlderCheckpointIsThere() throws IOException {
        save(1);
        save(2);
        assertThatThrownBy(() -> CheckpointFiles.open(FOLDER, disk)
                        .load(
                                in -> {
                                    throw new CheckpointException(Reason.NEWER_VERSION, "format 2");
                                },
                                incidents::add))
                .isInstanceOf(CheckpointException.class);
        assertThat(incidents).isEmpty();
    }

    @Test
    void whicheverStepFailsTheOneBeforeOrTheNewOneIsThere() throws IOException, CheckpointException {
        boolean failed = true;
        for (int number = 1; failed; number++) {
            var here = new CheckpointFilesTest();
            for (long before = 1; before <= 4; before++) {
                here.save(before);
            }
            here.disk.runOn(Machine.failingAt(number));
            try {
                here.save(5);
                failed = false;
            } catch (IOException expected) {
                failed = true;
            }
            here.disk.runOn(Machine.sound());
            assertThat(here.load()).as("step %d", number).isIn(4L, 5L);
            here.save(6);
            assertThat(here.load()).as("step %d", number).isEqualTo(6);
            assertThat(here.incidents).isEmpty();
        }
    }

    @ParameterizedTest
    @Seeds(200)
    void whereverTheMachineStopsTheLastThatWasSavedOrTheNextIsThere(Random random)
            throws IOException, CheckpointException {
        long saved = 0;
        for (int run = 0; run < 20; run++) {
            disk.runOn(Machine.stoppingAt(1 + random.nextInt(30)));
            long next = saved;
            try {
                while (true) {
                    next++;
                    save(next);
                    saved = next;
                }
            } catch (Machine.Stopped stopped) {
                disk.runOn(Machine.sound());
                disk.loseWhatWasNotDurable(random);
            }
            Long found = load();
            assertThat(found == null ? 0 : found).isBetween(saved, next);
            saved = found == null ? 0 : found;
        }
    }

    @Test
    void onARealDiskTheSameFilesAreThereAndNobodyElseGetsThem(@TempDir Path folder)
            throws IOException, CheckpointException {
        Path checkpoints = folder.resolve("a/b");
        try (CheckpointFiles files = CheckpointFiles.open(checkpoints, new Disk())) {
            for (long number = 1; number <= 5; number++) {
                long value = number;
                files.save(out -> write(value, out));
            }
            assertThat(files.load(CheckpointFilesTest::read, incidents::add)).isEqualTo(5);
            assertThatThrownBy(() -> CheckpointFiles.open(checkpoints, new Disk()))
                    .isInstanceOf(IOException.class);
        }
        Files.write(checkpoints.resolve("checkpoint-000000000000000009.tmp"), new byte[] {1});
        try (CheckpointFiles files = CheckpointFiles.open(checkpoints, new Disk())) {
            assertThat(files.load(CheckpointFilesTest::read, incidents::add)).isEqualTo(5);
        }
        try (var names = Files.list(checkpoints)) {
            assertThat(names.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder(
                            "checkpoint-000000000000000003",
                            "checkpoint-000000000000000004",
                            "checkpoint-000000000000000005",
                            "checkpoints.lock");
        }
        var copy = new ByteArrayOutputStream();
        write(5, copy);
        assertThat(Files.readAllBytes(checkpoints.resolve("checkpoint-000000000000000005")))
                .isEqualTo(copy.toByteArray());
    }
}
