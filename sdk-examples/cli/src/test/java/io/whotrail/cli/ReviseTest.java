// SPDX-License-Identifier: Apache-2.0
package io.whotrail.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReviseTest {
    @TempDir
    private Path folder;

    @Test
    void theLastRevisionsSayWhatTheFinalModeSays() {
        Program stream = Program.run("attribute", Program.story(), "--mode", "revise");
        Program batch = Program.run("attribute", Program.story());
        assertThat(latest(stream)).isEqualTo(latest(batch)).hasSize(13);
        assertThat(stream.exit()).isZero();
    }

    @Test
    void anEventThatComesBeforeItsIssuanceIsRevised() {
        Program stream = Program.run("attribute", Program.story(), "--mode", "revise");
        List<Object> verdicts = stream.objects().stream()
                .filter(line -> Records.id(4).equals(line.get("eventId")))
                .map(line -> line.get("verdict"))
                .toList();
        assertThat(verdicts).containsExactly("UNATTRIBUTED", "ATTRIBUTED");
    }

    @Test
    void arrivalSaysInWhichOrderToRead() throws IOException {
        Path arrival = folder.resolve("arrival.txt");
        Files.writeString(arrival, "a-morning.json\n\nc-late.json\nb-noon.json\n");
        Program stream = Program.run("attribute", Program.story(), "--mode", "revise", "--arrival", arrival);
        assertThat(stream.objects().stream()
                        .filter(line -> line.containsKey("eventId"))
                        .map(line -> line.get("eventId")))
                .startsWith(Records.id(1), Records.id(2), Records.id(3))
                .contains(Records.id(13));
        assertThat(latest(stream)).isEqualTo(latest(Program.run("attribute", Program.story())));
    }

    @Test
    void arrivalTakesPathsRelativeToItsOwnFolderAndLeavesItselfOut() throws IOException {
        Records.write(folder.resolve("1"), Records.of(Records.id(1), "alice"));
        Records.write(folder.resolve("2"), Records.of(Records.id(2), "bob"));
        Path arrival = Files.writeString(folder.resolve("arrival"), "2\n1\n");
        Program run = Program.run("attribute", folder, "--arrival", arrival);
        assertThat(run.exit()).isZero();
        assertThat(run.objects()).extracting(line -> line.get("eventId")).containsExactly(Records.id(2), Records.id(1));
    }

    @Test
    void arrivalTwiceIsReadTwiceAndAnsweredOnce() throws IOException {
        Records.write(folder.resolve("1"), Records.of(Records.id(1), "alice"));
        Path arrival = Files.writeString(folder.resolve("arrival"), "1\n1\n");
        for (String mode : List.of("final", "revise")) {
            Program run = Program.run("attribute", folder, "--arrival", arrival, "--mode", mode);
            assertThat(run.lines()).hasSize(1);
            assertThat(run.err()).containsPattern("duplicates +1");
        }
    }

    @Test
    void arrivalOfSomethingElseIsWrongUsage() throws IOException {
        Path arrival = Files.writeString(folder.resolve("arrival"), "a-morning.json\nnowhere.json\n");
        Program run = Program.run("attribute", Program.story(), "--arrival", arrival);
        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.err()).contains("line 2").contains("nowhere.json");
    }

    @Test
    void latenessIsTakenInBothForms() {
        Stream.of("PT30M", "30m", "0s", "1h30m")
                .forEach(lateness -> assertThat(
                                Program.run("attribute", Program.story(), "--mode", "revise", "--lateness", lateness)
                                        .exit())
                        .isZero());
    }

    @Test
    void withoutLatenessTheLateIssuanceCannotReviseTheEventItself() {
        Program stream = Program.run("attribute", Program.story(), "--mode", "revise", "--lateness", "0s");
        assertThat(stream.exit()).isZero();
        assertThat(stream.objects().stream().filter(line -> Records.id(4).equals(line.get("eventId"))))
                .hasSizeBetween(1, 2);
    }

    /** The line that counts of each event, without what only tells how it came about. */
    private static Map<Object, Map<String, Object>> latest(Program run) {
        Map<Object, Map<String, Object>> latest = new HashMap<>();
        for (Map<String, Object> line : run.objects()) {
            if (line.containsKey("eventId")) {
                Map<String, Object> said = new HashMap<>(line);
                said.keySet().removeAll(List.of("revision", "final", "signals"));
                latest.put(line.get("eventId"), said);
            }
        }
        return latest;
    }
}
