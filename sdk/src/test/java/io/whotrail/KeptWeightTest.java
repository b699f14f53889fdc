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
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is counted when something is kept is counted no more when it is gone: else the bound in bytes would drift. */
final class KeptWeightTest {
    private static final Events.Holder ALICE = user("alice");

    private static CloudTrailEvent.Builder second(String id, String sharedEventId) {
        return assume(id, session("Dev", "alice", "ASIADEV", NOON), "Ops", "alice", "ASIAOPS", NOON.plusSeconds(60))
                .sharedEventId(Events.id(sharedEventId));
    }

    /** One of two records of a call is corrected: the question who made it is one no more. */
    @Test
    void nothingIsLeftOfARecordThatWasCorrected() {
        var kept = new KeptSessions(100);
        kept.learn(assume("a1", ALICE, "Dev", "alice", "ASIADEV", NOON).build());
        kept.learn(second("c1", "shared").build());
        kept.learn(second("c2", "shared").build());
        kept.learn(second("c3", "shared")
                .addendum(new Addendum("UPDATED_DATA", List.of("userIdentity"), Events.id("c1")))
                .build());
        kept.advanceTo(NOON.plusSeconds(3_600));
        kept.expireAll();
        assertThat(kept.count()).isZero();
        assertThat(kept.groupOf(use("u", session("Dev", "alice", "ASIADEV", NOON), NOON)))
                .isNull();
        assertThat(kept.bytes()).isZero();
    }

    /** A file is read again after the first session of a chain expired, and before the second does. */
    @Test
    void nothingIsLeftOfAnAncestorThatCameAgain() {
        var kept = new KeptSessions(100);
        CloudTrailEvent first =
                assume("a1", ALICE, "Dev", "alice", "ASIADEV", NOON).build();
        Instant later = NOON.plusSeconds(1_800);
        kept.learn(first);
        kept.learn(assume("a2", session("Dev", "alice", "ASIADEV", NOON), "Ops", "alice", "ASIAOPS", later)
                .build());
        kept.advanceTo(NOON.plus(Attributor.Builder.DEFAULT_RETENTION).plusSeconds(60));
        assertThat(kept.count()).isEqualTo(1);
        kept.learn(first);
        kept.expireAll();
        assertThat(kept.count()).isZero();
        assertThat(kept.bytes()).isZero();
    }

    private static final class Mix {
        private final Random random;
        private KeptSessions kept;
        private final List<CloudTrailEvent> before = new ArrayList<>();
        private final List<Events.Holder> holders = new ArrayList<>(List.of(ALICE, user("bob")));
        private Instant now = NOON;
        private int count;

        Mix(long seed) {
            random = new Random(seed);
            kept = new KeptSessions(4 + random.nextInt(12));
        }

        private <T> T pick(List<T> items) {
            return items.get(random.nextInt(items.size()));
        }

        private void act() {
            now = now.plusSeconds(random.nextInt(4));
            switch (random.nextInt(12)) {
                case 0 -> kept.advanceTo(now.minusSeconds(random.nextInt(60)));
                case 1 -> kept.advanceTo(now.minus(Duration.ofHours(60)));
                case 2 -> now = now.plus(Duration.ofHours(random.nextInt(40)));
                case 3 -> kept.learn(before.isEmpty() ? use("u" + count, ALICE, now) : pick(before));
                case 4, 5 -> kept.learn(used(pick(holders)));
                default -> issue();
            }
        }

        private CloudTrailEvent used(Events.Holder holder) {
            CloudTrailEvent plain = use("u" + count++, holder, now);
            return CloudTrailEvent.builder(plain.eventId())
                    .eventTime(now)
                    .eventSource("s3.amazonaws.com")
                    .eventName("ListBuckets")
                    .sourceIpAddress("203.0.113." + random.nextInt(3))
                    .sharedEventId(random.nextInt(3) == 0 ? Events.id("s" + random.nextInt(4)) : null)
                    .userIdentity(holder.identity())
                    .build();
        }

        private void issue() {
            String role = pick(List.of("Dev", "Ops"));
            String name = pick(List.of("alice", "bob"));
            String key = "ASIA" + random.nextInt(12);
            var event = assume("a" + count++, pick(holders), role, name, key, now);
            if (random.nextInt(4) == 0) {
                event.sharedEventId(Events.id("s" + random.nextInt(4)));
            }
            if (random.nextInt(4) == 0 && !before.isEmpty()) {
                event.addendum(
                        new Addendum("UPDATED_DATA", List.of(), pick(before).eventId()));
            }
            CloudTrailEvent built = event.build();
            kept.learn(built);
            before.add(built);
            holders.add(session(role, name, key, now));
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void nothingIsCountedOnceAllIsGone(long seed) {
        for (long run = seed * 1_000; run < seed * 1_000 + 60; run++) {
            var mix = new Mix(run);
            for (int act = 0; act < 120; act++) {
                mix.act();
            }
            mix.kept.expireAll();
            assertThat(mix.kept.count()).as("seed " + run).isZero();
            assertThat(mix.kept.bytes()).as("seed " + run).isZero();
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void whatACheckpointBringsBackIsCountedAsItWas(long seed) throws IOException, CheckpointException {
        for (long run = seed * 1_000; run < seed * 1_000 + 60; run++) {
            var mix = new Mix(run);
            for (int act = 0; act < 120; act++) {
                mix.act();
                if (mix.random.nextInt(30) == 0) {
                    long before = mix.kept.bytes();
                    mix.kept = mix.kept.restored();
                    assertThat(mix.kept.bytes()).as("seed " + run).isEqualTo(before);
                }
            }
            mix.kept.expireAll();
            assertThat(mix.kept.count()).as("seed " + run).isZero();
            assertThat(mix.kept.bytes()).as("seed " + run).isZero();
        }
    }
}
