// SPDX-License-Identifier: Apache-2.0
package io.whotrail.simulation;

import io.whotrail.Attribution;
import io.whotrail.AttributionListener;
import io.whotrail.Attributor;
import io.whotrail.AttributorStats;
import io.whotrail.Gap;
import io.whotrail.SignalType;
import io.whotrail.UnattributedReason;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * Lets an attributor answer what a simulation delivers, each event once when its answer is final, and compares the answers
 * with the truth. Not thread safe.
 */
public final class Trial {
    /** Who looks on. */
    @FunctionalInterface
    public interface Observer {
        /** A record is delivered, before it is answered. */
        default void delivered(SimulatedEvent event) {}

        /** An event has its final answer, which compares so with what is right. */
        void answered(SimulatedEvent event, Attribution answer, Judgement judgement);
    }

    private static final int MOST_EXAMPLES = 10;

    private final Map<Judgement, Long> counts = new EnumMap<>(Judgement.class);
    private final Map<String, SimulatedEvent> open = new HashMap<>();
    private final List<String> examples = new ArrayList<>();
    private final Observer observer;
    private final UnaryOperator<Attribution> ear;
    private final Deliveries deliveries;
    private final Attributor attributor;
    private long provable;
    private long proven;
    private final FairRoom room;
    private long held;
    private long pushedOut;
    private long unexplained;
    private long unsignalled;

    /**
     * Prepares a trial with the bounds that the profile needs.
     *
     * @param observer is told of each event and its final answer
     */
    public Trial(Profile profile, Deliveries deliveries, Observer observer) {
        this(profile, profile.maximumSessions(), deliveries, observer);
    }

    Trial(Profile profile, long maximumSessions, Deliveries deliveries, Observer observer) {
        this(profile, maximumSessions, deliveries, observer, UnaryOperator.identity());
    }

    /** A trial that takes each answer for what somebody makes of it, to see whether it notices. */
    Trial(
            Profile profile,
            long maximumSessions,
            Deliveries deliveries,
            Observer observer,
            UnaryOperator<Attribution> ear) {
        this.ear = ear;
        this.room = profile.isCrowded() ? new FairRoom(maximumSessions) : null;
        this.deliveries = deliveries;
        this.observer = observer;
        this.attributor = Attributor.builder(deliveries.clock())
                .lateness(profile.lateness())
                .maximumSessions(maximumSessions)
                .maximumWaiting(profile.maximumWaiting())
                .holdUntilFinal()
                .listener(new Judge())
                .build();
        for (Judgement judgement : Judgement.values()) {
            counts.put(judgement, 0L);
        }
    }

    /** Takes an answer as the last word on its event. */
    private final class Judge implements AttributionListener {
        @Override
        public void onAttribution(Attribution attribution) {
            SimulatedEvent event = open.remove(attribution.eventId());
            if (event != null) {
                judge(event, ear.apply(attribution));
            }
        }
    }

    /** Runs to the end. */
    public Trial run() {
        for (SimulatedEvent next = deliveries.next(); next != null; next = deliveries.next()) {
            String id = next.event().eventId();
            boolean fresh = open.putIfAbsent(id, next) == null;
            if (room != null && fresh) {
                room.delivered(next);
            }
            observer.delivered(next);
            if (attributor.attribute(next.event()) == null && fresh) {
                open.remove(id);
            }
        }
        attributor.finish();
        return this;
    }

    private void judge(SimulatedEvent event, Attribution answer) {
        Judgement judgement = room == null ? event.truth().judge(answer.verdict()) : judgeCrowded(event, answer);
        counts.merge(judgement, 1L, Long::sum);
        if (event.truth().expectation().isProvable()) {
            provable++;
            proven += judgement == Judgement.RIGHT ? 1 : 0;
        }
        Set<SignalType> missing = event.truth().expectation().missing(answer);
        unsignalled += missing.isEmpty() ? 0 : 1;
        if ((!judgement.isRight() || !missing.isEmpty()) && examples.size() < MOST_EXAMPLES) {
            examples.add((judgement.isRight() ? "unsignalled " + missing : judgement) + ": "
                    + event.event().eventName() + ' '
                    + event.event().userIdentity().arn() + "\n  expected "
                    + event.truth().expectation() + "\n  but was " + answer.verdict() + "\n  " + event.truth() + "\n  "
                    + event.event());
        }
        observer.answered(event, answer, judgement);
    }

    /** Who is within a fair share loses nothing to the bound; of the others it may take answers, and is to say so. */
    private Judgement judgeCrowded(SimulatedEvent event, Attribution answer) {
        if (room.fits(event)) {
            held += event.truth().evidence() == null ? 0 : 1;
            return event.truth().judgeUnbounded(answer.verdict());
        }
        if (event.truth().expectation().isProvable() && answer.verdict() instanceof Gap gap) {
            pushedOut++;
            unexplained += gap.reason() == UnattributedReason.ISSUANCE_EVICTED ? 0 : 1;
        }
        return event.truth().judge(answer.verdict());
    }

    /** How many answers were judged in each way. */
    public Map<Judgement, Long> counts() {
        return counts;
    }

    /** How many answers are wrong in any way, or leave out a signal; what a bound took counts where more than 1 % of it does not say so. */
    public long faults() {
        long wrong = counts.entrySet().stream()
                        .filter(count -> !count.getKey().isRight())
                        .mapToLong(Map.Entry::getValue)
                        .sum()
                + unsignalled;
        return unexplained * 100 > pushedOut ? wrong + unexplained : wrong;
    }

    /** Answers for sessions of whoever is within a fair share of what is bounded. */
    long held() {
        return held;
    }

    /** Answers that a bound took. */
    long pushedOut() {
        return pushedOut;
    }

    /** Answers that leave out what they have to signal. */
    public long unsignalled() {
        return unsignalled;
    }

    /** How many events the delivered records prove an origin of. */
    public long provable() {
        return provable;
    }

    /** How many of these have it. */
    public long proven() {
        return proven;
    }

    /** Events that were answered so far. */
    public long judged() {
        return counts.values().stream().mapToLong(Long::longValue).sum();
    }

    /** Events that nobody answered. */
    public int unanswered() {
        return open.size();
    }

    /** Some answers that are not right. */
    public List<String> examples() {
        return examples;
    }

    /** What the attributor counted. */
    public AttributorStats stats() {
        return attributor.stats();
    }
}
