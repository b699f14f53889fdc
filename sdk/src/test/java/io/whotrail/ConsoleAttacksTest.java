// SPDX-License-Identifier: Apache-2.0
package io.whotrail;

import static io.whotrail.Events.NOON;
import static io.whotrail.Events.assume;
import static io.whotrail.Events.fromConsole;
import static io.whotrail.Events.session;
import static io.whotrail.Events.use;
import static io.whotrail.Events.user;
import static org.assertj.core.api.Assertions.assertThat;

import io.whotrail.event.CloudTrailEvent;
import io.whotrail.testing.Seeds;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * T28: keys that no event issued, of the console and of services, where several sessions have the same role, name and
 * second of birth.
 */
final class ConsoleAttacksTest {
    private static final String SESSION = "arn:aws:sts::111122223333:assumed-role/Dev/x";
    private static final String NOT_SEEN = "ISSUANCE_NOT_SEEN " + SESSION + " x";

    private final Answers answers = new Answers();
    private final Attributor attributor = Answers.builder(answers).build();

    private static CloudTrailEvent issuance(String id, String caller, String key, long second) {
        return assume(id, user(caller), "Dev", "x", key, NOON.plusSeconds(second))
                .build();
    }

    private static CloudTrailEvent consoleUse(String id) {
        return fromConsole(use(id, session("Dev", "x", "ASIACONSOLE", NOON), NOON.plusSeconds(60)));
    }

    private String answer(String id) {
        return Intrigue.text(answers.known(id).verdict());
    }

    @Test
    void theOnlySessionOfThatBirthIsTheConsolesAndTheLinkSaysHow() {
        answers.offer(attributor, issuance("a1", "alice", "ASIAONE1", 0));
        answers.offer(attributor, consoleUse("e1"));
        assertThat(answers.known("e1").verdict()).isInstanceOfSatisfying(Explanation.class, found -> {
            assertThat(found.origin().name()).isEqualTo("alice");
            assertThat(found.basis()).isEqualTo(Basis.SESSION_BIRTH);
            assertThat(found.chain().hops()).extracting(Hop::link).containsExactly(Basis.SESSION_BIRTH);
            assertThat(found.chain().hops().get(0).issuanceEventIds()).containsExactly(Events.id("a1"));
        });
    }

    static Stream<Arguments> births() {
        return IntStream.rangeClosed(-2, 2)
                .boxed()
                .flatMap(alices -> IntStream.rangeClosed(-2, 2).mapToObj(mallorys -> Arguments.of(alices, mallorys)));
    }

    /** Seconds by which alice's and mallory's sessions were born after the one that is looked for. */
    @ParameterizedTest
    @MethodSource("births")
    void onlyTheNearestBirthCountsAndTwoAsNearAreAmbiguous(int alices, int mallorys) {
        answers.offer(attributor, issuance("a1", "alice", "ASIAONE1", alices));
        answers.offer(attributor, issuance("a2", "mallory", "ASIATWO2", mallorys));
        answers.offer(attributor, consoleUse("e1"));

        int nearest = Math.min(Math.abs(alices), Math.abs(mallorys));
        if (nearest > 1) {
            assertThat(answer("e1")).isEqualTo(NOT_SEEN);
        } else if (Math.abs(alices) == Math.abs(mallorys)) {
            assertThat(answers.known("e1").verdict())
                    .isInstanceOfSatisfying(
                            Ambiguity.class,
                            both -> assertThat(both.candidates())
                                    .extracting(one -> one.origin().name())
                                    .containsExactlyInAnyOrder("alice", "mallory"));
        } else {
            assertThat(answer("e1")).isEqualTo(Math.abs(alices) < Math.abs(mallorys) ? "alice" : "mallory");
        }
    }

    @ParameterizedTest
    @Seeds(200)
    void collidingBirthsAreAnsweredOnlyWhereAllHaveOneOrigin(Random random) {
        int sessions = random.nextInt(6);
        List<String> callers = IntStream.range(0, sessions)
                .mapToObj(i -> random.nextInt(3) == 0 ? "mallory" : "alice")
                .toList();
        var events = new ArrayList<CloudTrailEvent>();
        for (int i = 0; i < sessions; i++) {
            events.add(issuance("a" + i, callers.get(i), "ASIAKEY" + i, 0));
        }
        events.add(consoleUse("console"));
        events.add(use("unsigned", session("Dev", "x", "ASIALOST", NOON), NOON.plusSeconds(60)));
        Collections.shuffle(events, random);
        events.forEach(event -> answers.offer(attributor, event));

        long origins = callers.stream().distinct().count();
        if (origins > 1) {
            assertThat(answers.known("console").verdict()).isInstanceOf(Ambiguity.class);
        } else {
            assertThat(answer("console")).isEqualTo(origins == 0 ? NOT_SEEN : callers.get(0));
        }
        assertThat(answer("unsigned"))
                .as("nothing shows that the console made the key")
                .isEqualTo(NOT_SEEN);
    }

    @Test
    void anotherPrincipalOfTheSameNameAndSecondIsNoCandidate() {
        CloudTrailEvent recreated = assume("a1", user("mallory"), "Dev", "x", "ASIAONE1", NOON)
                .responseElements(io.whotrail.event.ResponseElements.builder()
                        .accessKeyId("ASIAONE1")
                        .assumedRoleId("AROAOTHER:x")
                        .assumedRoleArn(SESSION)
                        .build())
                .build();
        answers.offer(attributor, recreated);
        answers.offer(attributor, consoleUse("e1"));
        assertThat(answer("e1")).isEqualTo(NOT_SEEN);
    }
}
