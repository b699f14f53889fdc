// SPDX-License-Identifier: Apache-2.0
package io.whotrail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.whotrail.event.CloudTrailEvent;
import io.whotrail.source.CloudTrailReader;
import io.whotrail.source.EventSource;
import io.whotrail.testing.SharedData;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Public data sets of every kind run to the end, with every event accounted for. */
class PublicDataTest {
    @ParameterizedTest
    @CsvSource({
        "invictus, 2900, 2900, 0",
        "stratus, 310, 295, 15",
        "otrf, 103, 103, 0",
        "panther, 453, 84, 81",
        "awsdocs, 25, 20, 2",
        "fixtures, 107, 85, 13"
    })
    void everyEventHasAnOriginOrAReason(String set, int events, int attributed, int unattributed) throws IOException {
        Optional<Path> folder = SharedData.folder(set);
        assumeTrue(folder.isPresent(), SharedData.missing(set));
        var all = new ArrayList<CloudTrailEvent>();
        CloudTrailReader reader = CloudTrailReader.create();
        try (EventSource source = reader.open(folder.get().resolve("events.ndjson.gz"))) {
            for (CloudTrailEvent event = source.next(); event != null; event = source.next()) {
                all.add(event);
            }
        }
        Attributor attributor = Answers.builder(new Answers()).build();
        all.forEach(attributor::learn);
        all.forEach(attributor::attribute);
        attributor.finish();
        AttributorStats stats = attributor.stats();
        assertThat(all).hasSize(events);
        assertThat(reader.stats().rejected()).isZero();
        assertThat(stats.balances()).as("%s", stats).isTrue();
        assertThat(stats.ambiguous()).isZero();
        assertThat(List.of(stats.attributed(), stats.unattributed()))
                .containsExactly((long) attributed, (long) unattributed);
    }
}
