// SPDX-License-Identifier: Apache-2.0
package io.whotrail.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The README's code is code that runs, and prints what the README says. */
class ReadmeTest {
    private static final Path ROOT = Path.of("../..");

    @Test
    void theCodeOfTheReadmeIsCodeThatRuns() throws IOException {
        List<String> source = Files.readAllLines(Path.of("src/test/java/io/whotrail/cli/ReadmeExample.java"));
        int start = lineWith(source, "// @start");
        String region = source.subList(start + 1, lineWith(source, "// @end")).stream()
                .map(line -> line.replaceFirst("^ {8}", ""))
                .collect(Collectors.joining("\n"));
        assertThat(block("java")).isEqualTo(region);
    }

    @Test
    void itPrintsWhatTheReadmeShows() throws IOException {
        var printed = new ByteArrayOutputStream();
        PrintStream out = System.out;
        try (PrintStream captured = new PrintStream(printed, true, StandardCharsets.UTF_8)) {
            System.setOut(captured);
            ReadmeExample.run(Path.of("samples"));
        } finally {
            System.setOut(out);
        }
        assertThat(printed.toString(StandardCharsets.UTF_8)
                        .replace("\r\n", "\n")
                        .stripTrailing())
                .isEqualTo(block("text"));
    }

    private static int lineWith(List<String> lines, String text) {
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).contains(text)) {
                return i;
            }
        }
        throw new AssertionError("no line with " + text);
    }

    /** The first block of a language in the README. */
    private static String block(String language) throws IOException {
        List<String> lines = Files.readAllLines(ROOT.resolve("README.md"));
        int start = lines.indexOf("```" + language) + 1;
        assertThat(start).as("a block of %s", language).isPositive();
        int end = start + lines.subList(start, lines.size()).indexOf("```");
        return String.join("\n", lines.subList(start, end));
    }
}
