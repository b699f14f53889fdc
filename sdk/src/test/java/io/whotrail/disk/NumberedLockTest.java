// SPDX-License-Identifier: Apache-2.0
package io.whotrail.disk;

import static org.assertj.core.api.Assertions.assertThat;

import io.whotrail.testing.Seeds;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;

/** The number of a lock is the one that was kept last. */
class NumberedLockTest {
    private static final Path FILE = Path.of("/a.lock").toAbsolutePath();

    private static long number(Disk disk, Path file) throws IOException {
        try (NumberedLock lock = disk.lock(file)) {
            return lock.number();
        }
    }

    private static void keep(Disk disk, Path file, long number) throws IOException {
        try (NumberedLock lock = disk.lock(file)) {
            lock.number(number);
            lock.force();
        }
    }

    @ParameterizedTest
    @Seeds(20)
    void whereverTheMachineStopsItIsTheOldNumberOrTheNewOne(Random random) throws IOException {
        for (long old : new long[] {8, 9, 10, 99, 123_456_789}) {
            boolean stopped = true;
            for (int step = 1; stopped; step++) {
                var disk = new SimulatedDisk();
                keep(disk, FILE, old);
                disk.forceFolder(FILE.getParent());
                disk.runOn(Machine.stoppingAt(step));
                try {
                    keep(disk, FILE, old + 1);
                    stopped = false;
                } catch (Machine.Stopped expected) {
                    stopped = true;
                }
                disk.runOn(Machine.sound());
                disk.loseWhatWasNotDurable(random);
                assertThat(number(disk, FILE)).isBetween(stopped ? old : old + 1, old + 1);
            }
        }
    }

    @Test
    void onTheDiskOfTheSystemItOutlivesTheLock(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("b.lock");
        var disk = new Disk();
        assertThat(number(disk, file)).isZero();
        for (long number : new long[] {1, 12, 999_999_999_999_999_999L, 3}) {
            keep(disk, file, number);
            assertThat(number(disk, file)).isEqualTo(number);
        }
        try (NumberedLock held = disk.lock(file)) {
            assertThat(held).isNotNull();
            assertThat(disk.lock(file)).isNull();
        }
    }
}
