// SPDX-License-Identifier: Apache-2.0
package io.whotrail.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.whotrail.Attribution;
import io.whotrail.Attributor;
import io.whotrail.event.CloudTrailEvent;
import io.whotrail.sink.SinkEntry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TableTest {
    private static final String ESCAPE = "\u001b";
    private static final String RIGHT_TO_LEFT = "\u202e";

    @TempDir
    private Path folder;

    @Test
    void columnsAreAlignedAndSpeakPlainWords() {
        List<String> lines =
                Program.run("attribute", Program.story(), "--format", "table").lines();
        assertThat(lines).hasSize(14);
        int who = lines.get(0).indexOf("WHO");
        int chain = lines.get(0).indexOf("CHAIN");
        assertThat(lines.get(3).substring(who)).startsWith("alice ");
        assertThat(lines.get(3)).contains("proven by issued key").contains("s3 GetObject");
        assertThat(lines.get(3).substring(chain)).startsWith("alice → Dev → Prod");
        assertThat(lines.get(5)).contains("issuance not in logs").contains("? → Ops/alice");
        assertThat(lines.get(8)).contains("ambiguous").contains("bob or carol");
    }

    @Test
    void namesCannotActOnTheTerminal() throws IOException {
        String name = "a\\u001b[2Jb\\u202ec\\nd\\u200be";
        Path log = Records.write(folder.resolve("log"), Records.file(Records.of(Records.id(1), name)));
        Program run = Program.run("attribute", log, "--format", "table");
        assertThat(run.lines()).hasSize(2);
        assertThat(run.out())
                .doesNotContain(ESCAPE)
                .doesNotContain(RIGHT_TO_LEFT)
                .contains("a\\u001b[2J");
    }

    @Test
    void whatIsTooLongSaysHowMuchWasCut() throws IOException {
        Path log = Records.write(folder.resolve("log"), Records.file(Records.of(Records.id(1), "n".repeat(500))));
        Program run = Program.run("attribute", log, "--format", "table");
        assertThat(run.lines().get(1))
                .hasSizeLessThanOrEqualTo(TableSink.columns())
                .containsPattern("nn…\\(\\+4\\d\\d\\)");
    }

    @Test
    void revisionsAndNoticesAreRowsToo() {
        Program run = Program.run("attribute", Program.story(), "--format", "table", "--mode", "revise");
        assertThat(run.out()).contains("(revision 1)").contains("all earlier events");
    }

    @Test
    void whatIsFinalEarlySaysSo() throws IOException {
        var out = new ByteArrayOutputStream();
        var table = new TableSink(out, TableLayout.of(200));
        Attribution answer = Attributor.builder(InstantSource.fixed(Instant.EPOCH))
                .build()
                .ask(CloudTrailEvent.builder("e1").eventName("GetObject").build());
        table.write(SinkEntry.of(answer.asFinalizedEarly()));
        table.write(SinkEntry.of(answer.revised(2).asFinalizedEarly()));
        assertThat(out.toString(StandardCharsets.UTF_8).lines())
                .satisfiesExactly(
                        line -> assertThat(line).contains("GetObject (final early)"),
                        line -> assertThat(line).contains("GetObject (revision 2, final early)"));
    }

    @Test
    void columnsShareTheWidthThatThereIs() {
        for (int columns : new int[] {0, 80, 120, 200, 1000}) {
            TableLayout layout = TableLayout.of(columns);
            String line = layout.line(
                    TableLayout.TITLES.stream().map(title -> title.repeat(200)).toList());
            assertThat(line).hasSizeLessThanOrEqualTo(Math.max(columns, 110));
        }
    }
}
