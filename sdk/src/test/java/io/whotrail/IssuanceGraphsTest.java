// SPDX-License-Identifier: Apache-2.0
package io.whotrail;

import static org.assertj.core.api.Assertions.assertThat;

import io.whotrail.event.CloudTrailEvent;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * T9: forged records by which sessions issue each other, or themselves. Each graph is delivered in several orders.
 * {@code -Dgraphs.every=1 -Dgraphs.random=100000} asks more of it: all graphs of five keys, and more of the large ones.
 */
final class IssuanceGraphsTest {
    /** Of the graphs of five keys one in so many is tried. */
    private static final int EVERY = Integer.getInteger("graphs.every", 8);
    /** How many random graphs are tried. */
    private static final int RANDOM = Integer.getInteger("graphs.random", 2_000);

    private static final int LARGEST = 1_000;
    private static final int ORDERS = 2;

    static Stream<SmallGraphs> few() {
        return Stream.of(
                new SmallGraphs(1, true, 2),
                new SmallGraphs(2, true, 2),
                new SmallGraphs(3, true, 2),
                new SmallGraphs(4, false, 1));
    }

    static Stream<SmallGraphs> five() {
        Stream<SmallGraphs> withoutSelves = Stream.of(new SmallGraphs(5, false, 0));
        Stream<SmallGraphs> more =
                Stream.of(new SmallGraphs(4, true, 0), new SmallGraphs(4, false, 2), new SmallGraphs(5, true, 0));
        return EVERY == 1 ? Stream.concat(withoutSelves, more) : withoutSelves;
    }

    @ParameterizedTest
    @MethodSource("few")
    void noWayInWhichAFewSessionsIssueEachOtherLoopsOrNamesAnybodyButThoseWhoBegan(SmallGraphs graphs) {
        var random = new Random(9);
        graphs.all().forEach(graph -> assertRight(graph, random));
    }

    @ParameterizedTest
    @MethodSource("five")
    void norDoesAnyInWhichFiveSessionsDo(SmallGraphs graphs) {
        var random = new Random(9);
        var number = new AtomicInteger();
        graphs.all()
                .filter(graph -> number.getAndIncrement() % EVERY == 0)
                .forEach(graph -> assertRight(graph, random));
        assertThat(number).hasValueGreaterThan(10_000);
    }

    @Test
    void norDoesAnyInWhichFiveHaveOneIssuerEachThemselvesPerhaps() {
        var random = new Random(9);
        IntStream.range(0, 6 * 6 * 6 * 6 * 6)
                .forEach(number -> assertRight(IssuanceGraph.ofIssuers(5, number), random));
    }

    @Test
    void norDoesAnyOfManyLargeOnes() {
        for (int seed = 0; seed < RANDOM; seed++) {
            var random = new Random(seed);
            assertRight(random(random), random);
        }
    }

    @Test
    void norDoesALongCircleNorManySessionsOfWhichEachIssuesAllOthers() {
        var random = new Random(9);
        for (int closedAt : List.of(0, LARGEST / 2, LARGEST - 2)) {
            assertRight(IssuanceGraph.ring(LARGEST, closedAt), random);
        }
        assertRight(IssuanceGraph.complete(10), random);
    }

    @Test
    void everyAnswerIsRightForManyKeysOfTheLargeOnes() {
        var met = new HashMap<String, Integer>();
        for (int seed = 0; seed < 500; seed++) {
            random(new Random(seed)).expected().values().forEach(answer -> met.merge(answer, 1, Integer::sum));
        }
        assertThat(met).containsOnlyKeys("alice", "bob", "alice or bob", "CONFLICT", "ISSUANCE_NOT_SEEN");
        assertThat(met.values()).allMatch(count -> count > 100);
    }

    /** Most have few keys; one in three hundred or so has as many as there may be. */
    private static IssuanceGraph random(Random random) {
        int keys = (int) Math.min(LARGEST, 3 / (1 - random.nextDouble()));
        return IssuanceGraph.random(keys, random);
    }

    private static void assertRight(IssuanceGraph graph, Random random) {
        var events = new ArrayList<>(graph.events());
        Map<String, Answers.Known> first = null;
        for (int order = 0; order < ORDERS; order++) {
            Collections.shuffle(events, random);
            Map<String, Answers.Known> known = answers(events);
            first = first == null ? known : first;
            assertThat(known).as("%s", graph).isEqualTo(first);
        }
        var found = new HashMap<String, String>();
        Map<String, String> expected = graph.expected();
        for (String use : expected.keySet()) {
            found.put(use, text(first.get(Events.id(use)).verdict()));
        }
        assertThat(found).as("%s", graph).isEqualTo(expected);
    }

    private static Map<String, Answers.Known> answers(List<CloudTrailEvent> events) {
        var answers = new Answers();
        Attributor attributor = Answers.builder(answers).build();
        events.forEach(event -> answers.offer(attributor, event));
        assertThat(attributor.stats().balances()).isTrue();
        assertThat(answers.told()).as("work: revisions told").hasSizeLessThan(mostRevisions(events.size()));
        assertThat(answers.known()).hasSameSizeAs(events);
        return answers.known();
    }

    /** Of a way that comes in any order the part that leads to an event grows about ln(n) times. */
    private static int mostRevisions(int events) {
        return events * (2 + Integer.SIZE - Integer.numberOfLeadingZeros(events));
    }

    private static String text(Verdict verdict) {
        if (verdict instanceof Gap gap) {
            return gap.reason().name();
        }
        List<Explanation> explanations =
                verdict instanceof Ambiguity ambiguity ? ambiguity.candidates() : List.of((Explanation) verdict);
        var names = new TreeSet<String>();
        explanations.forEach(explanation -> names.add(explanation.origin().name()));
        return String.join(" or ", names);
    }
}
