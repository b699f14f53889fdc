// SPDX-License-Identifier: Apache-2.0
package io.whotrail.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/** The program as a process, and what README.md says of it. */
class WhotrailServiceTest {
    private static final int TERMINATED = 143;

    @TempDir
    private Path folder;

    private final List<Process> programs = new ArrayList<>();

    @AfterEach
    void close() throws InterruptedException {
        for (Process program : programs) {
            program.destroyForcibly().waitFor();
        }
    }

    /** Starts the program. */
    private Process program(String... more) throws IOException {
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                WhotrailService.class.getName(),
                "--port=0",
                "--checkpoint=" + folder));
        command.addAll(List.of(more));
        Process program = new ProcessBuilder(command)
                .redirectError(folder.resolve("log-" + programs.size()).toFile())
                .start();
        programs.add(program);
        return program;
    }

    /** Starts the program, and gives where it listens. */
    private URI start(String... more) throws IOException {
        BufferedReader out = program(more).inputReader(StandardCharsets.UTF_8);
        return URI.create(out.readLine().replace("listening at ", ""));
    }

    private static String post(URI at, String body) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(at.resolve("/events"))
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        return HttpClient.newHttpClient()
                .send(request, HttpResponse.BodyHandlers.ofString())
                .body();
    }

    @Test
    void aProgramThatIsTerminatedKeepsWhatItKnows() throws Exception {
        post(start(), Records.assume());
        programs.get(0).destroy();
        assertThat(programs.get(0).waitFor()).isEqualTo(TERMINATED);
        assertThat(post(start(), Records.use("use"))).contains("\"name\":\"alice\"");
    }

    @Test
    void aProgramThatIsKilledKnowsWhatItsLastCheckpointHad() throws Exception {
        URI first = start("--checkpoint-every=PT1S");
        post(first, Records.assume());
        awaitCheckpoint();
        programs.get(0).destroyForcibly().waitFor();
        assertThat(post(start(), Records.use("use"))).contains("\"name\":\"alice\"");
    }

    /** Waits for the second checkpoint from now: the first may have been begun before. */
    private void awaitCheckpoint() throws IOException, InterruptedException {
        Path checkpoint = folder.resolve("attributor.checkpoint");
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        for (int left = 2; left > 0; left--) {
            Files.deleteIfExists(checkpoint);
            while (!Files.exists(checkpoint)) {
                assertThat(System.nanoTime()).as("no checkpoint").isLessThan(end);
                programs.get(0).waitFor(20, TimeUnit.MILLISECONDS);
            }
        }
    }

    @Test
    void aFolderThatAnotherServiceHasIsLeftAlone() throws Exception {
        URI first = start();
        Process second = program();
        assertThat(second.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(second.exitValue()).isEqualTo(3);
        assertThat(Files.readString(folder.resolve("log-1")).lines())
                .singleElement()
                .asString()
                .isEqualTo("whotrail-service: another service keeps its checkpoint in " + folder);
        assertThat(post(first, Records.assume())).contains("\"complete\":true");
        programs.get(0).destroy();
        programs.get(0).waitFor();
        assertThat(post(start(), Records.use("use"))).contains("\"name\":\"alice\"");
    }

    private static void assertWrongUsage(String told, String... arguments) {
        var written = new StringWriter();
        int exit = new CommandLine(new WhotrailService())
                .setErr(new PrintWriter(written, true))
                .execute(arguments);
        assertThat(exit).as(String.join(" ", arguments)).isEqualTo(2);
        assertThat(written.toString()).contains(told);
    }

    @Test
    void toListenElsewhereWithoutATokenIsWrongUsage() {
        assertWrongUsage("needs a token", "--host=0.0.0.0", "--port=0");
    }

    @Test
    void timesThatMakeNoSenseAreWrongUsage() {
        assertWrongUsage("between checkpoints lies a second at least, got PT0S", "--port=0", "--checkpoint-every=PT0S");
        assertWrongUsage("lateness must not be negative, got PT-1S", "--port=0", "--lateness=PT-1S");
        assertWrongUsage("patience must not be negative, got PT-1S", "--port=0", "--patience=PT-1S");
    }

    @Test
    void everyOptionIsExplained() throws IOException {
        String readme = Files.readString(Path.of("README.md"));
        for (OptionSpec option :
                new CommandLine(new WhotrailService()).getCommandSpec().options()) {
            if (!option.longestName().equals("--help") && !option.longestName().equals("--version")) {
                assertThat(readme).contains("`" + option.longestName() + "`");
            }
        }
        for (Problem problem : Problem.values()) {
            assertThat(readme).contains("`" + problem + "`");
        }
    }
}
