// SPDX-License-Identifier: Apache-2.0
package io.whotrail.pipeline;

import io.whotrail.Attributor;
import io.whotrail.AttributorStats;
import io.whotrail.checkpoint.CheckpointException;
import io.whotrail.metrics.MetricSource;
import io.whotrail.sink.AttributionSink;
import io.whotrail.source.ReadStats;
import io.whotrail.source.ResumableSource;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Reads events from sources, answers them, and delivers answers, revisions and notices to a sink, in the order in which they
 * came about.
 *
 * <p><b>What is delivered how often.</b> With {@link PipelineBuilder#checkpoints} each event counts <i>exactly once in state</i>: a
 * checkpoint holds the sources' positions, all that the attributor knows, and where the output stood, as one image that is
 * there whole or not at all; whenever the process dies, the next run goes on from the last one. To the sink, delivery is
 * <i>at least once</i>: what came after the last checkpoint comes again, the same answers with the same
 * {@link io.whotrail.sink.SinkEntry#documentId document ids}, which are made of event id, content hash and revision; a store
 * that uses them as its key holds each once. With a {@link io.whotrail.sink.ResumableSink}, as files are, it is <i>exactly
 * once</i>: what came after the checkpoint is taken back first. A source is told that something is delivered
 * ({@link ResumableSource#acknowledge}) only when the sink has taken and flushed it and the checkpoint is durable. Order is
 * kept within a source; between sources there is none.
 *
 * <p>There is one exception. Where the newest checkpoint is damaged and an older one is gone on from
 * ({@link PipelineIncident.Kind#CHECKPOINT_FALLBACK}), or where somebody has put an older one in its place, a
 * {@link io.whotrail.sink.FileSink} may have finished files since, which are never changed: their lines may be there twice,
 * with the same document ids. What was acknowledged since is asked for again, which a source that has let go of it refuses.
 *
 * <p><b>What holds back what.</b> Everything runs in one thread, so the sources are read as fast as the sink takes: no more than
 * {@link PipelineBuilder#batchSize} entries ever wait. While the sink, the dead letters or the checkpoints fail, nothing is read.
 * An entry that the sink refuses for good goes to the {@link DeadLetters}, alone, and so does an event on which the attributor
 * fails; the others go on. A source whose failure a retry may help ({@link io.whotrail.source.SourceException}) is tried again
 * as the sink is, what was read before being delivered; any other failure of a source ends the run, and the next goes on from
 * the last checkpoint. A {@link io.whotrail.source.WatchedFolderSource} goes on to other files where one cannot be read; after some
 * attempts that is a dead letter too.
 *
 * <p><b>Life.</b> A pipeline runs once, by {@link #run} in the calling thread or by {@link #start} in one of the host's; it
 * starts none. It owns what it was given and closes it in the end. {@link #stop} lets it deliver what it has read, and
 * interrupts it when that takes too long: nothing is lost, but is read again by the next run. Interrupting the thread does
 * the same at once. All other methods can be called by any thread.
 *
 * <pre>{@code
 * var letters = FileDeadLetters.open(Path.of("rejected.ndjson"));
 * var reader = CloudTrailReader.builder().rejected(letters::rejected).build();
 * Pipeline pipeline = Pipeline.builder(
 *                 Attributor.builder(clock),
 *                 FileSink.builder(out, "answers").open(),
 *                 clock)
 *         .source(WatchedFolderSource.builder(mirror, reader, clock).build())
 *         .deadLetters(letters)
 *         .checkpoints(state)
 *         .build();
 * pipeline.run();
 * }</pre>
 */
public final class Pipeline {
    private final Lifecycle lifecycle = new Lifecycle();
    private final Pulse pulse = new Pulse();
    private final Settings settings;
    private final Retries retries;
    private final Sleeper sleeper;

    Pipeline(Settings settings, RetryPolicy retry, RandomGenerator random, @Nullable Sleeper sleeper) {
        this.settings = settings;
        this.sleeper = sleeper == null ? lifecycle::sleep : sleeper;
        this.retries = new Retries(retry, random, this.sleeper, lifecycle);
    }

    /**
     * Starts the configuration of a pipeline.
     *
     * @param attributor makes the attributor; its listener is going to be the pipeline
     * @param sink where entries go
     * @param clock the clock of the host, for the times between checkpoints
     * @return a new builder
     */
    public static PipelineBuilder builder(Attributor.Builder attributor, AttributionSink sink, InstantSource clock) {
        return new PipelineBuilder(EngineState.of(attributor), sink, clock);
    }

    /** As {@link #builder(Attributor.Builder, AttributionSink, InstantSource)}, with a state of another kind. */
    static PipelineBuilder builder(EngineState engine, AttributionSink sink, InstantSource clock) {
        return new PipelineBuilder(engine, sink, clock);
    }

    /**
     * Runs until the sources have ended, until {@link #stop}, or until it can't go on, and closes everything. Where it was
     * stopped or interrupted before everything was delivered it returns as well; {@link #health} tells. An interrupt that did
     * not come from {@link #stop} is kept.
     *
     * @throws IOException if a source, the sink, the dead letters or the checkpoints fail for good
     * @throws CheckpointException if there are checkpoints and none of them can be used
     * @throws IllegalStateException if it was run before
     */
    public void run() throws IOException, CheckpointException {
        lifecycle.begin();
        var flow = new Flow(settings, lifecycle, retries, sleeper, pulse);
        Throwable failure = null;
        boolean drained = false;
        try {
            flow.run();
            drained = true;
        } catch (InterruptedException stopped) {
            failure = stopped;
        } catch (IOException | CheckpointException | RuntimeException | Error failed) {
            failure = failed;
            if (!Thread.currentThread().isInterrupted()) {
                throw failed;
            }
        } finally {
            end(flow, drained, failure);
        }
    }

    private void end(Flow flow, boolean drained, @Nullable Throwable failure) throws IOException {
        boolean interrupted = Thread.interrupted();
        boolean aborted = failure instanceof InterruptedException || interrupted && failure != null;
        Throwable reason = failure;
        try {
            flow.close(drained);
        } catch (IOException | RuntimeException alsoFailed) {
            if (failure == null) {
                reason = alsoFailed;
                throw alsoFailed;
            }
            failure.addSuppressed(alsoFailed);
        } finally {
            flow.publish();
            tell(aborted, reason);
            if (interrupted || aborted && !lifecycle.isStopping()) {
                Thread.currentThread().interrupt();
            }
            lifecycle.end();
        }
    }

    private void tell(boolean aborted, @Nullable Throwable reason) {
        if (reason == null) {
            pulse.state(PipelineState.STOPPED);
        } else {
            pulse.ended(aborted ? PipelineState.ABORTED : PipelineState.FAILED, reason);
        }
        settings.log().ended(health());
        if (aborted) {
            settings.log()
                    .accept(new PipelineIncident(
                            PipelineIncident.Kind.ABORTED,
                            "what came after the last checkpoint is going to be read again",
                            Map.of()));
        }
    }

    /**
     * Runs in a thread of the host.
     *
     * @param executor gives the thread, which it has for as long as the pipeline runs
     * @return how the pipeline was in the end, or what {@link #run} threw
     */
    public CompletableFuture<PipelineHealth> start(Executor executor) {
        var ended = new CompletableFuture<PipelineHealth>();
        lifecycle.expect();
        executor.execute(() -> {
            try {
                run();
                ended.complete(health());
            } catch (IOException | CheckpointException | RuntimeException | Error failure) {
                ended.completeExceptionally(failure);
            }
        });
        return ended;
    }

    /** Asks to stop, and returns at once: what was read is delivered, nothing more is read. */
    public void stop() {
        lifecycle.askToStop();
    }

    /**
     * Asks to stop, and waits. When half of the patience is over the thread that runs the pipeline is interrupted.
     *
     * @param patience how long to wait in all
     * @return whether the pipeline has ended; {@link #health} tells whether all was delivered
     * @throws InterruptedException if the calling thread is interrupted meanwhile
     */
    public boolean stop(Duration patience) throws InterruptedException {
        lifecycle.askToStop();
        return lifecycle.awaitEnd(patience);
    }

    /**
     * How the pipeline is.
     *
     * @return state and counts, as of the last batch
     */
    public PipelineHealth health() {
        return pulse.health(retries.isWaiting());
    }

    /**
     * How the pipeline is, for a metrics library: {@code whotrail.pipeline.…}, with what its sources read ({@code whotrail.reader.…})
     * and what its attributor has done ({@code whotrail.attributor.…}), as of the last batch. Times are told by the pipeline's clock.
     *
     * @return the metrics; each reading is one call of {@link #health}
     */
    public MetricSource metrics() {
        return listener -> {
            PipelineHealth now = health();
            PipelineMetrics.tell(now, settings.clock().instant(), listener);
            ReadStats.metrics(now::read).read(listener);
            AttributorStats.metrics(now::attributor, settings.clock()).read(listener);
        };
    }
}
