// SPDX-License-Identifier: Apache-2.0
package io.whotrail.opensearch;

import static org.assertj.core.api.Assertions.assertThat;

import io.whotrail.simulation.Profile;
import io.whotrail.sink.SinkEntry;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tells how many documents a second a node in the same process takes; runs where it is asked for by name. */
class NodeThroughput {
    private static final int BATCH = 2_000;

    @TempDir
    private Path folder;

    @Test
    void documentsASecond() throws Exception {
        List<SinkEntry> entries = Documents.streamed(Profile.TYPICAL, 1, 20_000);
        try (Node node = Node.start(folder);
                OpenSearchSink sink = OpenSearchSink.builder(node.address()).build()) {
            long begin = System.nanoTime();
            for (int i = 0; i < entries.size(); i += BATCH) {
                sink.write(entries.subList(i, Math.min(entries.size(), i + BATCH)));
            }
            long documents = entries.size() * 1_000_000_000L / (System.nanoTime() - begin);
            System.out.printf(Locale.ROOT, "%,d entries, %,d a second%n", entries.size(), documents);
            assertThat(documents).isPositive();
        }
    }
}
