// SPDX-License-Identifier: Apache-2.0
package io.whotrail;

import static org.assertj.core.api.Assertions.assertThat;

import io.whotrail.checkpoint.CheckpointException;
import io.whotrail.event.CloudTrailEvent;
import io.whotrail.testing.Cluster;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Sessions that issue each other, held by several attributors: whatever circles they make, and whoever holds which of them, the
 * answers are those of one attributor, and the attributors come to an end of telling each other. {@code -Dgraphs.parted=300}
 * chooses how many large ones are tried.
 */
final class PartitionedGraphsTest {
    private static final int LARGE = Integer.getInteger("graphs.parted", 300);
    private static final int MOST_KEYS = 60;
    private static final int PARTS = 3;

    static Stream<SmallGraphs> few() {
        return Stream.of(new SmallGraphs(2, true, 2), new SmallGraphs(3, true, 1));
    }

    @ParameterizedTest
    @MethodSource("few")
    void fewSessionsThatIssueEachOtherAreAnsweredAsByOne(SmallGraphs graphs) {
        var random = new Random(9);
        graphs.all().forEach(graph -> assertAsByOne(graph, random));
    }

    @Test
    void soAreMany() {
        for (int seed = 0; seed < LARGE; seed++) {
            var random = new Random(seed);
            int keys = (int) Math.min(MOST_KEYS, 3 / (1 - random.nextDouble()));
            assertAsByOne(IssuanceGraph.random(keys, random), random);
        }
    }

    @Test
    void soIsALongCircle() {
        var random = new Random(9);
        for (int closedAt : List.of(0, MOST_KEYS / 2, MOST_KEYS - 2)) {
            assertAsByOne(IssuanceGraph.ring(MOST_KEYS, closedAt), random);
        }
        assertAsByOne(IssuanceGraph.complete(6), random);
    }

    private static void assertAsByOne(IssuanceGraph graph, Random random) {
        List<CloudTrailEvent> events = new ArrayList<>(graph.events());
        Map<String, Answers.Known> expected = ofOne(events);
        Collections.shuffle(events, random);
        assertThat(ofSeveral(events, random)).as("%s", graph).isEqualTo(expected);
    }

    private static Map<String, Answers.Known> ofOne(List<CloudTrailEvent> events) {
        var answers = new Answers();
        Attributor attributor = Answers.builder(answers).watermarkFromHost().build();
        events.forEach(event -> answers.offer(attributor, event));
        return answers.known();
    }

    private static Map<String, Answers.Known> ofSeveral(List<CloudTrailEvent> events, Random random) {
        List<Answers> answers = Stream.generate(Answers::new).limit(PARTS).toList();
        var cluster = new Cluster(answers, () -> Answers.builder(new Answers()).watermarkFromHost(), true);
        try {
            cluster.attribute(events, random::nextInt, 0);
        } catch (IOException | CheckpointException failed) {
            throw new IllegalStateException(failed);
        }
        var known = new HashMap<String, Answers.Known>();
        answers.forEach(one -> known.putAll(one.known()));
        return known;
    }
}
