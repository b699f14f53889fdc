// SPDX-License-Identifier: Apache-2.0
package io.whotrail.sink;

import static org.assertj.core.api.Assertions.assertThat;

import io.whotrail.disk.Disk;
import io.whotrail.disk.SimulatedDisk;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The sinks that write files, on a disk of which nobody has to know. */
@SuppressWarnings("exports") // of disks, to tests only
public enum SinkOnDisk {
    /** Many files. */
    FILES {
        @Override
        public ResumableSink open(Disk disk, int entriesOfAFile) throws SinkException {
            return FileSink.builder(FOLDER, "a")
                    .maximumEntries(entriesOfAFile)
                    .disk(disk)
                    .open();
        }
    },
    /** One file that grows. */
    ONE_FILE {
        @Override
        public ResumableSink open(Disk disk, int entriesOfAFile) throws SinkException {
            return SingleFileSink.open(FOLDER.resolve("all.ndjson"), LineFormat.ndjson(), disk);
        }
    };

    private static final Path FOLDER = Path.of("/out/of/answers").toAbsolutePath();

    /** Opens the sink; where there are many files, they get so many entries. */
    public abstract ResumableSink open(Disk disk, int entriesOfAFile) throws SinkException;

    /** The files that are for others to read, in their order. */
    public static List<Path> files(SimulatedDisk disk) {
        return disk.files().keySet().stream()
                .filter(file -> file.toString().endsWith(".ndjson"))
                .sorted()
                .toList();
    }

    /** The lines of all these files, each of which is whole. */
    public static List<String> lines(SimulatedDisk disk) {
        Map<Path, byte[]> all = disk.files();
        return files(disk).stream().flatMap(file -> lines(file, all.get(file))).toList();
    }

    private static Stream<String> lines(Path file, byte[] bytes) {
        String text = new String(bytes, StandardCharsets.UTF_8);
        assertThat(text.isEmpty() || text.endsWith("\n")).as("%s", file).isTrue();
        return text.lines();
    }
}
