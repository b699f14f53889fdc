// SPDX-License-Identifier: Apache-2.0
package io.whotrail.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.whotrail.Attributor;
import io.whotrail.event.CloudTrailEvent;
import io.whotrail.simulation.Profile;
import io.whotrail.simulation.WrittenVerdicts;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Four partitions on a real broker, exactly once, instances in JVMs of their own. {@code -Dkafka.profiles=all
 * -Dkafka.broker.events=100000} run every profile at that length, on one, two and three threads; {@code -Dkafka.profiles=chains,mixed}
 * only these, and {@code -Dkafka.rounds=0} each on one number of threads only.
 */
final class BrokerTest {
    private static final int EVENTS = Integer.getInteger("kafka.broker.events", 2_000);
    private static final List<String> CHOSEN =
            List.of(System.getProperty("kafka.profiles", "few").split(","));
    private static final List<Profile> PROFILES = List.of(Profile.values());
    private static final int SOURCES = 3;
    private static final int PARTS = 4;
    private static final int MOST_THREADS = 3;
    private static final Duration PATIENCE = Duration.ofSeconds(60 + EVENTS / 100);

    /** A killed instance holds others up for so long. */
    private static final Duration TRANSACTION = Duration.ofSeconds(10 + EVENTS / 1_000);

    private static final List<String> OPTIONS = Stream.concat(
                    Instance.HOLDING.stream(), Stream.of("-Dproducer.transaction.timeout.ms=" + TRANSACTION.toMillis()))
            .toList();

    /** Each event is answered at once. */
    private static final List<String> ANSWERING = List.of(
            "--partitions=" + PARTS,
            "--lateness=" + World.LATENESS,
            "-Dproducer.transaction.timeout.ms=" + TRANSACTION.dividedBy(2).toMillis());

    /** Transactions take so long that who is killed is in the middle of one. */
    private static final List<String> SLOWLY = Stream.concat(ANSWERING.stream(), Stream.of("-Dcommit.interval.ms=2000"))
            .toList();

    @TempDir
    Path folder;

    private Broker broker;

    @BeforeEach
    void start() throws Exception {
        broker = new Broker(folder.resolve("broker"));
        broker.make("cloudtrail", SOURCES);
    }

    @AfterEach
    void stop() throws Exception {
        broker.close();
    }

    /** After the first round every profile was run, and every number of threads. */
    private static Stream<Arguments> chosen() {
        return Stream.of(System.getProperty("kafka.rounds", "0,1,2").split(","))
                .map(Integer::parseInt)
                .flatMap(round -> IntStream.range(0, PROFILES.size())
                        .filter(at -> CHOSEN.contains("all")
                                || CHOSEN.contains(PROFILES.get(at).title()))
                        .mapToObj(at -> Arguments.of(PROFILES.get(at), 1 + (at + round) % MOST_THREADS)));
    }

    static Stream<Arguments> runs() {
        return CHOSEN.contains("few")
                ? Stream.of(
                        Arguments.of(Profile.CHAINS, 1),
                        Arguments.of(Profile.MIXED, 2),
                        Arguments.of(Profile.HOSTILE, 3))
                : chosen();
    }

    private Instance instance(String name, int threads) throws Exception {
        return instance(name, threads, OPTIONS);
    }

    private Instance instance(String name, int threads, List<String> options) throws Exception {
        return new Instance(broker, "test", threads, folder.resolve(name), folder.resolve(name + ".log"), options);
    }

    private void send(World world, int from, int to) {
        for (int i = from; i < to; i++) {
            broker.send("cloudtrail", i % SOURCES, world.records().get(i).bytes());
        }
        broker.flush();
    }

    /** Event time comes to where everything is final. */
    private void end() {
        for (int source = 0; source < SOURCES; source++) {
            broker.sendTime("cloudtrail", source, World.NOW.plus(World.LATENESS).plus(Duration.ofDays(1)));
        }
        broker.flush();
    }

    private Map<String, String> answers(int count) {
        var answers = new TreeMap<String, String>();
        broker.read(
                "whotrail-attributions",
                answer -> assertThat(answers.put(text(answer.key()), text(answer.value())))
                        .as("told once")
                        .isNull(),
                () -> answers.size() >= count,
                PATIENCE);
        return answers;
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    @ParameterizedTest(name = "{0}, {1} threads")
    @MethodSource("runs")
    void fourPartsAnswerByTheBytesThatOneProcessWrites(Profile profile, int threads) throws Exception {
        World world = World.of(profile, 21, EVENTS).shuffled(threads);
        Map<String, String> expected = world.expected(InstantSource.system());
        send(world, 0, world.records().size());
        end();
        try (Instance instance = instance("one", threads)) {
            World.assertSame(answers(expected.size()), expected);
            assertThat(instance.stop()).isEqualTo(143);
        }
    }

    @Test
    void anInstanceThatIsKilledAndComesBackWithAnEmptyDiskChangesNothing() throws Exception {
        World world = World.of(Profile.MIXED, 22, EVENTS).shuffled(9);
        Map<String, String> expected = world.expected(InstantSource.system());
        int third = world.records().size() / 3;
        send(world, 0, third);
        try (Instance first = instance("first", 1);
                Instance second = instance("second", 1)) {
            broker.valuesOf("test-journal-changelog", 1, PATIENCE);
            assertThat(second.awaitParts(1, PATIENCE)).isNotEmpty();
            send(world, third, 2 * third);
            second.kill();
            try (Instance again = instance("empty", 1)) {
                assertThat(again.awaitParts(1, PATIENCE))
                        .as("made anew from what Kafka has")
                        .isNotEmpty();
                send(world, 2 * third, world.records().size());
                end();
                World.assertSame(answers(expected.size()), expected);
                assertThat(again.stop()).isEqualTo(143);
            }
            assertThat(first.stop()).isEqualTo(143);
        }
    }

    /** The events that these parts answer. */
    private static Set<String> idsOf(World world, int from, int to, Set<Integer> parts) {
        var partitions = new Partitions(PARTS);
        return world.events().subList(from, to).stream()
                .filter(event -> parts.contains(partitions.of(Attributor.partitionKey(event))))
                .map(CloudTrailEvent::eventId)
                .collect(Collectors.toCollection(HashSet::new));
    }

    private static WrittenVerdicts verdicts(Collection<String> first, Collection<String> later) {
        var verdicts = new WrittenVerdicts();
        first.forEach(verdicts::read);
        later.forEach(verdicts::read);
        return verdicts;
    }

    /** Waits until who reads first answers and then revisions knows what is expected. */
    private void awaitVerdicts(Map<String, String> expected) {
        Map<Object, Map<String, Object>> wanted =
                verdicts(expected.values(), List.of()).verdicts();
        Collection<String> first = answers(expected.size()).values();
        List<String> later = new ArrayList<>();
        int[] seen = {-1};
        broker.read(
                "whotrail-revisions",
                revision -> later.add(text(revision.value())),
                () -> {
                    boolean more = seen[0] != later.size();
                    seen[0] = later.size();
                    return more && verdicts(first, later).verdicts().equals(wanted);
                },
                PATIENCE);
    }

    @Test
    void anInstanceThatIsKilledWhileItAnswersLosesNoAnswerAndTellsNoneTwice() throws Exception {
        World world = World.of(Profile.MIXED, 23, EVENTS).shuffled(10);
        Map<String, String> expected = world.expected(InstantSource.system());
        int third = world.records().size() / 3;
        // One partition: a notice stays behind the revisions that it is told after.
        broker.make("whotrail-revisions", 1);
        try (Instance first = instance("first", 1, ANSWERING)) {
            first.awaitParts(PARTS, PATIENCE);
            try (Instance second = instance("second", 1, SLOWLY)) {
                Set<Integer> taken = second.awaitParts(1, PATIENCE);
                send(world, 0, third);
                Set<String> open = idsOf(world, 0, third, taken);
                Set<String> next = idsOf(world, third, 2 * third, taken);
                next.removeAll(open);
                assertThat(open).isNotEmpty();
                broker.read("whotrail-attributions", one -> open.remove(text(one.key())), open::isEmpty, PATIENCE);

                send(world, third, 2 * third);
                int all = next.size();
                broker.readUncommitted(
                        "whotrail-attributions",
                        one -> next.remove(text(one.key())),
                        () -> next.size() < all,
                        PATIENCE);
                second.kill();
            }
            try (Instance again = instance("empty", 1, ANSWERING)) {
                assertThat(again.awaitParts(1, PATIENCE))
                        .as("made anew from what Kafka has")
                        .isNotEmpty();
                send(world, 2 * third, world.records().size());
                end();
                awaitVerdicts(expected);
                assertThat(again.stop()).isEqualTo(143);
            }
            assertThat(first.stop()).isEqualTo(143);
        }

        List<String> answers = new ArrayList<>();
        List<String> revisions = new ArrayList<>();
        broker.readAll("whotrail-attributions", one -> answers.add(text(one.value())));
        broker.readAll("whotrail-revisions", one -> revisions.add(text(one.value())));
        assertThat(answers).as("each event has one first answer").hasSize(expected.size());
        WrittenVerdicts verdicts = verdicts(answers, revisions);
        assertThat(revisions).hasSizeGreaterThan(verdicts.notices());
        assertThat(verdicts.faults()).as("revisions that are not 1, 2, 3 …").isEmpty();
        assertThat(verdicts.verdicts())
                .isEqualTo(verdicts(expected.values(), List.of()).verdicts());
    }
}
