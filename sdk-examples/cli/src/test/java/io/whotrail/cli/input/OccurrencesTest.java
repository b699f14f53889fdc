// SPDX-License-Identifier: Apache-2.0
package io.whotrail.cli.input;

import static org.assertj.core.api.Assertions.assertThat;

import io.whotrail.cli.Records;
import io.whotrail.event.CloudTrailEvent;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** More events than one block of each partition holds, compared with what a map of all of them says. */
class OccurrencesTest {
    private static final int INPUTS = 7;
    private static final int EVENTS = 300_000;
    private static final long SEED = 20_260_105;

    private record Seen(long place, long content) {}

    private final Map<String, List<Seen>> all = new HashMap<>();
    private final Repeats repeats = new Repeats(INPUTS, Long.MAX_VALUE);

    @Test
    void everyPlaceIsToldWhatAMapOfAllEventsSays() throws IOException {
        fill(new Random(SEED));
        long duplicates = 0;
        long contradictions = 0;
        for (List<Seen> ofId : all.values()) {
            Seen standing = ofId.stream()
                    .min(Comparator.comparingLong(Seen::content).thenComparingLong(Seen::place))
                    .orElseThrow();
            long others = ofId.stream()
                    .filter(seen -> seen.content() != standing.content())
                    .count();
            contradictions += others;
            duplicates += ofId.size() - others - 1;
            check(ofId, others > 0);
        }
        assertThat(repeats.duplicates())
                .as("seed %d", SEED)
                .isEqualTo(duplicates)
                .isPositive();
        assertThat(repeats.contradictions())
                .as("seed %d", SEED)
                .isEqualTo(contradictions)
                .isPositive();
    }

    private void check(List<Seen> ofId, boolean contradicted) {
        long first = ofId.stream().mapToLong(Seen::place).min().orElseThrow();
        for (Seen seen : ofId) {
            assertThat(repeats.isLeftOut(seen.place())).isEqualTo(seen.place() != first);
            assertThat(repeats.isContradicted(seen.place())).isEqualTo(seen.place() == first && contradicted);
        }
    }

    private void fill(Random random) throws IOException {
        var counts = new long[INPUTS];
        try (var occurrences = new Occurrences()) {
            for (int i = 0; i < EVENTS; i++) {
                String id =
                        random.nextInt(4) == 0 ? "no-uuid-" + random.nextInt(50) : Records.id(random.nextInt(EVENTS));
                CloudTrailEvent event = CloudTrailEvent.builder(id)
                        .eventName("E" + random.nextInt(2))
                        .build();
                int input = random.nextInt(INPUTS);
                long place = Places.of(input, counts[input]++);
                occurrences.add(event, place);
                all.computeIfAbsent(id, none -> new ArrayList<>()).add(new Seen(place, event.contentHash()));
            }
            occurrences.resolve(repeats);
        }
    }
}
