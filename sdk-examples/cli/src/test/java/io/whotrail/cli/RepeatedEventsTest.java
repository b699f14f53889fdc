// SPDX-License-Identifier: Apache-2.0
package io.whotrail.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RepeatedEventsTest {
    private static final String FIRST = Records.of(Records.id(1), "alice");
    private static final String SECOND = Records.of(Records.id(2), "bob");
    private static final String SECOND_ALTERED = Records.of(Records.id(2), "mallory");

    @TempDir
    private Path folder;

    @Test
    void duplicatesWithinAFileAndAcrossFilesAreAnsweredOnceAtTheFirstPlace() throws IOException {
        Records.write(folder.resolve("1"), Records.file(FIRST, SECOND, FIRST));
        Records.write(folder.resolve("2"), Records.file(SECOND, FIRST));
        Program run = Program.run("attribute", folder, "--threads", 1);
        assertThat(ids(run)).containsExactly(Records.id(1), Records.id(2));
        assertThat(run.exit()).isZero();
        assertThat(run.err()).containsPattern("duplicates +3");
    }

    @Test
    void theSameIdWithOtherContentIsOneConflict() throws IOException {
        Records.write(folder.resolve("1"), Records.file(SECOND, FIRST));
        Records.write(folder.resolve("2"), Records.file(SECOND_ALTERED, SECOND));
        Program run = Program.run("attribute", folder);
        assertThat(ids(run)).containsExactly(Records.id(2), Records.id(1));
        assertThat(run.objects().get(0))
                .containsEntry("verdict", "UNATTRIBUTED")
                .containsEntry("reason", "CONFLICT");
        assertThat((List<?>) run.objects().get(0).get("signals")).hasSize(1);
        assertThat(run.err()).containsPattern("contradictions +[12] ");
    }

    @Test
    void whichOfTwoContentsCameFirstChangesNothing() throws IOException {
        Path here = folder.resolve("here");
        Path there = folder.resolve("there");
        Records.write(here, Records.file(SECOND, FIRST, SECOND_ALTERED));
        Records.write(there, Records.file(SECOND_ALTERED, FIRST, SECOND));
        assertThat(Program.run("attribute", here).out())
                .isEqualTo(Program.run("attribute", there).out());
        assertThat(Program.run("attribute", here, "--format", "table").out())
                .isEqualTo(Program.run("attribute", there, "--format", "table").out());
    }

    @Test
    void threeContentsInAnyOrderGiveOneLine() throws IOException {
        String[] contents = {SECOND, SECOND_ALTERED, Records.of(Records.id(2), "trudy")};
        String expected = null;
        for (int[] order : new int[][] {{0, 1, 2}, {2, 0, 1}, {1, 2, 0}, {2, 1, 0}}) {
            Path file = folder.resolve("log");
            Records.write(file, Records.file(contents[order[0]], contents[order[1]], contents[order[2]]));
            String out = Program.run("attribute", file).out();
            assertThat(out.lines()).hasSize(1);
            assertThat(expected == null ? out : expected).isEqualTo(out);
            expected = out;
        }
    }

    private static List<Object> ids(Program run) {
        return run.objects().stream()
                .map((Map<String, Object> line) -> line.get("eventId"))
                .toList();
    }
}
