// SPDX-License-Identifier: Apache-2.0
package io.whotrail;

import io.whotrail.checkpoint.CheckpointException;
import io.whotrail.event.CloudTrailEvent;
import io.whotrail.metrics.MetricSource;
import io.whotrail.policy.TrustPolicies;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Tells of each CloudTrail event which identity, at the far end of its role chain, is behind it.
 *
 * <p>{@link #attribute} answers at once with what is known. A later fact that changes an answer is told to the listener,
 * until the watermark is five minutes past the event's time; then the answer is final. (A session's issuing event may show a
 * time up to five minutes after a use of it, as clocks differ.) The final answers do not depend on the order, the batches or
 * the threads in which events come, as long as they come within the lateness. Signals of a key, a name or a place of use are
 * those of what was known when the answer became final: of what happens about then, the order decides whether it still counts.
 *
 * <p>Event time only: nothing here expires by the wall clock. The processing time that is given serves to recognise event
 * times that cannot be.
 *
 * <p>Thread safe. Memory is bounded by the builder's limits; at each of them the answer says so, and a counter counts it.
 * No threads are started, no clock is read but the one given, no event content is logged.
 */
public final class Attributor {
    private static final String DEFAULT_SOURCE = "";

    private final Engine engine;

    private Attributor(Engine engine) {
        this.engine = engine;
    }

    /**
     * Starts the configuration of an attributor.
     *
     * @param processingTime the clock of the host; {@link InstantSource#system()} where there is no better
     * @return a new builder with all defaults
     */
    public static Builder builder(InstantSource processingTime) {
        return new Builder(processingTime);
    }

    /**
     * Answers who is behind an event, learns from it, and answers again through the listener when a later fact changes
     * the answer.
     *
     * @param event the event
     * @return the answer as of now; {@code null} where the event is a duplicate of one that was answered, or contradicts
     *     one (then the listener is told)
     * @throws IllegalStateException after {@link #finish}
     */
    public @Nullable Attribution attribute(CloudTrailEvent event) {
        return attribute(event, DEFAULT_SOURCE);
    }

    /**
     * As {@link #attribute(CloudTrailEvent)}, for several sources at different speeds: the slowest holds the watermark back
     * until it has been idle for {@link Builder#sourceIdleness}.
     *
     * @param event the event
     * @param source the name of the source that it comes from
     * @return the answer as of now; {@code null} for a duplicate
     * @throws IllegalStateException after {@link #finish}
     */
    public @Nullable Attribution attribute(CloudTrailEvent event, String source) {
        return engine.attribute(Objects.requireNonNull(event, "event"), Objects.requireNonNull(source, "source"));
    }

    /**
     * Takes in what an event teaches without answering it: for a first pass over a batch, or to start warm from the logs
     * of the last hours. Does not move the watermark. To learn an event twice does no harm; whoever reads a batch twice
     * recognises duplicates by event id and {@link CloudTrailEvent#contentHash()}, and records that contradict each other,
     * whose answer is {@link Attribution#contradicted()}.
     *
     * @param event the event
     * @throws IllegalStateException after {@link #finish}
     */
    public void learn(CloudTrailEvent event) {
        engine.learn(Objects.requireNonNull(event, "event"));
    }

    /**
     * Takes in what another attributor tells, which holds another part of all sessions; see {@link Builder#partition}. What
     * follows from it is told to the listener, and to other attributors.
     *
     * @param relay what it told, for this attributor's part or for all
     * @throws IllegalStateException after {@link #finish}
     */
    public void learn(Relay relay) {
        engine.learn(Objects.requireNonNull(relay, "relay"));
    }

    /**
     * The key by which events are dealt to attributors that each hold a part of all sessions, see {@link Builder#partition}:
     * the ARN of the acting session, with the role's name in lower case and without its path; of a call into another account
     * what its records share. Other events need no session, and get a key that spreads them evenly.
     *
     * @param event an event
     * @return its partition key; the same in each version of this library with the same first number
     */
    public static String partitionKey(CloudTrailEvent event) {
        return Use.of(event).partitionKey();
    }

    /**
     * Answers who is behind an event from what is known, and changes nothing: neither the event nor the answer is
     * remembered or counted.
     *
     * @param event any event, learned or not
     * @return the answer as of now; final after {@link #finish}
     */
    public Attribution ask(CloudTrailEvent event) {
        return engine.ask(Objects.requireNonNull(event, "event"));
    }

    /**
     * Says that no event older than a time is expected any more: answers for events more than five minutes before it become
     * final, and what they needed is forgotten. A time before the watermark changes nothing.
     *
     * @param watermark the host's watermark
     */
    public void advanceTo(Instant watermark) {
        engine.advanceTo(Objects.requireNonNull(watermark, "watermark"));
    }

    /**
     * Says that no event will come any more: all answers become final, and {@link #ask} gives final answers from now on.
     * Nothing is forgotten by it. Finishing twice does no harm.
     */
    public void finish() {
        engine.finish();
    }

    /**
     * What has been done so far. Calls that bring events wait for those before them to end, and for this: a moment, which is to
     * be had each second and not with each event. Listeners may call it.
     *
     * @return the counters, as of one moment between two events: {@link AttributorStats#balances} holds at any time
     */
    public AttributorStats stats() {
        return engine.stats();
    }

    /**
     * The same for a metrics library: {@code whotrail.attributor.…}. The lag of the watermark is told by the clock that this
     * attributor was given.
     *
     * @return the metrics; each reading is one call of {@link #stats}
     */
    public MetricSource metrics() {
        return AttributorStats.metrics(this::stats, engine.processingTime());
    }

    /**
     * Writes all that is known as of one moment, so that {@link Builder#restore} goes on from there as if nothing had
     * happened: revision numbers, duplicates, counters, {@link Builder#trustPolicies} and all. It takes 80 to 230 bytes
     * for a session and 30 for a remembered event id, and holds no session token nor the {@link Builder#hashSeed}. Its digest
     * tells damage, not forgery: whoever can write a checkpoint decides what is known.
     *
     * <p>An event whose call had not returned when this was called is in it whole or not at all: who has to know which,
     * calls it when none is under way. Listeners may call it. It is made in memory first, while calls that bring events
     * wait; nobody waits while it is written.
     *
     * @param out where to; flushed, not closed
     * @throws IOException if it cannot be written; what was written until then is no checkpoint
     */
    public void snapshot(OutputStream out) throws IOException {
        engine.snapshot(Objects.requireNonNull(out, "out"));
    }

    /** Configures an {@link Attributor}. Not thread safe. */
    public static final class Builder {
        /** The default of {@link #lateness}: files come 3 to 5 minutes after the event in the median, 10 at the most. */
        public static final Duration DEFAULT_LATENESS = Duration.ofMinutes(30);
        /** The default of {@link #retention}: the 36 hours of the longest credential, and a day of late delivery. */
        public static final Duration DEFAULT_RETENTION = Duration.ofHours(60);
        /** The default of {@link #sourceIdleness}. */
        public static final Duration DEFAULT_SOURCE_IDLENESS = Duration.ofMinutes(10);
        /** The default of {@link #maximumSessions}. */
        public static final long DEFAULT_MAXIMUM_SESSIONS = 200_000;
        /** The least that {@link #maximumMemory} takes: 8 MiB. */
        public static final long LEAST_MEMORY = 8L << 20;
        /** The default of {@link #maximumWaiting}. */
        public static final int DEFAULT_MAXIMUM_WAITING = 100_000;
        /** The default of {@link #maximumRememberedEvents}. */
        public static final int DEFAULT_MAXIMUM_REMEMBERED_EVENTS = 1_000_000;
        /** The default of {@link #maximumNames}. */
        public static final int DEFAULT_MAXIMUM_NAMES = 100_000;
        /** The default of {@link #maximumChainLength}. */
        public static final int DEFAULT_MAXIMUM_CHAIN_LENGTH = 100_000;
        /** The default of {@link #deepChain}. */
        public static final int DEFAULT_DEEP_CHAIN = 5;

        private final InstantSource processingTime;
        private AttributionListener listener = attribution -> {};
        private Duration lateness = DEFAULT_LATENESS;
        private Duration retention = DEFAULT_RETENTION;
        private Duration sourceIdleness = DEFAULT_SOURCE_IDLENESS;
        private @Nullable Long maximumSessions;
        private MemoryBudget memory = MemoryBudget.UNBOUNDED;
        private int maximumWaiting = DEFAULT_MAXIMUM_WAITING;
        private int maximumRememberedEvents = DEFAULT_MAXIMUM_REMEMBERED_EVENTS;
        private int maximumNames = DEFAULT_MAXIMUM_NAMES;
        private int maximumChainLength = DEFAULT_MAXIMUM_CHAIN_LENGTH;
        private int deepChain = DEFAULT_DEEP_CHAIN;
        private @Nullable TrustPolicies trustPolicies;
        private long hashSeed;
        private boolean holdUntilFinal;
        private boolean watermarkFromHost;
        private Partition partition = Partition.WHOLE;

        private Builder(InstantSource processingTime) {
            this.processingTime = Objects.requireNonNull(processingTime, "processingTime");
        }

        /**
         * Who is told of later answers. Default: nobody.
         *
         * @param value the listener
         * @return this builder
         */
        public Builder listener(AttributionListener value) {
            listener = Objects.requireNonNull(value, "listener");
            return this;
        }

        /**
         * How far behind the highest event time an event may still come and count. Default: 30 minutes.
         *
         * @param value the lateness, not negative
         * @return this builder
         * @throws IllegalArgumentException if negative
         */
        public Builder lateness(Duration value) {
            if (value.isNegative()) {
                throw new IllegalArgumentException("lateness must not be negative, got " + value);
            }
            lateness = value;
            return this;
        }

        /**
         * How long, in event time, a session is kept after it was issued. Default: 60 hours. A use that comes later says
         * {@link UnattributedReason#ISSUANCE_EXPIRED}.
         *
         * @param value the retention, positive
         * @return this builder
         * @throws IllegalArgumentException if not positive
         */
        public Builder retention(Duration value) {
            retention = Settings.positive(value, "retention");
            return this;
        }

        /**
         * How long, in processing time, a source may be silent before it no longer holds the watermark back. Default: 10
         * minutes. Of no effect while there is one source.
         *
         * @param value the idleness, positive
         * @return this builder
         * @throws IllegalArgumentException if not positive
         */
        public Builder sourceIdleness(Duration value) {
            sourceIdleness = Settings.positive(value, "source idleness");
            return this;
        }

        /**
         * How many sessions are kept. Default: {@value #DEFAULT_MAXIMUM_SESSIONS}, or as many as fit where
         * {@link #maximumMemory} is given. A use of one that was pushed out says
         * {@link UnattributedReason#ISSUANCE_EVICTED}. One that answers rest on which are not final, or from which sessions
         * descend whose call is within {@link #lateness}, is kept beside them for these, and counts in
         * {@link #maximumMemory} only.
         *
         * @param value the bound, at least 1
         * @return this builder
         * @throws IllegalArgumentException if less than 1
         */
        public Builder maximumSessions(long value) {
            maximumSessions = Settings.atLeastOne(value, "maximum sessions");
            return this;
        }

        /**
         * How much of the heap all that is kept may take, in bytes: sessions, events that wait, the ids of events, and what
         * is remembered of sessions that were pushed out. Default: no bound but those on numbers. At the limit it is
         * sessions that give way, but for at most a quarter of the memory, which is for events that wait, and an eighth
         * each for ids and for the sessions that are gone; the lowest of all bounds counts. What a JVM with compressed
         * references (a heap below 32 GB) takes is counted; trust policies have a bound of their own.
         *
         * @param bytes the bound, at least {@value #LEAST_MEMORY}
         * @return this builder
         * @throws IllegalArgumentException if less
         */
        public Builder maximumMemory(long bytes) {
            if (bytes < LEAST_MEMORY) {
                throw new IllegalArgumentException(
                        "maximum memory must be at least " + LEAST_MEMORY + " bytes, got " + bytes);
            }
            memory = new MemoryBudget(bytes);
            return this;
        }

        /**
         * How many events may wait for a better answer. Default: {@value #DEFAULT_MAXIMUM_WAITING}. Beyond it the oldest
         * become final early: {@link AttributorStats#finalizedEarly} counts them, and each one's last answer says so
         * ({@link Attribution#finalizedEarly}) and is told.
         *
         * @param value the bound, at least 1
         * @return this builder
         * @throws IllegalArgumentException if less than 1
         */
        public Builder maximumWaiting(int value) {
            maximumWaiting = (int) Settings.atLeastOne(value, "maximum waiting");
            return this;
        }

        /**
         * How many event ids are remembered to recognise duplicates, at 37 to 75 bytes each. Default:
         * {@value #DEFAULT_MAXIMUM_REMEMBERED_EVENTS}. Beyond it the ids of the oldest hours are forgotten; a duplicate of
         * such an event is answered again, with the same answer.
         *
         * @param value the bound, at least 1
         * @return this builder
         * @throws IllegalArgumentException if less than 1
         */
        public Builder maximumRememberedEvents(int value) {
            maximumRememberedEvents = (int) Settings.atLeastOne(value, "maximum remembered events");
            return this;
        }

        /**
         * How many names of principals, and how many session names, are remembered to recognise those that are other
         * people's. Default: {@value #DEFAULT_MAXIMUM_NAMES}. Beyond it some names go unrecognised.
         *
         * @param value the bound, at least 1
         * @return this builder
         * @throws IllegalArgumentException if less than 1
         */
        public Builder maximumNames(int value) {
            maximumNames = (int) Settings.atLeastOne(value, "maximum names");
            return this;
        }

        /**
         * How many hops a chain may have. Default: {@value #DEFAULT_MAXIMUM_CHAIN_LENGTH}. A longer one says
         * {@link UnattributedReason#CHAIN_TOO_LONG}.
         *
         * @param value the bound, at least 1
         * @return this builder
         * @throws IllegalArgumentException if less than 1
         */
        public Builder maximumChainLength(int value) {
            maximumChainLength = (int) Settings.atLeastOne(value, "maximum chain length");
            return this;
        }

        /**
         * From how many hops on a longer chain is worth the signal {@link SignalType#DEEP_CHAIN}. Default:
         * {@value #DEFAULT_DEEP_CHAIN}.
         *
         * @param value the longest usual chain, at least 1
         * @return this builder
         * @throws IllegalArgumentException if less than 1
         */
        public Builder deepChain(int value) {
            deepChain = (int) Settings.atLeastOne(value, "deep chain");
            return this;
        }

        /**
         * Sets what is known of roles' trust policies beforehand, for example from an export; what events show of them is
         * learned into it. A session whose issuing event is missing is attributed by its name where the policy in force
         * at its birth forced that name to be its caller's: {@link Basis#ENFORCED_NAME}. What others learn into it after
         * the first event counts for later answers, but revises none.
         *
         * @param value the policies; none by default, so that only events teach them
         * @return this builder
         */
        public Builder trustPolicies(TrustPolicies value) {
            trustPolicies = Objects.requireNonNull(value, "trustPolicies");
            return this;
        }

        /**
         * What hashes of event ids and contents are mixed with. Default: 0. Give a random number where somebody could gain
         * by choosing ids that fall together, or two contents that look like one.
         *
         * @param value any number
         * @return this builder
         */
        public Builder hashSeed(long value) {
            hashSeed = value;
            return this;
        }

        /**
         * Tells the listener each event's answer exactly once, when it is final. What {@link Attributor#attribute} returns
         * is then the answer as of now, not to be passed on. Default: answers are given at once and revised.
         *
         * @return this builder
         */
        public Builder holdUntilFinal() {
            holdUntilFinal = true;
            return this;
        }

        /**
         * Moves the watermark by {@link Attributor#advanceTo} alone, for hosts that have one of their own. Default: event
         * times move it.
         *
         * @return this builder
         */
        public Builder watermarkFromHost() {
            watermarkFromHost = true;
            return this;
        }

        /**
         * Makes the attributor one of several that each hold a part of all sessions, so that together they hold more, and
         * answer more, than one. Default: one attributor holds them all.
         *
         * <p>Whoever hosts them deals each event to the one that has its {@link Attributor#partitionKey}, and has each
         * {@link Attributor#learn(Relay) learn} what the others tell it: those of one to another in the order in which they
         * were told, of several in any order. Once all has come, the answers are those of one attributor that holds
         * everything, byte for byte; until then an answer is as of what has come, and revised. An answer becomes final by
         * the watermark of its own attributor: let {@link #watermarkFromHost} pass on the least of all, after what was told
         * until then.
         *
         * <p>What is different: each attributor has the bounds that it is built with, so that memory is shared out by
         * partition and not by account. Two records of one event id that contradict each other and show identities of different
         * partitions are two events: nobody sees both. A chain takes one message a hop, which tells all that it descends from,
         * eight bytes for each, which {@link #maximumMemory} does not count. All have to be built with the same
         * {@link #maximumChainLength} and {@link #deepChain}.
         *
         * @param keys whether a partition key is one of this attributor's; always the same answer for the same key, and each
         *     key one attributor's
         * @param relays told what the others need, as an {@link AttributionListener} is
         * @return this builder
         */
        public Builder partition(Predicate<String> keys, Consumer<Relay> relays) {
            partition = Partition.of(Objects.requireNonNull(keys, "keys"), Objects.requireNonNull(relays, "relays"));
            return this;
        }

        /**
         * Makes the attributor the one that resolves issuances for several which hold a part of all sessions each, for hosts
         * in which these can tell each other nothing. It holds the issuances of all, and no event waits in it; what it tells goes
         * to the others, as {@link #partition} has it, and what these tell goes nowhere.
         *
         * <p>Let it {@link Attributor#learn(CloudTrailEvent) learn} each event of which an attributor that holds nothing
         * ({@code partition(key -> false, …)}) and learns it tells anything: the others teach it nothing. These filters can be many,
         * each for the events of some partition keys.
         *
         * @param relays told what the others need, as an {@link AttributionListener} is
         * @return this builder
         */
        public Builder resolver(Consumer<Relay> relays) {
            partition = Partition.resolver(Objects.requireNonNull(relays, "relays"));
            return this;
        }

        /**
         * Makes the attributor.
         *
         * @return an attributor that knows nothing yet
         */
        public Attributor build() {
            var settings = new Settings(
                    lateness,
                    retention,
                    sourceIdleness,
                    maximumSessions == null ? memory.sessions(DEFAULT_MAXIMUM_SESSIONS) : maximumSessions,
                    memory,
                    maximumWaiting,
                    maximumRememberedEvents,
                    maximumNames,
                    maximumChainLength,
                    deepChain,
                    trustPolicies == null ? TrustPolicies.create() : trustPolicies,
                    hashSeed,
                    holdUntilFinal,
                    watermarkFromHost,
                    partition);
            return new Attributor(new Engine(settings, processingTime, listener));
        }

        /**
         * Makes an attributor that goes on from a checkpoint. The listener is not called by it. Nothing is taken from a
         * checkpoint that cannot be used whole; else {@link #trustPolicies} learn what it holds, beside what they know.
         *
         * <p>{@link #hashSeed} and {@link #holdUntilFinal} have to be as they were, all else may differ: under smaller
         * bounds sessions are pushed out and counted as ever, and too many waiting events become final early with the next
         * one that has to wait. In which order names, and what was seen of keys, were used is not in a checkpoint: where
         * there are too many of them, others may be forgotten than without it.
         *
         * @param in what {@link Attributor#snapshot} wrote, and nothing after it; read to its end, not closed
         * @return an attributor that knows what the other one knew
         * @throws IOException if it cannot be read
         * @throws CheckpointException if it cannot be used
         */
        public Attributor restore(InputStream in) throws IOException, CheckpointException {
            Attributor attributor = build();
            attributor.engine.restore(Objects.requireNonNull(in, "in"));
            return attributor;
        }
    }
}
