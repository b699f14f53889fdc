// SPDX-License-Identifier: Apache-2.0
package io.whotrail.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** What the command line refuses, before it looks for a broker. */
final class StreamsCommandTest {
    private final StringWriter said = new StringWriter();

    private int run(String option) {
        return new CommandLine(new StreamsCommand())
                .setErr(new PrintWriter(said))
                .execute(
                        "--bootstrap-servers=127.0.0.1:1",
                        "-Ddefault.api.timeout.ms=1000",
                        "-Drequest.timeout.ms=500",
                        option);
    }

    @ParameterizedTest
    @ValueSource(strings = {"at_least_once", "exactly_once", ""})
    void aGuaranteeWithWhichAnswersAreLostIsWrongUsage(String guarantee) {
        assertThat(run("-Dprocessing.guarantee=" + guarantee)).isEqualTo(CommandLine.ExitCode.USAGE);
        assertThat(said.toString()).contains("processing.guarantee", "exactly_once_v2", "'" + guarantee + "'");
    }

    @Test
    void soItIsInAFileOfProperties(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "processing.guarantee=at_least_once\n");
        assertThat(run("--properties=" + file)).isEqualTo(CommandLine.ExitCode.USAGE);
        assertThat(said.toString()).contains("processing.guarantee", "exactly_once_v2");
    }

    @Test
    void theOneGuaranteeMayBeSaid() {
        assertThat(run("-Dprocessing.guarantee=exactly_once_v2"))
                .as("there is no broker")
                .isEqualTo(CommandLine.ExitCode.SOFTWARE);
    }
}
