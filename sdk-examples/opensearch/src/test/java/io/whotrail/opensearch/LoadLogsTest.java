// SPDX-License-Identifier: Apache-2.0
package io.whotrail.opensearch;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class LoadLogsTest {
    private static final Path SAMPLES = Path.of("../cli/samples");

    @Test
    void theSampleLogsAreOneDocumentAnEventHoweverOftenTheyAreLoaded() throws Exception {
        try (var cluster = new LoopbackCluster()) {
            assertThat(LoadLogs.run(cluster.address(), SAMPLES)).isZero();
            assertThat(LoadLogs.run(cluster.address(), SAMPLES)).isZero();
            assertThat(cluster.sources())
                    .filteredOn(source -> source.at("/whotrail/kind").asText().equals("answer"))
                    .hasSize(30)
                    .extracting(source -> source.at("/whotrail/origin/name").asText())
                    .contains("alice", "bob", "carol@example.com", "orders");
        }
    }

    @Test
    void aDocumentThatIsNeverTakenCostsNoOtherAndShowsInTheExitCode() throws Exception {
        try (var cluster = new LoopbackCluster()) {
            assertThat(LoadLogs.run(cluster.address(), SAMPLES)).isZero();
            String poison =
                    cluster.documents().keySet().stream().sorted().findFirst().orElseThrow();
            int all = cluster.documents().size();
            cluster.documents().remove(poison);
            cluster.refuse(poison, 400, 400, 400, 400, 400, 400, 400, 400, 400, 400, 400, 400);
            assertThat(LoadLogs.run(cluster.address(), SAMPLES)).isEqualTo(1);
            assertThat(cluster.documents()).hasSize(all - 1).doesNotContainKey(poison);
        }
    }
}
