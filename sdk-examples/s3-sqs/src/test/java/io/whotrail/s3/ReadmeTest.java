// SPDX-License-Identifier: Apache-2.0
package io.whotrail.s3;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/** What README.md says is so. */
class ReadmeTest {
    private final String readme = read();

    private static String read() {
        try {
            return Files.readString(Path.of("README.md"));
        } catch (IOException missing) {
            throw new AssertionError(missing);
        }
    }

    @Test
    void theProgramPrintsWhatItSays() throws IOException {
        var printed = new ByteArrayOutputStream();
        PrintStream before = System.out;
        try (var out = new PrintStream(printed, true, StandardCharsets.UTF_8)) {
            System.setOut(out);
            assertThat(Demo.run(Path.of("../cli/samples"), out)).isZero();
        } finally {
            System.setOut(before);
        }
        assertThat(readme).contains("```text\n" + printed.toString(StandardCharsets.UTF_8) + "```");
    }

    @Test
    void everyOptionIsExplained() {
        for (OptionSpec option :
                new CommandLine(new WhotrailS3()).getCommandSpec().options()) {
            if (!option.longestName().equals("--help") && !option.longestName().equals("--version")) {
                assertThat(readme).contains("`" + option.longestName() + "`");
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Poison.class)
    void everyReasonOfADeadLetterIsNamed(Poison reason) {
        assertThat(readme).contains("`" + reason + "`");
    }
}
