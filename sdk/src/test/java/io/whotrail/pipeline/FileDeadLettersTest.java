// SPDX-License-Identifier: Apache-2.0
package io.whotrail.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.whotrail.testing.JsonTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A letter is a line, whatever happened to the line before it. */
class FileDeadLettersTest {
    private static final DeadLetter LETTER =
            new DeadLetter(DeadLetter.Kind.RECORD, "a\nb\u202e", "record 1", "WHY", "because", "ab12", "{\"***\":00}");

    @TempDir
    private Path folder;

    @Test
    void aLetterIsOneLineOfAscii() throws IOException {
        Path file = folder.resolve("letters");
        for (int i = 0; i < 2; i++) {
            try (FileDeadLetters letters = FileDeadLetters.open(file)) {
                letters.add(LETTER);
                letters.flush();
            }
        }
        assertThat(Files.readAllLines(file))
                .hasSize(2)
                .allSatisfy(line -> assertThat(line).matches("[ -~]+"));
    }

    @Test
    void aLineThatWasLeftUnfinishedSpoilsNoOther() throws IOException {
        Path file = folder.resolve("letters");
        Files.writeString(file, "{\"kind\":\"REC");
        try (FileDeadLetters letters = FileDeadLetters.open(file)) {
            letters.add(LETTER);
        }
        List<String> lines = Files.readAllLines(file);
        assertThat(lines).hasSize(2);
        assertThat(JsonTree.object(lines.get(1)))
                .isEqualTo(Map.of(
                        "kind", "RECORD",
                        "source", "a\nb\u202e",
                        "place", "record 1",
                        "reason", "WHY",
                        "message", "because",
                        "sha256", "ab12",
                        "shape", "{\"***\":00}"));
    }
}
