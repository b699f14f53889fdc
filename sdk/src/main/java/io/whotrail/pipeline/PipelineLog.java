// SPDX-License-Identifier: Apache-2.0
package io.whotrail.pipeline;

import io.whotrail.checkpoint.CheckpointException;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.event.Level;
import org.slf4j.spi.LoggingEventBuilder;

/** Tells the operator's log what happens to a pipeline, and of each incident whoever listens too. */
final class PipelineLog implements Consumer<PipelineIncident> {
    /* Whoever can have a record written chooses what is in it, and logs are read by more people and kept for longer than events.
     * So nothing goes there but numbers, constants of this library, names of exceptions, and what the disk says of checkpoints and
     * dead letters. The details of other incidents are for who listens: a sink may be told them by a server. */

    private final Logger log;
    private final Consumer<? super PipelineIncident> listener;

    PipelineLog(Logger log, Consumer<? super PipelineIncident> listener) {
        this.log = log;
        this.listener = listener;
    }

    @Override
    public void accept(PipelineIncident incident) {
        LoggingEventBuilder line = log.atWarn().addKeyValue("incident", incident.kind());
        for (var fact : incident.facts().entrySet()) {
            line = line.addKeyValue(fact.getKey(), fact.getValue());
        }
        if (isOfTheDisk(incident.kind())) {
            line = line.addKeyValue("detail", incident.detail());
        }
        line.log(words(incident.kind()));
        listener.accept(incident);
    }

    private static boolean isOfTheDisk(PipelineIncident.Kind kind) {
        return switch (kind) {
            case CHECKPOINT_FALLBACK, CHECKPOINT_RETRY, DEAD_LETTER_RETRY -> true;
            case SINK_RETRY, SOURCE_RETRY, DEAD_LETTER, QUARANTINED, ABORTED -> false;
        };
    }

    private static String words(PipelineIncident.Kind kind) {
        return switch (kind) {
            case CHECKPOINT_FALLBACK -> "The newest checkpoint is damaged; one before it is used";
            case CHECKPOINT_RETRY -> "A checkpoint failed and is tried again";
            case DEAD_LETTER_RETRY -> "Dead letters could not be made durable; this is tried again";
            case SINK_RETRY -> "The sink failed and is tried again";
            case SOURCE_RETRY -> "A source failed and is tried again";
            case DEAD_LETTER -> "Something became a dead letter";
            case QUARANTINED -> "A record was set aside";
            case ABORTED -> "Stopped before everything was delivered";
        };
    }

    void started(Settings settings, boolean resumed) {
        log.atInfo()
                .addKeyValue("sources", settings.sources().size())
                .addKeyValue("checkpoints", settings.checkpoints() != null)
                .addKeyValue("resumed", resumed)
                .log("The pipeline runs");
    }

    void ended(PipelineHealth health) {
        PipelineStats stats = health.stats();
        Throwable failure = health.failure();
        LoggingEventBuilder line = log.atLevel(health.state() == PipelineState.FAILED ? Level.ERROR : Level.INFO)
                .addKeyValue("state", health.state())
                .addKeyValue("records", stats.records())
                .addKeyValue("answered", stats.answered())
                .addKeyValue("repeated", stats.repeated())
                .addKeyValue("refused", stats.refused())
                .addKeyValue("rejected", stats.rejected())
                .addKeyValue("filtered", stats.filtered())
                .addKeyValue("delivered", stats.delivered())
                .addKeyValue("deadLettered", stats.deadLettered())
                .addKeyValue("retries", stats.retries())
                .addKeyValue("checkpoints", stats.checkpoints())
                .addKeyValue("balances", stats.balances());
        if (failure != null) {
            line = line.addKeyValue("failure", names(failure));
        }
        if (failure instanceof CheckpointException unusable) {
            line = line.addKeyValue("reason", unusable.reason());
        }
        line.log("The pipeline has ended");
    }

    /** What failed, without the messages: {@code SinkException: ConnectException}. */
    static String names(Throwable failure) {
        Throwable cause = failure.getCause();
        String name = failure.getClass().getSimpleName();
        return cause == null ? name : name + ": " + cause.getClass().getSimpleName();
    }
}
