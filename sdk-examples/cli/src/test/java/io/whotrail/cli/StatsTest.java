// SPDX-License-Identifier: Apache-2.0
package io.whotrail.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.whotrail.Attributor;
import io.whotrail.AttributorStats;
import io.whotrail.event.CloudTrailEvent;
import io.whotrail.event.InputTrust;
import io.whotrail.event.UserIdentity;
import io.whotrail.metrics.Equation;
import io.whotrail.pipeline.PipelineStats;
import io.whotrail.source.ReadStats;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
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

    @ParameterizedTest
    @ValueSource(strings = {"final", "revise"})
    void repeatsAreCounted(String mode) throws IOException {
        String altered = Records.of(Records.id(1), "mallory");
        String record = Records.of(Records.id(1), "alice");
        Path log = Records.write(folder.resolve("log"), Records.file(record, record, altered));
        Map<String, Object> stats = stats(log, mode);
        assertThat(Json.at(stats, "attributor", "offered")).isEqualTo(3);
        assertThat((int) Json.at(stats, "attributor", "duplicates")
                        + (int) Json.at(stats, "attributor", "contradictions"))
                .isEqualTo(2);
        assertThat(stats).containsEntry("balances", true);
    }

    @Test
    void aContradictedEventIsCountedAsAConflict() throws IOException {
        String altered = Records.of(Records.id(1), "mallory");
        Path log = Records.write(folder.resolve("log"), Records.file(Records.of(Records.id(1), "alice"), altered));
        Map<String, Object> stats = stats(log, "final");
        assertThat(Json.at(stats, "attributor", "unattributedBy", "CONFLICT")).isEqualTo(1);
        assertThat(Json.at(stats, "attributor", "contradictions")).isEqualTo(1);
        assertThat(Json.at(stats, "attributor", "conflicts")).isEqualTo(1);
        assertThat(Json.at(stats, "attributor", "quarantined")).isEqualTo(0);
    }

    @Test
    void recordsSetAsideAreShown() throws IOException {
        Attributor attributor = Attributor.builder(InstantSource.system()).build();
        for (String user : List.of("alice", "mallory")) {
            InputTrust trust = user.equals("alice") ? InputTrust.DIGEST_VERIFIED : InputTrust.UNAUTHENTICATED;
            attributor.attribute(CloudTrailEvent.builder(Records.id(1))
                    .userIdentity(UserIdentity.builder()
                            .type("IAMUser")
                            .userName(user)
                            .build())
                    .inputTrust(trust)
                    .build());
        }
        var outcome = new Outcome(
                attributor.stats(), ReadStats.NONE, 0, 0, 0, Equations.common(attributor.stats(), ReadStats.NONE));
        var err = new ByteArrayOutputStream();
        new Summary(new PrintStream(err, true, StandardCharsets.UTF_8))
                .print(outcome, 1, Duration.ofSeconds(1), MemoryPlan.ofBatch(null, null));
        assertThat(err.toString(StandardCharsets.UTF_8))
                .containsPattern("set aside +1  OTHER_CONTENT 1; CloudTrail's digests cover what contradicts them");
        Path file = folder.resolve("stats");
        StatsFile.write(outcome, file);
        Map<String, Object> stats = Json.object(Files.readString(file));
        assertThat(Json.at(stats, "attributor", "quarantined")).isEqualTo(1);
        assertThat(Json.at(stats, "attributor", "quarantinedBy", "OTHER_CONTENT"))
                .isEqualTo(1);
        assertThat(Json.at(stats, "attributor", "conflicts")).isEqualTo(0);
    }

    @Test
    void countersThatDoNotAddUpAreToldAndGiveAnotherExitCode() {
        AttributorStats stats =
                Attributor.builder(InstantSource.system()).build().stats();
        var broken = new Equation("reader.events == attributor.offered", 3, 2);
        var outcome = new Outcome(stats, ReadStats.NONE, 0, 0, 0, List.of(broken));
        var err = new ByteArrayOutputStream();
        new Summary(new PrintStream(err, true, StandardCharsets.UTF_8))
                .print(outcome, 1, Duration.ofSeconds(1), MemoryPlan.ofBatch(null, null));
        assertThat(outcome.exitCode()).isEqualTo(1);
        assertThat(err.toString(StandardCharsets.UTF_8))
                .contains("THE COUNTERS DO NOT ADD UP: reader.events == attributor.offered: 3 and 2");
        assertThat(Program.run("attribute", Program.story()).err()).doesNotContain("DO NOT ADD UP");
    }

    private Map<String, Object> stats(Path log, String mode) throws IOException {
        Path file = folder.resolve("stats-" + mode);
        assertThat(Program.run("attribute", log, "--mode", mode, "--stats", file)
                        .exit())
                .isZero();
        return Json.object(Files.readString(file));
    }

    /** Whatever the records of counters hold is in the file, under its own name. */
    @ParameterizedTest
    @ValueSource(strings = {"attribute", "who", "run"})
    void everyCommandWritesEveryCounterAndTheEquations(String command) throws IOException {
        Path file = folder.resolve("stats");
        Program program = switch (command) {
            case "attribute" -> Program.run("attribute", Program.story(), "--stats", file);
            case "who" -> Program.run("who", Records.id(1), Program.story(), "--stats", file);
            default ->
                Program.run(
                        "run",
                        "--source",
                        Program.story(),
                        "--sink",
                        folder.resolve("answers"),
                        "--checkpoint",
                        folder.resolve("state"),
                        "--settle",
                        "0s",
                        "--once",
                        "--stats",
                        file);
        };
        assertThat(program.err()).doesNotContain("do not add up");
        Map<String, Object> stats = Json.object(Files.readString(file));
        assertThat(Json.at(stats, "reader", "events")).isEqualTo(13);
        assertThat(stats).containsEntry("balances", true);
        assertThat((List<?>) stats.get("equations")).hasSizeGreaterThan(3);
        assertThat(namesOf(stats, "attributor")).containsExactlyInAnyOrderElementsOf(named(AttributorStats.class));
        if (command.equals("run")) {
            assertThat(namesOf(stats, "pipeline")).containsExactlyInAnyOrderElementsOf(named(PipelineStats.class));
            assertThat(Json.at(stats, "pipeline", "answered")).isEqualTo(13);
        }
        assertThat(namesOf(stats, "reader"))
                .containsExactlyInAnyOrder(
                        "records",
                        "events",
                        "rejected",
                        "rejectedBy",
                        "passedOver",
                        "passedOverBy",
                        "gzipMembers",
                        "bytesRead",
                        "bytesScanned",
                        "bytesIgnored");
    }

    private static List<String> namesOf(Map<String, Object> stats, String part) {
        return ((Map<?, ?>) stats.get(part))
                .keySet().stream().map(String::valueOf).toList();
    }

    private static List<String> named(Class<?> counters) {
        Stream<String> sums = counters == AttributorStats.class
                ? Stream.of("attributed", "unattributed", "quarantined")
                : Stream.empty();
        return Stream.concat(sums, Arrays.stream(counters.getRecordComponents()).map(RecordComponent::getName))
                .toList();
    }
}
