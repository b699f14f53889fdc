// SPDX-License-Identifier: Apache-2.0
package io.whotrail.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.whotrail.testing.SharedData;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A day of real logs through the program. */
class RealLogsTest {
    private static final String SET = "invictus";

    private Path events;

    @BeforeEach
    void find() {
        Optional<Path> folder = SharedData.folder(SET);
        assumeTrue(folder.isPresent(), SharedData.missing(SET));
        events = folder.get().resolve("events.ndjson.gz");
    }

    @Test
    void everyEventIsAttributed() {
        Program run = Program.run("attribute", events);
        assertThat(run.exit()).isZero();
        Map<Object, Long> bases = run.objects().stream()
                .collect(Collectors.groupingBy((Map<String, Object> line) -> line.get("basis"), Collectors.counting()));
        assertThat(bases).isEqualTo(Map.of("DIRECT", 2824L, "ISSUED_KEY", 70L, "SESSION_BIRTH", 6L));
    }

    @Test
    void theStreamEndsWithTheSameVerdicts() throws IOException {
        Program stream = Program.run("attribute", events, "--mode", "revise", "--lateness", "12h");
        Map<Object, Object> latest = stream.objects().stream()
                .filter(line -> line.containsKey("eventId"))
                .collect(Collectors.toMap(line -> line.get("eventId"), RealLogsTest::said, (older, newer) -> newer));
        Program batch = Program.run("attribute", events);
        assertThat(latest)
                .isEqualTo(batch.objects().stream()
                        .collect(Collectors.toMap(line -> line.get("eventId"), RealLogsTest::said)));
    }

    private static Object said(Map<String, Object> line) {
        Function<String, String> text = name -> String.valueOf(line.get(name));
        return text.apply("verdict") + text.apply("basis") + text.apply("origin") + text.apply("chain");
    }
}
