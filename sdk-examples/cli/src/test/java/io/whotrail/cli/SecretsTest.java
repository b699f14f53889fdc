// SPDX-License-Identifier: Apache-2.0
package io.whotrail.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.whotrail.source.SecretPlaces;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Secrets in forty places and more reach nothing that the program writes: no line, row, reject, counter or checkpoint (T22). */
class SecretsTest {
    private static final String SECRET = "CANARY";

    @TempDir
    private Path folder;

    private Path log;

    @BeforeEach
    void plantSecrets() throws IOException {
        Path mirror = Files.createDirectory(folder.resolve("mirror"));
        String records = SecretPlaces.RECORDS.stream().map(SecretsTest::planted).collect(Collectors.joining("\n"));
        log = Records.write(mirror.resolve("log.json"), records);
        assertThat(records.split(SECRET, -1)).hasSizeGreaterThan(40);
    }

    /** A record that says so is packed as base64 in an envelope. */
    private static String planted(String record) {
        String planted = record.replace("@", SECRET);
        byte[] bytes = planted.getBytes(StandardCharsets.UTF_8);
        return record.contains("\"pack\"")
                ? "{\"kinesis\":{\"data\":\"" + Base64.getEncoder().encodeToString(bytes) + "\"}}"
                : planted;
    }

    @ParameterizedTest
    @CsvSource({"table,final", "table,revise", "ndjson,final", "ecs,revise", "ocsf,final"})
    void noneIsInWhatIsAnswered(String format, String mode) throws IOException {
        Path rejects = folder.resolve("rejects");
        Path stats = folder.resolve("stats");
        Program run = Program.run(
                "attribute", log, "--format", format, "--mode", mode, "--rejects", rejects, "--stats", stats);
        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.out()).contains("ann").doesNotContain(SECRET);
        assertThat(run.err()).doesNotContain(SECRET);
        assertThat(Files.readString(rejects)).isNotEmpty().doesNotContain(SECRET);
        assertThat(Files.readString(stats)).isNotEmpty().doesNotContain(SECRET);
    }

    @Test
    void noneIsInWhatIsToldOfAKey() {
        Program run = Program.run("who", "ASIA1", log);
        assertThat(run.out()).contains("behind it is ann").doesNotContain(SECRET);
        assertThat(run.err()).doesNotContain(SECRET);
    }

    @Test
    void noneIsInAReport() throws IOException {
        Path out = folder.resolve("report.html");
        Program.run("report", log, "--out", out);
        assertThat(Files.readString(out)).contains("\"ann\"").doesNotContain(SECRET);
    }

    @Test
    void noneIsInWhatALongRunLeavesBehind() throws IOException {
        Path rejects = folder.resolve("rejects");
        Program run = Program.run(
                "run",
                "--source",
                folder.resolve("mirror"),
                "--sink",
                folder.resolve("answers"),
                "--checkpoint",
                folder.resolve("state"),
                "--settle",
                "0s",
                "--once",
                "--rejects",
                rejects,
                "--reject-shapes");
        assertThat(run.err()).doesNotContain(SECRET);
        assertThat(Files.readString(rejects)).contains("\"shape\":").doesNotContain(SECRET);
        List<Path> written;
        try (Stream<Path> files = Files.walk(folder)) {
            written = files.filter(Files::isRegularFile)
                    .filter(file -> !file.equals(log))
                    .toList();
        }
        assertThat(written)
                .hasSizeGreaterThanOrEqualTo(3)
                .allSatisfy(file -> assertThat(Files.readString(file, StandardCharsets.ISO_8859_1))
                        .doesNotContain(SECRET));
    }
}
