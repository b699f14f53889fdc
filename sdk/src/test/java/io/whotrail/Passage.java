// SPDX-License-Identifier: Apache-2.0
package io.whotrail;

import io.whotrail.checkpoint.CheckpointException;
import io.whotrail.event.CloudTrailEvent;
import io.whotrail.testing.Cluster;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A few records that go through an attributor, and what is known of each event in the end. */
final class Passage implements AttributionListener {
    private static final InstantSource CLOCK = InstantSource.fixed(Events.NOON.plus(Duration.ofDays(30)));

    private final boolean held;
    private final Duration lateness;
    private final int capacity;
    private final Map<String, Attribution> known = new TreeMap<>();
    private final List<String> faults = new ArrayList<>();
    private int at;
    private final Map<String, Integer> lastTold = new TreeMap<>();

    private Passage(boolean held, Duration lateness, int capacity) {
        this.held = held;
        this.lateness = lateness;
        this.capacity = capacity;
    }

    /** Of somebody who waits until answers are final. */
    static Passage held() {
        return new Passage(true, SmallWorld.LATENESS, Integer.MAX_VALUE);
    }

    /** Of somebody who is told at once, and applies all revisions and notices in the order in which they come. */
    static Passage revised() {
        return new Passage(false, SmallWorld.LATENESS, Integer.MAX_VALUE);
    }

    /** The same with room for a few sessions only. */
    Passage withRoomFor(int sessions) {
        return new Passage(held, lateness, sessions);
    }

    /** The same where nothing is ever late. */
    Passage patient() {
        return new Passage(held, Duration.ofDays(30), capacity);
    }

    private Attributor.Builder builder() {
        Attributor.Builder builder =
                Attributor.builder(CLOCK).listener(this).lateness(lateness).maximumSessions(capacity);
        return held ? builder.holdUntilFinal() : builder;
    }

    /** What is known in the end. */
    Map<String, Attribution> of(List<CloudTrailEvent> events) {
        return of(events, -1);
    }

    /**
     * What is known in the end.
     *
     * @param restart before which of the events another attributor goes on from a checkpoint; -1 for none
     */
    Map<String, Attribution> of(List<CloudTrailEvent> events, int restart) {
        Attributor attributor = builder().build();
        for (at = 0; at < events.size(); at++) {
            if (at == restart) {
                attributor = restarted(attributor);
            }
            Attribution answer = attributor.attribute(events.get(at));
            if (answer != null && !held) {
                take(answer);
            }
        }
        if (restart == events.size()) {
            attributor = restarted(attributor);
        }
        attributor.finish();
        if (!attributor.stats().balances()) {
            faults.add("the counters do not balance");
        }
        return known;
    }

    /** What several attributors know in the end, each of which holds a part of all sessions. */
    static Map<String, Attribution> inParts(List<CloudTrailEvent> events, int parts, Random random) {
        var all = new ArrayList<Passage>();
        for (int part = 0; part < parts; part++) {
            all.add(held().patient());
        }
        var cluster = new Cluster(all, () -> held().patient().builder().watermarkFromHost(), false);
        try {
            cluster.attribute(events, random::nextInt, random.nextInt(4) == 0 ? 30 : 0);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (CheckpointException failed) {
            throw new IllegalStateException(failed);
        }
        cluster.attributors().forEach(Attributor::finish);
        var known = new TreeMap<String, Attribution>();
        all.forEach(passage -> known.putAll(passage.known));
        return known;
    }

    private Attributor restarted(Attributor attributor) {
        var image = new ByteArrayOutputStream();
        try {
            attributor.snapshot(image);
            return builder().restore(new ByteArrayInputStream(image.toByteArray()));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (CheckpointException failed) {
            throw new IllegalStateException(failed);
        }
    }

    private void take(Attribution answer) {
        Attribution before = known.get(answer.eventId());
        int expected = before == null ? 0 : before.revision() + 1;
        if (answer.revision() != expected) {
            faults.add("revision " + answer.revision() + " instead of " + expected + " of " + answer.eventId());
        }
        if (before != null && before.isFinal()) {
            faults.add("revised after it was final: " + answer.eventId());
        }
        known.put(answer.eventId(), answer);
        lastTold.put(answer.eventId(), at);
    }

    @Override
    public void onAttribution(Attribution attribution) {
        take(attribution);
    }

    @Override
    public void onSessionRevision(SessionRevision revision) {
        if (!held) {
            known.replaceAll((id, answer) -> revision.applyTo(answer));
        }
    }

    /** When an event's last answer was given: before which of the events. */
    @Nullable
    Integer lastTold(String eventId) {
        return lastTold.get(eventId);
    }

    /** What went wrong in the telling itself. */
    List<String> faults() {
        return faults;
    }
}
