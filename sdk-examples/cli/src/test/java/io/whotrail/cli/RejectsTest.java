// SPDX-License-Identifier: Apache-2.0
package io.whotrail.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RejectsTest {
    private static final String SECRET = "Kx7-SECRET-TOKEN-qP9";
    private static final String BROKEN = "{\"eventName\":\"AssumeRole\",\"eventSource\":\"sts.amazonaws.com\","
            + "\"userIdentity\":\"mallory\",\"responseElements\":{\"credentials\":{\"sessionToken\":\"" + SECRET
            + "\"}}}";

    @TempDir
    private Path folder;

    private Path log;
    private Path rejects;
    private Path stats;
    private Program run;

    @BeforeEach
    void readOneBadRecordBetweenTwoGoodOnes() throws IOException {
        log = folder.resolve("log.json");
        rejects = folder.resolve("rejects.ndjson");
        stats = folder.resolve("stats.json");
        Records.write(log, Records.file(Records.of(Records.id(1), "alice"), BROKEN, Records.of(Records.id(2), "bob")));
        run = Program.run("attribute", log, "--rejects", rejects, "--stats", stats);
    }

    @Test
    void theOthersAreAnsweredAndTheExitCodeTells() {
        assertThat(run.objects()).hasSize(2);
        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.err()).contains("WRONG_TYPE 1").contains("--rejects FILE");
    }

    @Test
    void aRejectSaysWhereAndWhy() throws IOException {
        List<String> lines = Files.readAllLines(rejects);
        assertThat(lines).hasSize(1);
        Map<String, Object> reject = Json.object(lines.get(0));
        assertThat(reject.keySet()).containsExactly("source", "offset", "index", "path", "reason", "message");
        assertThat(reject)
                .containsEntry("source", log.toString())
                .containsEntry("index", 1)
                .containsEntry("path", "$.Records[1].userIdentity")
                .containsEntry("reason", "WRONG_TYPE");
    }

    @Test
    void neitherContentNorSecretsAppearAnywhere() throws IOException {
        String everything = run.out() + run.err() + Files.readString(rejects) + Files.readString(stats);
        assertThat(everything).doesNotContain(SECRET).doesNotContain("mallory");
    }

    @Test
    void theMemberOfACompressedFileIsTold() throws IOException {
        Files.write(log, Records.gzip(Records.file(BROKEN)));
        Program.run("attribute", log, "--rejects", rejects);
        assertThat(Json.object(Files.readString(rejects))).containsEntry("member", 0);
    }

    @Test
    void theStreamRejectsTheSame() throws IOException {
        String expected = Files.readString(rejects);
        Program stream = Program.run("attribute", log, "--rejects", rejects, "--mode", "revise");
        assertThat(stream.exit()).isEqualTo(1);
        assertThat(Files.readString(rejects)).isEqualTo(expected);
    }
}
