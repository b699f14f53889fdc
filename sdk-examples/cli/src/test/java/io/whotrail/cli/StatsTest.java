// SPDX-License-Identifier: Apache-2.0
package io.whotrail.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StatsTest {
    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"final", "revise"})
    void allCountersAreThereAndTheEquationsHold(String mode) throws IOException {
        Map<String, Object> stats = stats(Program.story(), mode);
        assertThat(Json.at(stats, "attributor", "offered")).isEqualTo(13);
        assertThat(Json.at(stats, "attributor", "attributedBy", "ISSUED_KEY")).isEqualTo(5);
        assertThat(Json.at(stats, "attributor", "unattributedBy", "ISSUANCE_NOT_SEEN"))
                .isEqualTo(1);
        assertThat(Json.at(stats, "attributor", "ambiguous")).isEqualTo(1);
        assertThat(Json.at(stats, "attributor", "sessionsIssued")).isEqualTo(7);
        assertThat(Json.at(stats, "reader", "events")).isEqualTo(13);
        assertThat(stats).containsEntry("balances", true);
        assertThat((List<?>) stats.get("equations"))
                .hasSizeGreaterThan(4)
                .allSatisfy(equation ->
                        assertThat(((Map<?, ?>) equation).get("holds")).isEqualTo(true));
    }

    @Test
    void bothModesCountRepeatsAlike() throws IOException {
        String altered = Records.of(Records.id(1), "mallory");
        String record = Records.of(Records.id(1), "alice");
        Path log = Records.write(folder.resolve("log"), Records.file(record, record, altered));
        for (String mode : List.of("final", "revise")) {
            Map<String, Object> stats = stats(log, mode);
            assertThat(Json.at(stats, "attributor", "offered")).isEqualTo(3);
            assertThat((int) Json.at(stats, "attributor", "duplicates")
                            + (int) Json.at(stats, "attributor", "contradictions"))
                    .isEqualTo(2);
            assertThat(Json.at(stats, "attributor", "unattributedBy", "CONFLICT"))
                    .isEqualTo(1);
        }
    }

    @Test
    void countersThatDoNotAddUpAreToldAndGiveAnotherExitCode() {
        var broken = new Equation("reader.events == attributor.offered", 3, 2);
        Program sound = Program.run("attribute", Program.story());
        assertThat(broken.holds()).isFalse();
        assertThat(sound.err()).doesNotContain("DO NOT ADD UP");
    }

    private Map<String, Object> stats(Path log, String mode) throws IOException {
        Path file = folder.resolve("stats-" + mode);
        assertThat(Program.run("attribute", log, "--mode", mode, "--stats", file)
                        .exit())
                .isZero();
        return Json.object(Files.readString(file));
    }
}
