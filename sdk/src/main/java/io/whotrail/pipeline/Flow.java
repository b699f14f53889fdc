// SPDX-License-Identifier: Apache-2.0
package io.whotrail.pipeline;

import io.whotrail.Attribution;
import io.whotrail.Attributor;
import io.whotrail.AttributorStats;
import io.whotrail.checkpoint.CheckpointException;
import io.whotrail.event.CloudTrailEvent;
import io.whotrail.sink.ResumableSink;
import io.whotrail.source.ReadStats;
import io.whotrail.source.SourceException;
import io.whotrail.source.SourcePosition;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One run of a pipeline, from the last checkpoint to the end. For the thread that runs it. */
final class Flow {
    /** How many turns of the sources there are between two looks at the clock. */
    private static final int LOOK_EVERY = 1 << 8;

    private final Settings settings;
    private final Lifecycle lifecycle;
    private final Retries retries;
    private final Pulse pulse;
    private final Tally tally = new Tally();
    private final Intake intake;
    private final Delivery delivery;
    private final Sleeper sleeper;
    private @Nullable CheckpointFiles files;
    private @Nullable Attributor attributor;
    private Instant lastCheckpoint;
    private @Nullable Instant idleSince;
    private int steps;
    private boolean resumed;

    Flow(Settings settings, Lifecycle lifecycle, Retries retries, Sleeper sleeper, Pulse pulse) {
        this.settings = settings;
        this.lifecycle = lifecycle;
        this.retries = retries;
        this.sleeper = sleeper;
        this.pulse = pulse;
        this.intake = new Intake(settings.sources());
        this.delivery = new Delivery(settings, retries, tally);
        this.lastCheckpoint = settings.clock().instant();
    }

    /** Goes on from the last checkpoint until the end, or until somebody asks to stop. */
    void run() throws IOException, CheckpointException, InterruptedException {
        Attributor engine = begin();
        attributor = engine;
        publish();
        settings.log().started(settings, resumed);
        pulse.state(PipelineState.RUNNING);
        while (!lifecycle.isStopping() && !isOver()) {
            step(engine);
        }
        pulse.state(PipelineState.DRAINING);
        if (settings.finishAtEnd() && intake.hasEnded()) {
            engine.finish();
        }
        checkpoint();
    }

    private Attributor begin() throws IOException, CheckpointException, InterruptedException {
        if (settings.checkpoints() == null) {
            return settings.engine().begin(delivery);
        }
        files = CheckpointFiles.open(settings.checkpoints(), settings.disk());
        delivery.mute(true);
        Checkpoint last = files.load(
                in -> Checkpoint.read(in, state -> settings.engine().restore(state, delivery)), settings.log());
        delivery.mute(false);
        if (last == null) {
            attributor = settings.engine().begin(delivery);
            // What is written before the first checkpoint can be taken back only if there is one before it.
            checkpoint();
            return attributor;
        }
        intake.resume(last.positions());
        resume(last.outputMark());
        // Whoever made the checkpoint may have died before the sources were told.
        intake.acknowledge(last.positions(), this::tryAgain);
        resumed = true;
        Attributor restored = last.attributor();
        return restored == null ? settings.engine().begin(delivery) : restored;
    }

    private void resume(@Nullable String mark) throws IOException, CheckpointException {
        if (mark == null) {
            return;
        }
        if (!(settings.sink() instanceof ResumableSink sink)) {
            throw new CheckpointException(
                    CheckpointException.Reason.DIFFERENT_SETTINGS,
                    "the checkpoint is of a sink that takes back what came after it; this one does not");
        }
        try {
            sink.resume(mark);
        } catch (IllegalArgumentException foreign) {
            throw new CheckpointException(
                    CheckpointException.Reason.DIFFERENT_SETTINGS,
                    "the checkpoint has a mark of another kind of sink",
                    foreign);
        }
    }

    private boolean isOver() {
        if (intake.hasEnded()) {
            return true;
        }
        Duration untilIdle = settings.untilIdle();
        return untilIdle != null
                && idleSince != null
                && Duration.between(idleSince, settings.clock().instant()).compareTo(untilIdle) >= 0;
    }

    private void step(Attributor engine) throws IOException, InterruptedException {
        boolean any = intake.pull((event, source) -> take(engine, event, source), this::tryAgain);
        Instant watermark = intake.watermark();
        if (watermark != null) {
            engine.advanceTo(watermark);
            delivery.requireWell();
        }
        if (any) {
            idleSince = null;
        } else {
            delivery.write();
        }
        if (!any || ++steps % LOOK_EVERY == 0 || tally.unacknowledged >= settings.checkpointEvents()) {
            tellUnread();
            checkpointIfDue();
            publish();
        }
        if (!any && !intake.hasEnded()) {
            rest();
        }
    }

    /** What was read is delivered before anybody waits for more. */
    private boolean tryAgain(SourceException failure, int attempt) throws IOException, InterruptedException {
        if (failure.remedy() != SourceException.Remedy.RETRY) {
            throw failure;
        }
        settings.log()
                .accept(new PipelineIncident(
                        PipelineIncident.Kind.SOURCE_RETRY,
                        "attempt " + attempt + " failed: " + failure.getMessage(),
                        Map.of("attempt", Integer.toString(attempt), "failure", PipelineLog.names(failure))));
        delivery.write();
        if (lifecycle.isStopping()) {
            return false;
        }
        if (retries.isLast(attempt)) {
            throw failure;
        }
        retries.sleep(attempt);
        if (lifecycle.isStopping()) {
            return false;
        }
        tally.retries++;
        return true;
    }

    private void take(Attributor engine, CloudTrailEvent event, String source)
            throws IOException, InterruptedException {
        tally.unacknowledged++;
        Attribution answer;
        try {
            answer = engine.attribute(event, source);
        } catch (RuntimeException failure) {
            delivery.requireWell();
            refuse(event, source, failure);
            return;
        }
        if (answer == null) {
            tally.repeated++;
        } else {
            tally.answered++;
            delivery.answered(answer);
        }
        delivery.requireWell();
    }

    /** One event that the attributor fails on keeps no other back. */
    private void refuse(CloudTrailEvent event, String source, RuntimeException failure) throws IOException {
        tally.refused++;
        String reason = failure.getClass().getSimpleName();
        settings.deadLetters()
                .add(new DeadLetter(
                        DeadLetter.Kind.EVENT, source, event.eventId(), reason, "the attributor failed", null, null));
        settings.log()
                .accept(new PipelineIncident(
                        PipelineIncident.Kind.DEAD_LETTER,
                        "an event on which the attributor failed: " + reason,
                        Map.of("letter", DeadLetter.Kind.EVENT.name(), "count", "1", "failure", reason)));
    }

    /** A file that cannot be read keeps no other back. */
    private void tellUnread() throws IOException {
        for (DeadLetter letter : intake.unread()) {
            settings.deadLetters().add(letter);
            settings.log()
                    .accept(new PipelineIncident(
                            PipelineIncident.Kind.DEAD_LETTER,
                            "a file that cannot be read: " + letter.place() + ", " + letter.message(),
                            Map.of("letter", letter.kind().name(), "count", "1")));
        }
    }

    /** Nothing is there now. */
    private void rest() throws InterruptedException {
        if (intake.isExpecting()) {
            idleSince = null;
        } else if (idleSince == null) {
            idleSince = settings.clock().instant();
        }
        if (!lifecycle.isStopping()) {
            sleeper.sleep(settings.pollInterval());
        }
    }

    private void checkpointIfDue() throws IOException, InterruptedException {
        if (tally.unacknowledged == 0) {
            return;
        }
        Instant now = settings.clock().instant();
        boolean due = tally.unacknowledged >= settings.checkpointEvents()
                || now.isBefore(lastCheckpoint)
                || !now.isBefore(lastCheckpoint.plus(settings.checkpointInterval()));
        if (due) {
            checkpoint();
        }
    }

    /* In this order: files that the positions pass over are told; what the sink took is durable; the checkpoint says how far
     * that goes, and is durable; the sources may forget. The next flush tells the sink that the mark before it is kept, so none
     * comes before this checkpoint is. */
    private void checkpoint() throws IOException, InterruptedException {
        tellUnread();
        delivery.write();
        delivery.flush();
        keep(settings.deadLetters()::flush, PipelineIncident.Kind.DEAD_LETTER_RETRY);
        Map<String, SourcePosition> positions = intake.positions();
        CheckpointFiles store = files;
        if (store != null) {
            String mark = settings.sink() instanceof ResumableSink sink ? sink.mark() : null;
            var checkpoint = new Checkpoint(null, positions, mark);
            keep(() -> save(store, checkpoint), PipelineIncident.Kind.CHECKPOINT_RETRY);
        }
        intake.acknowledge(positions, this::tryAgain);
        lastCheckpoint = settings.clock().instant();
        tally.unacknowledged = 0;
        tally.checkpoints++;
        pulse.checkpoint(lastCheckpoint);
        publish();
    }

    /** Makes something durable that can be made anew as often as it fails. */
    @FunctionalInterface
    private interface Keeping {
        void run() throws IOException;
    }

    private void keep(Keeping what, PipelineIncident.Kind kind) throws IOException, InterruptedException {
        for (int attempt = 1; ; attempt++) {
            try {
                what.run();
                return;
            } catch (IOException failure) {
                settings.log()
                        .accept(new PipelineIncident(
                                kind,
                                "attempt " + attempt + " failed: " + failure,
                                Map.of("attempt", Integer.toString(attempt), "failure", PipelineLog.names(failure))));
                if (Thread.currentThread().isInterrupted() || !retries.await(attempt)) {
                    throw failure;
                }
                tally.retries++;
            }
        }
    }

    private void save(CheckpointFiles store, Checkpoint checkpoint) throws IOException {
        Attributor engine = attributor;
        if (engine == null) {
            throw new IllegalStateException("nothing to keep yet");
        }
        store.save(out -> checkpoint.writeTo(
                out, settings.clock().instant(), section -> settings.engine().snapshot(engine, section)));
    }

    void publish() {
        ReadStats read = intake.stats();
        Attributor engine = attributor;
        pulse.stats(
                tally.snapshot(read.records(), read.rejected(), read.passedOverInAll(), delivery.inFlight()),
                read,
                engine == null ? AttributorStats.NONE : engine.stats());
    }

    /** Releases everything; what is not covered by a checkpoint is not handed on where it can be taken back. */
    void close(boolean drained) throws IOException {
        List<AutoCloseable> all = new ArrayList<>();
        all.add(intake::close);
        if (!drained && files != null && settings.sink() instanceof ResumableSink sink) {
            all.add(sink::abandon);
        } else {
            all.add(settings.sink());
        }
        all.add(settings.deadLetters());
        if (files != null) {
            all.add(files);
        }
        Closing.all(all);
    }
}
