// SPDX-License-Identifier: Apache-2.0
package io.whotrail;

import io.whotrail.checkpoint.CheckpointException;
import io.whotrail.event.CloudTrailEvent;
import io.whotrail.image.ImageReader;
import io.whotrail.image.ImageWriter;
import io.whotrail.policy.TrustPolicies;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

/** The sessions that are kept, and what they take, without the answers: what an attributor keeps of issuances. */
final class KeptSessions {
    private final Weight weight = new Weight();
    private final Watermarks watermarks;
    private final Sightings sightings;
    private final Knowledge knowledge;
    private final Learner learner;

    private final long maximumSessions;

    KeptSessions(long maximumSessions) {
        this.maximumSessions = maximumSessions;
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
                true,
                Partition.WHOLE);
        this.watermarks = new Watermarks(
                InstantSource.fixed(Events.NOON.plus(Duration.ofDays(9))), settings.lateness(), Duration.ofMinutes(10));
        this.sightings = new Sightings(settings, weight);
        var counters = new Counters();
        counters.sessionsEvicted.increment(); // the first one warns, which nobody needs to read hundreds of times
        this.knowledge = new Knowledge(settings, watermarks, counters, sightings, new SeenEvents(1_000, 0), weight);
        this.learner = new Learner(knowledge, counters, sightings);
    }

    /** The same, as a checkpoint brings them back. */
    KeptSessions restored() throws IOException, CheckpointException {
        var bytes = new ByteArrayOutputStream();
        ImageWriter out = ImageWriter.begin(bytes, "test", Events.NOON);
        watermarks.write(out.section("watermarks"));
        learner.write(out.section("learner"));
        knowledge.write(out.section("knowledge"));
        var sessions = new SessionsWriter(knowledge, sightings, List.of());
        sessions.writeSessions(out.section("sessions"));
        sessions.writeCalls(out.section("calls"));
        knowledge.shares().write(sessions.numbers(), out.section("shares"));
        sessions.writeKeys(out.section("keys"));
        out.seal();
        var again = new KeptSessions(maximumSessions);
        again.read(ImageReader.begin(new ByteArrayInputStream(bytes.toByteArray())));
        return again;
    }

    private void read(ImageReader in) throws IOException, CheckpointException {
        watermarks.read(in.section("watermarks"));
        learner.read(in.section("learner"));
        knowledge.read(in.section("knowledge"));
        var sessions = new SessionsReader(knowledge, sightings, knowledge.shared());
        sessions.readSessions(in.section("sessions"));
        sessions.readCalls(in.section("calls"));
        knowledge.shares().read(sessions.kept(), in.section("shares"));
        sessions.readKeys(in.section("keys"));
        learner.resume(sessions.kept());
        in.end();
    }

    /** Takes in what an event teaches. */
    void learn(CloudTrailEvent event) {
        Use use = Use.of(event);
        var changes = new Changes(event.eventId());
        for (Issuance issuance : IssuanceExtractor.of(event, use)) {
            learner.learn(issuance, changes);
        }
        learner.learnKey(use, changes);
        knowledge.makeRoom();
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
