// SPDX-License-Identifier: Apache-2.0
package io.whotrail;

import static io.whotrail.Events.NOON;
import static io.whotrail.Events.assume;
import static io.whotrail.Events.session;
import static io.whotrail.Events.use;
import static io.whotrail.Events.user;
import static org.assertj.core.api.Assertions.assertThat;

import io.whotrail.checkpoint.CheckpointException;
import io.whotrail.event.Addendum;
import io.whotrail.event.CloudTrailEvent;
import io.whotrail.event.InputTrust;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Circles of sessions that open and close by other records than those of their own calls. */
final class CirclesTest {
    private static final int ORDERS = Math.min(60, Integer.getInteger("whotrail.seeds", 60));

    private static Events.Holder holder(String role) {
        return session(role, "s", "ASIA" + role, NOON);
    }

    private static CloudTrailEvent.Builder issued(String id, Events.Holder caller, String role) {
        return assume(id, caller, role, "s", "ASIA" + role, NOON);
    }

    private static CloudTrailEvent verified(CloudTrailEvent.Builder event) {
        return event.build().withInputTrust(InputTrust.DIGEST_VERIFIED);
    }

    private static String end(List<CloudTrailEvent> events, List<CloudTrailEvent> uses, boolean restarted)
            throws IOException, CheckpointException {
        Attributor attributor = Answers.builder(new Answers()).build();
        for (CloudTrailEvent event : events) {
            attributor.learn(event);
            if (restarted) {
                attributor = Answers.builder(new Answers())
                        .restore(new ByteArrayInputStream(CheckpointTest.image(attributor)));
            }
        }
        var all = new ArrayList<Verdict>();
        for (CloudTrailEvent one : uses) {
            all.add(attributor.ask(one).verdict());
        }
        return all.toString();
    }

    private static void assertSameInAnyOrder(List<CloudTrailEvent> events, List<CloudTrailEvent> uses, Random random)
            throws IOException, CheckpointException {
        String expected = end(events, uses, false);
        for (int order = 0; order < ORDERS; order++) {
            var shuffled = new ArrayList<>(events);
            Collections.shuffle(shuffled, random);
            assertThat(end(shuffled, uses, order % 4 == 0)).isEqualTo(expected);
        }
    }

    private static List<CloudTrailEvent> usesOf(String... roles) {
        return IntStream.range(0, roles.length)
                .mapToObj(i -> use("use" + i, holder(roles[i]), NOON.plusSeconds(60)))
                .toList();
    }

    /** A forged record closes a circle, and a record that a digest covers opens it. */
    @Test
    void whatADigestCoversOpensACircleWheneverItComes() throws IOException, CheckpointException {
        List<CloudTrailEvent> events = List.of(
                issued("c", user("alice"), "RB").build(),
                verified(issued("cv", user("alice"), "RB")),
                issued("a", holder("RB"), "RA").build(),
                issued("d", holder("RA"), "RD").build(),
                issued("f", holder("RD"), "RB").build());
        assertSameInAnyOrder(events, usesOf("RA", "RB", "RD"), new Random(1));
        assertThat(end(events, usesOf("RD"), false)).contains("name=alice");
    }

    @Test
    void aKeyThatAnEventIssuesOpensACircleByBirth() throws IOException, CheckpointException {
        Events.Holder console = session("RB", "s", "ASIACONSOLE", NOON);
        List<CloudTrailEvent> events = List.of(
                issued("a", console, "RA").sessionCredentialFromConsole(true).build(),
                issued("b", holder("RA"), "RB").build(),
                assume("c", user("alice"), "RB", "s", "ASIACONSOLE", NOON).build());
        assertSameInAnyOrder(events, usesOf("RA", "RB"), new Random(1));
        assertThat(end(events, usesOf("RB"), false)).contains("name=alice");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void noOrderDecidesWhereSomeRecordsAreVerifiedOrCorrected(long seed) throws IOException, CheckpointException {
        for (int run = 0; run < 25; run++) {
            var random = new Random(seed * 1_000 + run);
            int roles = 2 + random.nextInt(3);
            String[] names = IntStream.range(0, roles).mapToObj(i -> "R" + i).toArray(String[]::new);
            var events = new ArrayList<CloudTrailEvent>();
            for (int i = 3 + random.nextInt(6); i > 0; i--) {
                int caller = random.nextInt(roles + 1);
                Events.Holder by = caller == roles ? user("u" + random.nextInt(2)) : holder(names[caller]);
                CloudTrailEvent.Builder event = issued("e" + i, by, names[random.nextInt(roles)]);
                if (random.nextInt(6) == 0) {
                    event.addendum(
                            new Addendum("UPDATED_DATA", List.of(), Events.id("e" + (i + 1 + random.nextInt(4)))));
                }
                events.add(random.nextInt(3) == 0 ? verified(event) : event.build());
            }
            assertSameInAnyOrder(events, usesOf(names), random);
        }
    }

    /** The key was another's once, whom memory pushed out, until a digest covers the record. */
    @Test
    void aCircleThatMemoryHidesIsOneWhenItShows() {
        Attributor attributor =
                Answers.builder(new Answers()).maximumSessions(10).build();
        attributor.learn(issued("gone", user("mallory"), "RA").build());
        for (int i = 0; i < 10; i++) {
            attributor.learn(assume("f" + i, user("mallory"), "Zed", "f" + i, "ASIAF" + i, NOON)
                    .build());
        }
        CloudTrailEvent.Builder back = issued("a", holder("RB"), "RA");
        attributor.learn(
                issued("b", holder("RA").withSourceIdentity("eve"), "RB").build());
        attributor.learn(back.build());
        attributor.learn(verified(back));
        assertThat(attributor
                        .ask(use("use", holder("RB"), NOON.plusSeconds(60)))
                        .verdict())
                .isNotInstanceOf(Ambiguity.class);
    }

    /** Alice's record is corrected to Carol's; what contradicts the correction is told to whoever asked for the key before. */
    @Test
    void whoeverAskedForAKeyHearsOfWhatContradictsItsCorrection() {
        List<CloudTrailEvent> all = List.of(
                issued("a", user("alice"), "RA").build(),
                use("use", holder("RA"), NOON.plusSeconds(60)),
                issued("c", user("carol"), "RA")
                        .addendum(new Addendum("UPDATED_DATA", List.of("userIdentity"), Events.id("a")))
                        .build(),
                issued("b", user("bob"), "RA").build());
        var random = new Random(1);
        for (int order = 0; order < ORDERS; order++) {
            var answers = new Answers();
            Attributor attributor = Answers.builder(answers).build();
            var events = new ArrayList<>(all);
            if (order > 0) {
                Collections.shuffle(events, random);
            }
            events.forEach(event -> answers.offer(attributor, event));
            attributor.finish();
            assertThat(answers.known("use").verdict()).as("order %s", order).isInstanceOf(Ambiguity.class);
        }
    }
}
