// SPDX-License-Identifier: Apache-2.0
package io.whotrail.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.whotrail.cli.text.TerminalText;
import io.whotrail.golden.GoldenFile;
import io.whotrail.policy.TrustPolicies;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PolicyCommandTest {
    private static final String POLICIES = "src/test/resources/io/whotrail/cli/policies";

    @TempDir
    private Path folder;

    private static Streams quiet() {
        return new Streams(
                new ByteArrayInputStream(new byte[0]),
                new ByteArrayOutputStream(),
                new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8),
                false);
    }

    @Test
    void theTableTellsAnswerStatementReasonAndChange() throws IOException {
        PolicyTable table = PolicyTable.of(160);
        var lines = new ArrayList<String>();
        lines.add(table.header());
        new RoleExports(quiet()).read(List.of(POLICIES), role -> lines.add(table.row(role)));
        GoldenFile.at("src/test/resources/io/whotrail/cli/policies.txt").assertMatches(String.join("\n", lines) + "\n");
    }

    @Test
    void theCommandWritesTheTableAndSaysWhatCannotBeRead() {
        Program run = Program.run("policy", POLICIES);
        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.lines().get(0)).startsWith("ROLE").contains("ANSWER", "DECIDED BY", "WHY", "WHAT TO CHANGE");
        assertThat(run.out())
                .containsSubsequence(
                        "111122223333/Dev",
                        "FORCED_TO_CALLER",
                        "OwnNameOnly",
                        "111122223333/Prod",
                        "FREE",
                        "Statement[0]")
                .containsSubsequence("444455556666/Web", "FORCED_TO_CALLER", "trust.json", "FORCED_TO_PATTERN", "Ci");
        assertThat(run.err().lines())
                .singleElement()
                .asString()
                .contains("authorization-details.json $.RoleDetailList[2] (byte ")
                .contains("has no statement");
    }

    @Test
    void goodInputIsDoneWhateverTheAnswers() {
        assertThat(Program.run("policy", POLICIES + "/items.ndjson").exit()).isZero();
        Program run = Program.run("policy", POLICIES + "/trust.json", POLICIES + "/items.ndjson");
        assertThat(run.exit()).isZero();
        assertThat(run.err()).isEmpty();
    }

    @Test
    void standardInputIsReadLikeAFile() throws IOException {
        byte[] trust = Files.readAllBytes(Path.of(POLICIES, "trust.json"));
        Program run = Program.fed(trust, "policy", "-");
        assertThat(run.exit()).isZero();
        assertThat(run.lines().get(1)).startsWith("stdin").contains("FORCED_TO_PATTERN");
    }

    @Test
    void wrongUsageMissingFilesAndDamageHaveTheirExitCodes() throws IOException {
        assertThat(Program.run("policy").exit()).isEqualTo(2);
        Program missing = Program.run("policy", folder.resolve("none"));
        assertThat(missing.exit()).isEqualTo(3);
        assertThat(missing.out()).isEmpty();
        Program damaged = Program.run("policy", Files.writeString(folder.resolve("x"), "{\"a\":"));
        assertThat(damaged.exit()).isEqualTo(1);
        assertThat(damaged.out()).isEmpty();
        assertThat(damaged.err()).contains("is not JSON").contains("(byte ");
        Program nothing = Program.run("policy", Files.writeString(folder.resolve("y"), "{\"a\":1}"));
        assertThat(nothing.exit()).isEqualTo(1);
        assertThat(nothing.err()).contains("holds no role and no trust policy");
    }

    @Test
    void namesOfThePolicyCannotActOnTheTerminal() throws IOException {
        String trust = Files.readString(Path.of(POLICIES, "trust.json"))
                .replace("\"Ci\"", "\"C\\u001b[2Ji\\u202e\"")
                .replace("ci-*", "c\\u001b[2Ji-*");
        Program run = Program.run("policy", Files.writeString(folder.resolve("trust.json"), trust));
        assertThat(run.out()).doesNotContain("\u001b").doesNotContain("\u202e").contains("C\\u001b");
    }

    @Test
    void everyWidthIsKept() throws IOException {
        for (int columns : new int[] {0, 80, 120, 300}) {
            PolicyTable table = PolicyTable.of(columns);
            new RoleExports(quiet())
                    .read(
                            List.of(POLICIES),
                            role -> assertThat(table.row(role).lines())
                                    .allMatch(line -> TerminalText.width(line) <= Math.max(columns, 117)));
        }
    }

    @Test
    void exportsAreLoadedForQuestionsAboutSessions() throws IOException {
        TrustPolicies policies = TrustPolicies.create();
        assertThat(RoleExports.load(List.of(POLICIES), policies, quiet())).isFalse();
        assertThat(policies.requirementAt(
                                "111122223333", "Dev", "AROAEXAMPLEDEV", Instant.parse("2026-03-02T09:00:00Z"))
                        .namesTheCaller())
                .isTrue();
    }
}
