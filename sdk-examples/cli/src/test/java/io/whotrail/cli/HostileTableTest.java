// SPDX-License-Identifier: Apache-2.0
package io.whotrail.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.whotrail.Attribution;
import io.whotrail.Attributor;
import io.whotrail.cli.text.TerminalText;
import io.whotrail.event.CloudTrailEvent;
import io.whotrail.event.SessionContext;
import io.whotrail.event.SessionIssuer;
import io.whotrail.event.UserIdentity;
import io.whotrail.golden.GoldenFile;
import io.whotrail.sink.SinkEntry;
import io.whotrail.testing.HostileTexts;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** T21 for the table: text that is made to act on whoever reads it, or to look like another's. */
class HostileTableTest {
    private static final int[] WIDTHS = {0, 80, 160, 4_000};
    private static final int WIDE = 4_000;
    private static final int COLUMNS = 160;
    private static final String GAP = "  ";

    private static String rows(int columns, Attribution... answers) throws IOException {
        var out = new ByteArrayOutputStream();
        var table = new TableSink(out, TableLayout.of(columns));
        for (Attribution answer : answers) {
            table.write(SinkEntry.of(answer));
        }
        return out.toString(StandardCharsets.UTF_8);
    }

    private static Attribution answer(CloudTrailEvent event) {
        return Attributor.builder(InstantSource.fixed(Instant.EPOCH)).build().ask(event);
    }

    private static Attribution named(String name) {
        return answer(CloudTrailEvent.builder("e")
                .eventName("GetObject")
                .userIdentity(
                        UserIdentity.builder().type("SAMLUser").userName(name).build())
                .build());
    }

    /** A session whose every text is that one. */
    private static Attribution everywhere(String text) {
        String arn = "arn:aws:sts::1:assumed-role/" + text + "/" + text;
        return answer(CloudTrailEvent.builder(text)
                .eventSource(text)
                .eventName(text)
                .recipientAccountId(text)
                .userIdentity(UserIdentity.builder()
                        .type("AssumedRole")
                        .principalId("AROA" + text + ":" + text)
                        .arn(arn)
                        .accountId(text)
                        .accessKeyId("ASIA" + text)
                        .sessionContext(SessionContext.of(
                                new SessionIssuer("Role", "AROA" + text, "arn:aws:iam::1:role/" + text, text, text),
                                Instant.EPOCH))
                        .build())
                .build());
    }

    private static void assertQuietRows(String text, int rows) {
        assertThat(text).endsWith("\n");
        assertThat(text.chars().filter(c -> c == '\n')).hasSize(rows);
        assertThat(text.codePoints().filter(c -> c != '\n')).noneMatch(HostileTexts::deceives);
    }

    /** What a cell says, read back as whoever sees it may. */
    private static String read(String cell) {
        var text = new StringBuilder();
        for (int i = 0; i < cell.length(); i++) {
            char c = cell.charAt(i);
            if (c != '\\') {
                text.append(c);
            } else if (cell.charAt(i + 1) == '\\') {
                text.append(c);
                i++;
            } else {
                text.append((char) Integer.parseInt(cell.substring(i + 2, i + 6), 16));
                i += 5;
            }
        }
        return text.toString();
    }

    @Test
    void twoThousandNamesAreWrittenSoThatNothingRawSurvivesAndEachIsReadBack() throws IOException {
        int who = TableLayout.of(WIDE).line(TableLayout.TITLES).indexOf("WHO");
        Map<String, String> rows = new HashMap<>();
        for (String text : HostileTexts.all()) {
            String row = rows(WIDE, named(text));
            assertQuietRows(row, 1);
            assertThat(rows.put(row, text)).isNull();
            String cell = row.substring(who, row.indexOf(GAP, who));
            assertThat(read(cell)).isEqualTo(text);
        }
        assertThat(rows).hasSize(HostileTexts.COUNT);
    }

    @Test
    void whereverTwoThousandTextsStandAndHoweverNarrowTheTableNothingRawSurvives() throws IOException {
        for (String text : HostileTexts.all()) {
            Attribution answer = everywhere(text);
            for (int columns : WIDTHS) {
                String row = rows(columns, answer, named(text));
                assertQuietRows(row, 2);
                assertThat(row.lines()).allMatch(line -> TerminalText.width(line) <= Math.max(columns, 110));
            }
        }
    }

    /** What stands there is there for readers: a change of how names are shown is seen in review. */
    @Test
    void namesThatDoHarmAreShownAsTheyAlwaysWere() throws IOException {
        var rows = new StringBuilder(TableLayout.of(COLUMNS).line(TableLayout.TITLES)).append('\n');
        for (String text : HostileTexts.HARM) {
            rows.append(rows(COLUMNS, named(text)));
        }
        GoldenFile.at("src/test/resources/io/whotrail/cli/hostile-table.txt").assertMatches(rows.toString());
    }
}
