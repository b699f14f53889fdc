// SPDX-License-Identifier: Apache-2.0
package io.whotrail;

import static io.whotrail.Events.NOON;
import static io.whotrail.Events.assume;
import static io.whotrail.Events.session;
import static io.whotrail.Events.use;
import static io.whotrail.Events.user;
import static org.assertj.core.api.Assertions.assertThat;

import io.whotrail.event.CloudTrailEvent;
import io.whotrail.testing.Seeds;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;

/**
 * Chains that never end, or arrive from their end.
 *
 * <ul>
 *   <li>T10: two roles that assume each other for months.
 *   <li>T11: the parent's issuance comes after the child's.
 * </ul>
 */
final class ChainAttacksTest {
    private static final int HOPS = 10_000;
    private static final Duration HOP = Duration.ofMinutes(30);

    private static String text(Verdict verdict) {
        if (verdict instanceof Gap gap) {
            return gap.reason().name();
        }
        return verdict instanceof Explanation explanation ? explanation.origin().name() : verdict.toString();
    }

    private static Attributor.Builder patient(Answers answers) {
        return Attributor.builder(InstantSource.fixed(NOON.plus(HOP.multipliedBy(HOPS + 1))))
                .listener(answers);
    }

    /** Two roles that assume each other, begun by alice; the session that the last hop issued. */
    private static Events.Holder juggle(int hops, Attributor attributor, Answers answers) {
        Events.Holder caller = user("alice");
        for (int hop = 0; hop < hops; hop++) {
            Instant time = NOON.plus(HOP.multipliedBy(hop));
            String role = hop % 2 == 0 ? "A" : "B";
            answers.offer(
                    attributor,
                    assume("a" + hop, caller, role, "j" + hop % 7, "ASIAJ" + hop, time)
                            .build());
            caller = session(role, "j" + hop % 7, "ASIAJ" + hop, time);
        }
        return caller;
    }

    private static void assertEndsAtAlice(Answers answers) {
        Answers.Known known = answers.known("e1");
        assertThat(known.verdict()).isInstanceOfSatisfying(Explanation.class, explanation -> {
            assertThat(explanation.origin().name()).isEqualTo("alice");
            assertThat(explanation.basis()).isEqualTo(Basis.ISSUED_KEY);
            assertThat(explanation.chain().length()).isEqualTo(HOPS);
            assertThat(explanation.chain().hops())
                    .extracting(hop -> hop.issuanceEventIds().get(0))
                    .isEqualTo(IntStream.concat(IntStream.range(0, 32), IntStream.range(HOPS - 32, HOPS))
                            .mapToObj(hop -> Events.id("a" + hop))
                            .toList());
        });
        assertThat(known.signals())
                .filteredOn(
                        signal -> signal.type() == SignalType.ROLE_JUGGLING || signal.type() == SignalType.DEEP_CHAIN)
                .hasSize(2)
                .allSatisfy(signal -> assertThat(signal.eventIds())
                        .contains(Events.id("a0"), Events.id("a" + (HOPS - 1)))
                        .hasSize(RoleChain.MAXIMUM_HOPS));
    }

    @Test
    void tenThousandHopsEndAtWhoeverBeganAlthoughTheParentsExpiredOnTheWay() {
        var answers = new Answers();
        Attributor attributor = patient(answers).retention(Duration.ofHours(2)).build();
        Events.Holder last = juggle(HOPS, attributor, answers);
        answers.offer(attributor, use("e1", last, NOON.plus(HOP.multipliedBy(HOPS))));

        assertThat(attributor.stats().sessionsExpired()).isGreaterThan(HOPS * 9 / 10);
        assertEndsAtAlice(answers);
        assertThat(attributor.stats().balances()).isTrue();
    }

    @Test
    void aChainOfTheLongestLengthIsFollowedAndOneHopMoreIsTooLong() {
        int hops = 1_000;
        for (int maximum : List.of(hops, hops - 1)) {
            var answers = new Answers();
            Attributor attributor = patient(answers)
                    .retention(Duration.ofHours(2))
                    .maximumChainLength(maximum)
                    .build();
            Events.Holder last = juggle(hops, attributor, answers);
            answers.offer(attributor, use("e1", last, NOON.plus(HOP.multipliedBy(hops))));

            String expected = maximum == hops ? "alice" : UnattributedReason.CHAIN_TOO_LONG.name();
            assertThat(text(answers.known("e1").verdict())).isEqualTo(expected);
        }
    }

    @ParameterizedTest
    @Seeds(1_000)
    void aParentThatComesAfterItsChildrenResolvesThemWhateverTheOrder(Random random) {
        var intrigue = new Intrigue(random, "c", NOON, 6);
        Map<String, Answers.Known> expected = null;
        for (int permutation = 0; permutation < 3; permutation++) {
            var events = new ArrayList<>(intrigue.events());
            if (permutation == 0) {
                Collections.reverse(events);
            } else {
                Collections.shuffle(events, random);
            }
            var answers = new Answers();
            Attributor attributor = Answers.builder(answers).build();
            offerChecking(events, intrigue, attributor, answers);
            expected = expected == null ? answers.known() : expected;
            assertThat(answers.known()).isEqualTo(expected);
        }
        expected.forEach((id, known) -> assertThat(text(known.verdict()))
                .isEqualTo(intrigue.madeWith(id).owner()));
    }

    /** After each event all answers so far are as far as what was delivered proves. */
    private static void offerChecking(
            List<CloudTrailEvent> events, Intrigue intrigue, Attributor attributor, Answers answers) {
        var delivered = new HashSet<String>();
        for (CloudTrailEvent event : events) {
            answers.offer(attributor, event);
            delivered.add(event.eventId());
            answers.known()
                    .forEach((id, known) ->
                            assertThat(Intrigue.text(known.verdict())).isEqualTo(intrigue.expected(id, delivered)));
        }
    }
}
