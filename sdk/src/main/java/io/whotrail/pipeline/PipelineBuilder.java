// SPDX-License-Identifier: Apache-2.0
package io.whotrail.pipeline;

import io.whotrail.Attributor;
import io.whotrail.disk.Disk;
import io.whotrail.sink.AttributionSink;
import io.whotrail.source.EventSource;
import io.whotrail.source.ResumableSource;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Configures a {@link Pipeline}. Not thread safe. */
public final class PipelineBuilder {
    /** The default of {@link #batchSize}. */
    public static final int DEFAULT_BATCH_SIZE = 500;

    /** The default of {@link #checkpointEvery(long)}. */
    public static final long DEFAULT_CHECKPOINT_EVENTS = 100_000;

    /** The default of {@link #checkpointEvery(Duration)}: 30 seconds. */
    public static final Duration DEFAULT_CHECKPOINT_INTERVAL = Duration.ofSeconds(30);

    /** The default of {@link #pollInterval}: a second. */
    public static final Duration DEFAULT_POLL_INTERVAL = Duration.ofSeconds(1);

    private static final Logger LOG = LoggerFactory.getLogger(Pipeline.class);

    private final EngineState engine;
    private final AttributionSink sink;
    private final InstantSource clock;
    private final List<EventSource> sources = new ArrayList<>();
    private @Nullable Path checkpoints;
    private Disk disk = new Disk();
    private long checkpointEvents = DEFAULT_CHECKPOINT_EVENTS;
    private Duration checkpointInterval = DEFAULT_CHECKPOINT_INTERVAL;
    private DeadLetters deadLetters = DeadLetters.dropped();
    private Consumer<? super PipelineIncident> incidents = incident -> {};
    private Logger log = LOG;
    private RetryPolicy retry = RetryPolicy.forEver();
    private @Nullable RandomGenerator random;
    private @Nullable Sleeper sleeper;
    private int batchSize = DEFAULT_BATCH_SIZE;
    private Duration pollInterval = DEFAULT_POLL_INTERVAL;
    private @Nullable Duration untilIdle;
    private boolean finishAtEnd;
    private boolean holdUntilFinal;

    PipelineBuilder(EngineState engine, AttributionSink sink, InstantSource clock) {
        this.engine = Objects.requireNonNull(engine, "engine");
        this.sink = Objects.requireNonNull(sink, "sink");
        this.clock = Objects.requireNonNull(clock, "clock");
    }

    /**
     * Adds a source. Several are read in turn.
     *
     * @param value the source; with {@link #checkpoints} a {@link ResumableSource}, with a name of its own
     * @return this builder
     */
    public PipelineBuilder source(EventSource value) {
        sources.add(Objects.requireNonNull(value, "source"));
        return this;
    }

    /**
     * Where checkpoints are kept: the last three, each a file. Default: nowhere, so that a restart begins anew.
     *
     * <p>A checkpoint of sources that are not there, or of another kind of source or sink, ends the run with a {@link
     * io.whotrail.checkpoint.CheckpointException} before anything is touched; a source that it does not know is read from its
     * beginning. An older one of the same pipeline, put there by hand, is gone on from: what came after it is read again. A
     * second pipeline, of any process, is refused the folder with an {@link java.io.IOException}.
     *
     * @param folder a folder of this pipeline alone; made if it is not there
     * @return this builder
     */
    public PipelineBuilder checkpoints(Path folder) {
        checkpoints = Objects.requireNonNull(folder, "folder");
        return this;
    }

    /** As {@link #checkpoints(Path)}, on another disk. */
    PipelineBuilder checkpoints(Path folder, Disk value) {
        disk = value;
        return checkpoints(folder);
    }

    /**
     * After how many events a checkpoint is made at the latest. Default: {@value #DEFAULT_CHECKPOINT_EVENTS}. As many may
     * be read again after a restart.
     *
     * @param events the number, at least 1
     * @return this builder
     * @throws IllegalArgumentException if less
     */
    public PipelineBuilder checkpointEvery(long events) {
        checkpointEvents = atLeastOne(events, "checkpoint events");
        return this;
    }

    /**
     * After what time a checkpoint is made, if anything was read since. Default: 30 seconds.
     *
     * @param interval the time, not negative
     * @return this builder
     * @throws IllegalArgumentException if negative
     */
    public PipelineBuilder checkpointEvery(Duration interval) {
        checkpointInterval = notNegative(interval, "checkpoint interval");
        return this;
    }

    /**
     * Where goes what cannot be processed. Default: it is counted and dropped.
     *
     * @param value the letters; the reader of the sources is to know them too
     * @return this builder
     */
    public PipelineBuilder deadLetters(DeadLetters value) {
        deadLetters = Objects.requireNonNull(value, "deadLetters");
        return this;
    }

    /**
     * Who is told of what an operator should know, beside the log, which is told of the facts. Default: nobody.
     *
     * @param value the listener, called by the thread that runs the pipeline
     * @return this builder
     */
    public PipelineBuilder incidents(Consumer<? super PipelineIncident> value) {
        incidents = Objects.requireNonNull(value, "incidents");
        return this;
    }

    /** Where to log. */
    PipelineBuilder log(Logger value) {
        log = value;
        return this;
    }

    /**
     * How the sources, the sink, the dead letters and the checkpoints are tried again. Default: {@link RetryPolicy#forEver}.
     *
     * @param value the policy
     * @return this builder
     */
    public PipelineBuilder retry(RetryPolicy value) {
        retry = Objects.requireNonNull(value, "retry");
        return this;
    }

    /**
     * What delays are drawn from. Default: a generator that begins with the clock's time.
     *
     * @param value the generator, for this pipeline alone
     * @return this builder
     */
    public PipelineBuilder random(RandomGenerator value) {
        random = Objects.requireNonNull(value, "random");
        return this;
    }

    /**
     * How to wait. Default: in real time, until {@link Pipeline#stop}.
     *
     * @param value waits
     * @return this builder
     */
    public PipelineBuilder sleeper(Sleeper value) {
        sleeper = Objects.requireNonNull(value, "sleeper");
        return this;
    }

    /**
     * How many entries the sink is given at once, and how many wait at most. Default: {@value #DEFAULT_BATCH_SIZE}. Fewer
     * are given when the sources have nothing now.
     *
     * @param value the number, at least 1
     * @return this builder
     * @throws IllegalArgumentException if less
     */
    public PipelineBuilder batchSize(int value) {
        batchSize = (int) atLeastOne(value, "batch size");
        return this;
    }

    /**
     * How long to wait when no source has anything. Default: a second.
     *
     * @param value the time, not negative
     * @return this builder
     * @throws IllegalArgumentException if negative
     */
    public PipelineBuilder pollInterval(Duration value) {
        pollInterval = notNegative(value, "poll interval");
        return this;
    }

    /**
     * Ends the run when no source had anything, nor expected anything, for that long. Default: live sources have no end.
     *
     * @param value the time, not negative
     * @return this builder
     * @throws IllegalArgumentException if negative
     */
    public PipelineBuilder untilIdle(Duration value) {
        untilIdle = notNegative(value, "until idle");
        return this;
    }

    /**
     * Makes all answers final when all sources have ended, for runs over what is all there is. Not with
     * {@link #checkpoints}: who goes on later expects later events. Default: answers stay open.
     *
     * @return this builder
     */
    public PipelineBuilder finishAtEnd() {
        finishAtEnd = true;
        return this;
    }

    /**
     * Delivers each answer once, when it is final: says {@link Attributor.Builder#holdUntilFinal} to the attributor too.
     * Default: answers are delivered at once, and revised.
     *
     * @return this builder
     */
    public PipelineBuilder holdUntilFinal() {
        holdUntilFinal = true;
        return this;
    }

    private static long atLeastOne(long value, String what) {
        if (value < 1) {
            throw new IllegalArgumentException(what + " must be at least 1, got " + value);
        }
        return value;
    }

    private static Duration notNegative(Duration value, String what) {
        if (value.isNegative()) {
            throw new IllegalArgumentException(what + " must not be negative, got " + value);
        }
        return value;
    }

    /**
     * Makes the pipeline. Nothing is read or written yet.
     *
     * @return a new pipeline
     * @throws IllegalArgumentException if there is no source, two have one name, or one cannot be resumed although there
     *     are checkpoints, or if answers are to be final at the end although there are
     */
    public Pipeline build() {
        RandomGenerator delays =
                random == null ? new SplittableRandom(clock.instant().toEpochMilli()) : random;
        return new Pipeline(settings(), retry, delays, sleeper);
    }

    private Settings settings() {
        Set<String> names = new HashSet<>();
        for (EventSource source : sources) {
            if (!names.add(source.name())) {
                throw new IllegalArgumentException("two sources have one name");
            }
            if (checkpoints != null && !(source instanceof ResumableSource)) {
                throw new IllegalArgumentException("with checkpoints every source has to be resumable");
            }
        }
        if (names.isEmpty()) {
            throw new IllegalArgumentException("a pipeline needs a source");
        }
        if (finishAtEnd && checkpoints != null) {
            throw new IllegalArgumentException("what has checkpoints goes on later, and can't be finished");
        }
        return new Settings(
                List.copyOf(sources),
                holdUntilFinal ? engine.held() : engine,
                sink,
                clock,
                checkpoints,
                disk,
                checkpointEvents,
                checkpointInterval,
                deadLetters,
                new PipelineLog(log, incidents),
                batchSize,
                pollInterval,
                untilIdle,
                finishAtEnd,
                holdUntilFinal);
    }
}
