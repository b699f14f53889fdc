// SPDX-License-Identifier: Apache-2.0
package io.whotrail;

import static io.whotrail.Events.NOON;
import static io.whotrail.Events.assume;
import static io.whotrail.Events.session;
import static io.whotrail.Events.user;
import static org.assertj.core.api.Assertions.assertThat;

import io.whotrail.event.CloudTrailEvent;
import io.whotrail.event.UserIdentity;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** A workload's key that somebody else's session bears too: the addresses of the one say nothing of the other. */
final class SharedWorkloadKeyTest {
    private static final String KEY = "ASIA0000000000000007";
    private static final String INSTANCE = "i-0a1b2c3d4e5f60718";

    private static CloudTrailEvent from(String address, CloudTrailEvent event) {
        return CloudTrailEvent.builder(event.eventId())
                .eventTime(event.eventTime())
                .eventSource(event.eventSource())
                .eventName(event.eventName())
                .sourceIpAddress(address)
                .userIdentity(event.userIdentity())
                .build();
    }

    private static CloudTrailEvent launched(String id, int second) {
        var ec2 = new Events.Holder(UserIdentity.builder()
                .type("AWSService")
                .invokedBy("ec2.amazonaws.com")
                .build());
        return assume(id, ec2, "Web", INSTANCE, KEY, NOON.plusSeconds(second)).build();
    }

    private static CloudTrailEvent used(String id, String address, int second) {
        return from(address, Events.use(id, session("Web", INSTANCE, KEY, NOON), NOON.plusSeconds(second)));
    }

    private static Map<String, Answers.Known> answers(List<CloudTrailEvent> events) {
        var answers = new Answers();
        Attributor attributor = Answers.builder(answers).watermarkFromHost().build();
        events.forEach(event -> answers.offer(attributor, event));
        return answers.known();
    }

    private static void assertSameInAnyOrder(
            List<CloudTrailEvent> events, List<String> elsewhere, List<String> shared) {
        Map<String, Answers.Known> expected = answers(events);
        Answers.Known known = expected.get(Events.id("w1"));
        assertThat(known.evidence(SignalType.WORKLOAD_CREDENTIAL_ELSEWHERE))
                .containsExactlyElementsOf(elsewhere.stream().map(Events::id).toList());
        assertThat(known.evidence(SignalType.KEY_SHARED))
                .containsExactlyInAnyOrderElementsOf(
                        shared.stream().map(Events::id).toList());
        for (int seed = 0; seed < 200; seed++) {
            var shuffled = new ArrayList<>(events);
            Collections.shuffle(shuffled, new Random(seed));
            assertThat(answers(shuffled)).as("seed " + seed).isEqualTo(expected);
        }
    }

    @Test
    void theAddressesOfAnotherPrincipalOfTheKeyAreNotTheWorkloads() {
        Events.Holder other = session("Dev", "alice", KEY, NOON);
        assertSameInAnyOrder(
                List.of(
                        assume("a", user("alice"), "Dev", "alice", KEY, NOON).build(),
                        launched("l", 0),
                        from("198.51.100.1", Events.use("d1", other, NOON.plusSeconds(5))),
                        from("198.51.100.2", Events.use("d2", other, NOON.plusSeconds(30))),
                        used("w1", "203.0.113.7", 10),
                        used("w2", "203.0.113.7", 20)),
                List.of(),
                List.of("a", "l"));
    }

    @Test
    void theWorkloadsOwnAddressesCountWhoeverElseHasTheKey() {
        assertSameInAnyOrder(
                List.of(
                        assume("a", user("alice"), "Dev", "alice", KEY, NOON).build(),
                        launched("l", 0),
                        from("198.51.100.1", Events.use("d1", session("Dev", "alice", KEY, NOON), NOON.plusSeconds(5))),
                        used("w1", "203.0.113.7", 10),
                        used("w2", "203.0.113.8", 20)),
                List.of("w1", "w2"),
                List.of("a", "l"));
    }

    /** A forged record says that the key was issued before, under the same name, by somebody else. */
    @Test
    void aForgedIssuanceOfTheSameNameDoesNotHideThatTheKeyWasTaken() {
        assertSameInAnyOrder(
                List.of(
                        assume("f", user("mallory"), "Web", INSTANCE, KEY, NOON.minusSeconds(600))
                                .build(),
                        launched("l", 0),
                        used("w1", "203.0.113.7", 10),
                        used("w2", "198.51.100.9", 20)),
                List.of("w1", "w2"),
                List.of());
    }
}
