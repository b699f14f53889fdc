// SPDX-License-Identifier: Apache-2.0
package io.whotrail.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TimelineCommandTest {
    private static final Path SAMPLES = Path.of("samples");

    private static Program timeline(Object... arguments) {
        var all = new Object[arguments.length + 2];
        all[0] = "timeline";
        System.arraycopy(arguments, 0, all, 1, arguments.length);
        all[arguments.length + 1] = SAMPLES;
        return Program.run(all);
    }

    private static List<Object> times(Program run) {
        return run.objects().stream().map(object -> object.get("eventTime")).toList();
    }

    @Test
    void whatSomebodyDidIsToldInOrderAcrossAllSessions() {
        Program run = timeline("alice", "--format", "ndjson");
        assertThat(run.exit()).isZero();
        assertThat(times(run))
                .hasSize(11)
                .isSortedAccordingTo((one, other) -> one.toString().compareTo(other.toString()));
        assertThat(run.objects()).extracting(object -> object.get("eventName")).contains("ConsoleLogin", "PutObject");
        assertThat(timeline("alice").lines()).hasSize(12).first().asString().startsWith("TIME");
    }

    @Test
    void aKeyMeansWhoeverWasBehindIt() {
        String key = timeline("alice", "--format", "ndjson").objects().stream()
                .filter(object -> "UpdateFunctionConfiguration20150331v2".equals(object.get("eventName")))
                .map(object -> ((Map<?, ?>) object.get("session")).get("accessKeyId"))
                .map(String::valueOf)
                .findFirst()
                .orElseThrow();
        assertThat(timeline(key).out()).isEqualTo(timeline("alice").out());
    }

    @Test
    void theEarliestAreToldAndTheRestIsCounted() {
        Program run = timeline("alice", "--format", "ndjson", "--limit", "3");
        assertThat(times(run))
                .isEqualTo(times(timeline("alice", "--format", "ndjson")).subList(0, 3));
        assertThat(run.err()).contains("8 later events not told");
        assertThat(timeline("alice", "--limit", "0").exit()).isEqualTo(2);
    }

    @Test
    void onlyTheTimeThatIsAskedForIsTold() {
        Program run = timeline(
                "alice", "--format", "ndjson", "--from", "2026-03-02T09:06:10Z", "--until", "2026-03-02T09:06:30Z");
        assertThat(times(run)).containsExactly("2026-03-02T09:06:10Z", "2026-03-02T09:06:20Z");
    }

    @Test
    void ofWhoeverDidNothingItIsSaid() {
        Program run = timeline("mallory\u001b");
        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).contains("nothing was done by mallory\\u001b in these logs");
        assertThat(timeline("").exit()).isEqualTo(2);
    }
}
