// SPDX-License-Identifier: Apache-2.0
package io.whotrail;

import io.whotrail.event.CloudTrailEvent;
import io.whotrail.policy.TrustPolicies;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** The sessions that are kept, and what they take, without the answers: what an attributor keeps of issuances. */
final class KeptSessions {
    private final Weight weight = new Weight();
    private final Watermarks watermarks;
    private final Sightings sightings;
    private final Knowledge knowledge;
    private final Learner learner;

    KeptSessions(long maximumSessions) {
        var settings = new Settings(
                Attributor.Builder.DEFAULT_LATENESS,
                Attributor.Builder.DEFAULT_RETENTION,
                Attributor.Builder.DEFAULT_SOURCE_IDLENESS,
                maximumSessions,
                MemoryBudget.UNBOUNDED,
                1_000,
                1_000,
                1_000,
                1_000,
                5,
                TrustPolicies.create(),
                0,
                false,
                true);
        this.watermarks = new Watermarks(
                InstantSource.fixed(Events.NOON.plus(Duration.ofDays(9))), settings.lateness(), Duration.ofMinutes(10));
        this.sightings = new Sightings(settings, weight);
        var counters = new Counters();
        counters.sessionsEvicted.increment(); // the first one warns, which nobody needs to read hundreds of times
        this.knowledge = new Knowledge(settings, watermarks, counters, sightings, new SeenEvents(1_000, 0), weight);
        this.learner = new Learner(settings, knowledge, counters, sightings);
    }

    /** Takes in what an event teaches. */
    void learn(CloudTrailEvent event) {
        Use use = Use.of(event);
        var changes = new Changes(event.eventId());
        for (Issuance issuance : IssuanceExtractor.of(event, use)) {
            learner.learn(issuance, changes);
        }
        learner.learnKey(use, changes);
    }

    /** Moves the watermark. */
    void advanceTo(Instant watermark) {
        watermarks.advanceTo(watermark);
        watermarks.settle();
        knowledge.expire();
    }

    /** Lets everything expire. */
    void expireAll() {
        advanceTo(Events.NOON.plus(Duration.ofDays(30)));
    }

    int count() {
        return knowledge.sessionCount();
    }

    long bytes() {
        return weight.bytes();
    }

    /** The group that a use asks, or {@code null} where nothing is kept for it. */
    SessionGroup groupOf(CloudTrailEvent use) {
        return knowledge.groups().find(Use.of(use).groupKey());
    }
}
