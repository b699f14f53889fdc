// SPDX-License-Identifier: Apache-2.0
package io.whotrail.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.whotrail.testing.ChildJvm;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Secrets in forty places and more reach no event, reject, exception, answer, log, dead letter, incident, checkpoint or output,
 * nor any object that is still alive (T22).
 */
class SecretsTest {
    @Test
    void noSecretIsKeptAnywhere(@TempDir Path folder) throws Exception {
        ChildJvm.Result result = ChildJvm.run(List.of("-Xmx64m"), SecretsRun.class, folder.toString());
        assertThat(result.output())
                .contains("open: 0 secrets, control found")
                .contains("closed: 0 secrets, control found")
                .contains("checkpoint: 0 secrets, control found")
                .contains("PipelineIncident[kind=SINK_RETRY")
                .contains("PipelineIncident[kind=DEAD_LETTER")
                .contains("{\"kind\":\"ENTRY\",\"source\":")
                .contains("eventId=i,")
                .contains("MalformedEventException: ")
                .contains("{\"kind\":\"RECORD\",\"source\":\"secrets\"")
                .contains("\"shape\":\"")
                .contains("\"verdict\":\"UNATTRIBUTED\"")
                .contains("WARN io.whotrail.Attributor - ")
                .doesNotContain("CANARY");
        assertThat(result.output().lines().filter(line -> line.startsWith("checkpoint: ")))
                .isNotEmpty()
                .allMatch(line -> line.startsWith("checkpoint: 0 secrets"));
        assertThat(SecretPlaces.count()).isGreaterThanOrEqualTo(40);
        assertThat(result.exitCode()).isZero();
    }
}
