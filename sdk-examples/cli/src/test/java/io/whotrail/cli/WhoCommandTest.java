// SPDX-License-Identifier: Apache-2.0
package io.whotrail.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WhoCommandTest {
    private static final String TWICE = "ASIAEXAMPLETWICE";

    @TempDir
    private Path folder;

    @Test
    void aKeyIsExplainedByItsChainAndTheProofOfEachHop() {
        Program run = who("ASIAEXAMPLEPROD1");
        assertThat(run.exit()).isZero();
        assertThat(run.out())
                .contains("behind it is alice, an IAM user of account 111122223333")
                .containsSubsequence("alice", "event " + Records.id(1), "Dev", "event " + Records.id(3), "Prod")
                .contains("1 event with this key at 2026-01-05T09:10:30Z");
    }

    @Test
    void anEventIsExplainedLikewise() {
        Program run = who(Records.id(2));
        assertThat(run.exit()).isZero();
        assertThat(run.out()).contains("behind it is alice").contains("s3.amazonaws.com ListBuckets");
    }

    @Test
    void anEventThatNamesItsOriginNeedsNoChain() {
        assertThat(who(Records.id(6)).out()).contains("behind it is bob").contains("The event itself names");
    }

    @Test
    void aKeyOfTwoSessionsAsksForATime() {
        Program run = who(TWICE);
        assertThat(run.exit()).isZero();
        assertThat(run.out()).contains("2 sessions").containsSubsequence("dave → Audit", "erin → Audit", "--at TIME");
    }

    @Test
    void theTimeChoosesTheSession() {
        assertThat(who(TWICE, "--at", "2026-01-05T10:03:00Z").out())
                .contains("behind it is dave")
                .doesNotContain("behind it is erin");
        assertThat(who(TWICE, "--at", "2026-01-05T16:05:00+01:00").out()).contains("behind it is erin");
        assertThat(who(TWICE, "--at", "2026-01-05T12:00:00").out())
                .contains("behind it is dave")
                .contains("The last event");
        Program before = who(TWICE, "--at", "2026-01-04");
        assertThat(before.exit()).isEqualTo(1);
        assertThat(before.out()).contains("No session had used");
        assertThat(who(TWICE, "--at", "noon").exit()).isEqualTo(2);
    }

    @Test
    void whatFitsTwoIsToldOfBothWithTheirProof() {
        Program run = who("ASIAEXAMPLECONSOLE");
        assertThat(run.exit()).isZero();
        assertThat(run.out()).contains("2 identities").contains("1. bob", Records.id(6), "2. carol", Records.id(7));
    }

    @Test
    void whatCannotBeToldSaysWhyAndWhatToDo() {
        Program run = who("ASIAEXAMPLEOPS1");
        assertThat(run.exit()).isZero();
        assertThat(run.out())
                .contains("cannot be told")
                .contains("ISSUANCE_NOT_SEEN")
                .contains("Merely claimed: the session name \"alice\"")
                .contains("What to do: Add the logs");
    }

    @Test
    void aKeyThatNobodyUsedIsTracedToWhoAskedForIt() {
        Program run = who("ASIAEXAMPLEUNUSED");
        assertThat(run.exit()).isZero();
        assertThat(run.out()).contains("No event in these logs was made with").contains("erin");
    }

    @Test
    void whatIsNotThereIsSaidToBeMissing() {
        Program run = who("ASIANOSUCHKEY");
        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.out()).contains("No event with the id ASIANOSUCHKEY");
        assertThat(who("").exit()).isEqualTo(2);
    }

    @Test
    void anEventWithoutATimeIsToldWithoutOne() throws IOException {
        Path log = Records.write(
                folder.resolve("log"),
                Records.of(Records.id(1), "alice").replaceFirst("\"eventTime\":\"[^\"]*\",?", ""));
        assertThat(Program.run("who", Records.id(1), log).out())
                .contains("at a time that it does not tell")
                .doesNotContain("null");
    }

    @Test
    void rejectedInputIsToldBesideTheAnswer() throws IOException {
        Path log = Records.write(folder.resolve("log"), Records.of(Records.id(1), "alice") + "\nnot json\n");
        Program run = Program.run("who", Records.id(1), log);
        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.out()).contains("behind it is alice");
        assertThat(run.err()).contains("1 record could not be read");
    }

    @Test
    void anAlteredEventIsAConflict() throws IOException {
        Path log = Records.write(
                folder.resolve("log"), Records.file(Records.of(Records.id(1), "a"), Records.of(Records.id(1), "b")));
        assertThat(Program.run("who", Records.id(1), log).out())
                .contains("CONFLICT")
                .contains("Find out which delivery");
    }

    @Test
    void standardInputIsReadToo() throws IOException {
        byte[] bytes = Records.gzip(Records.of(Records.id(1), "alice"));
        assertThat(Program.fed(bytes, "who", Records.id(1), "-").out()).contains("behind it is alice");
    }

    private static Program who(String wanted, String... options) {
        var arguments = new Object[3 + options.length];
        arguments[0] = "who";
        arguments[1] = wanted;
        arguments[2] = Program.story();
        System.arraycopy(options, 0, arguments, 3, options.length);
        return Program.run(arguments);
    }
}
