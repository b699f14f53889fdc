// SPDX-License-Identifier: Apache-2.0
package io.whotrail;

import static org.assertj.core.api.Assertions.assertThat;

import io.whotrail.event.CloudTrailEvent;
import io.whotrail.metrics.Equation;
import io.whotrail.testing.OffByOne;
import io.whotrail.testing.Seeds;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;

/** The counters, their equations, and what else a snapshot of them says. */
final class AttributorStatsTest {
    private static final int THREADS = 3;

    private static AttributorStats statsOf(List<CloudTrailEvent> events) {
        Attributor attributor = Answers.builder(new Answers()).build();
        events.forEach(attributor::attribute);
        return attributor.stats();
    }

    @ParameterizedTest
    @Seeds(5)
    void aCounterThatIsOffByOneIsNoticed(Random random) {
        AttributorStats stats = statsOf(new World(random, 200, 0.1).delivered());
        assertThat(stats.balances()).isTrue();
        for (OffByOne<AttributorStats> wrong : OffByOne.of(stats)) {
            boolean counts = !List.of(
                                    "learned",
                                    "late",
                                    "waiting",
                                    "revisions",
                                    "sessionRevisions",
                                    "finalizedEarly",
                                    "sessionsSaturated",
                                    "accounts",
                                    "largestAccount",
                                    "quarantinedBy.OTHER_CALLER")
                            .contains(wrong.counter())
                    && !wrong.counter().startsWith("signalsBy.");
            assertThat(wrong.record().balances()).as(wrong.counter()).isEqualTo(!counts);
            assertThat(Equation.hold(wrong.record().equations()))
                    .as(wrong.counter())
                    .isEqualTo(!counts);
        }
    }

    @Test
    void aSnapshotBeforeAnythingHasEveryCounter() {
        AttributorStats stats = Answers.builder(new Answers()).build().stats();
        assertThat(stats).isEqualTo(AttributorStats.NONE);
        assertThat(stats.balances()).isTrue();
        assertThat(stats.signalsBy()).containsOnlyKeys(SignalType.values()).containsValue(0L);
        assertThat(stats.watermark()).isNull();
    }

    @Test
    void theWatermarkIsTheHighestTimeLessTheLateness() {
        Attributor attributor =
                Answers.builder(new Answers()).lateness(Duration.ofMinutes(7)).build();
        attributor.attribute(Events.use("e1", Events.user("alice"), Events.NOON));
        attributor.attribute(Events.use("e2", Events.user("alice"), Events.NOON.minusSeconds(60)));
        assertThat(attributor.stats().watermark()).isEqualTo(Events.NOON.minus(Duration.ofMinutes(7)));
        attributor.advanceTo(Events.NOON);
        assertThat(attributor.stats().watermark()).isEqualTo(Events.NOON);
    }

    @ParameterizedTest
    @Seeds(40)
    void signalsAreCountedOnceForEachEventThatComesToBearThem(Random random) {
        var expected = new EnumMap<SignalType, Long>(SignalType.class);
        for (SignalType type : SignalType.values()) {
            expected.put(type, 0L);
        }
        var borne = new HashMap<String, Set<SignalType>>();
        AttributionListener counting = answer -> count(answer, borne, expected);
        Attributor attributor =
                Answers.builder(new Answers()).listener(counting).deepChain(1).build();
        for (CloudTrailEvent event : new World(random, 200, 0).delivered()) {
            Attribution answer = attributor.attribute(event);
            if (answer != null) {
                count(answer, borne, expected);
            }
        }
        assertThat(attributor.stats().signalsBy()).isEqualTo(expected);
        assertThat(expected.values()).anyMatch(count -> count > 0);
    }

    private static void count(Attribution answer, Map<String, Set<SignalType>> borne, Map<SignalType, Long> expected) {
        Set<SignalType> now = EnumSet.noneOf(SignalType.class);
        answer.signals().forEach(signal -> now.add(signal.type()));
        Set<SignalType> before = borne.put(answer.eventId(), Set.copyOf(now));
        if (before != null) {
            now.removeAll(before);
        }
        now.forEach(type -> expected.merge(type, 1L, Long::sum));
    }

    @Test
    void theAccountThatHoldsTheMostIsSeen() {
        Attributor attributor =
                Answers.builder(new Answers()).maximumSessions(4).build();
        Instant dayBefore = Events.NOON.minus(Duration.ofHours(20));
        attributor.attribute(assume("first", "Dev", dayBefore));
        assertThat(attributor.stats().accounts()).isEqualTo(1);
        assertThat(attributor.stats().largestAccount()).isEqualTo(1);
        for (int session = 0; session < 5; session++) {
            attributor.attribute(assume("s" + session, "Dev", Events.NOON.plusSeconds(session)));
        }
        AttributorStats stats = attributor.stats();
        assertThat(stats.sessionsLive()).isEqualTo(4);
        assertThat(stats.largestAccount()).isBetween(3L, 4L);
        assertThat(stats.accounts()).isBetween(1L, 2L);
        attributor.advanceTo(Events.NOON.plus(Duration.ofDays(30)));
        assertThat(attributor.stats().accounts()).isZero();
        assertThat(attributor.stats().largestAccount()).isZero();
    }

    private static CloudTrailEvent assume(String id, String role, Instant time) {
        return Events.assume(id, Events.user("alice"), role, id, "ASIA" + id, time)
                .build();
    }

    /** Whoever looks while events are taken in finds none that is counted by half. */
    @ParameterizedTest
    @Seeds(8)
    void theyBalanceAtEveryMoment(Random random) throws Exception {
        List<CloudTrailEvent> events = new World(random, 1_500, 0.1).delivered();
        Attributor attributor = Answers.builder(new Answers()).build();
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try {
            var work = new ArrayList<Future<?>>();
            for (int thread = 0; thread < THREADS; thread++) {
                int first = thread;
                work.add(threads.submit(() -> {
                    for (int i = first; i < events.size(); i += THREADS) {
                        attributor.attribute(events.get(i));
                    }
                }));
            }
            boolean done = false;
            while (!done) {
                done = work.stream().allMatch(Future::isDone);
                AttributorStats stats = attributor.stats();
                assertThat(stats.balances()).as("%s", stats.equations()).isTrue();
            }
            for (Future<?> one : work) {
                one.get();
            }
        } finally {
            threads.shutdownNow();
        }
        assertThat(attributor.stats().offered()).isEqualTo(events.size());
    }

    @Test
    void aListenerMayAskForThem() {
        var seen = new ArrayList<AttributorStats>();
        var asked = new Attributor[1];
        asked[0] = Answers.builder(new Answers())
                .listener(answer -> seen.add(asked[0].stats()))
                .build();
        Events.Holder session = Events.session("Dev", "work", "ASIAONE1", Events.NOON);
        asked[0].attribute(Events.use("e1", session, Events.NOON.plusSeconds(60)));
        asked[0].attribute(Events.assume("a1", Events.user("alice"), "Dev", "work", "ASIAONE1", Events.NOON)
                .build());
        assertThat(seen).isNotEmpty().allMatch(AttributorStats::balances);
    }
}
