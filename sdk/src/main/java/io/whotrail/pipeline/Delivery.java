// SPDX-License-Identifier: Apache-2.0
package io.whotrail.pipeline;

import io.whotrail.Attribution;
import io.whotrail.AttributionListener;
import io.whotrail.Quarantine;
import io.whotrail.SessionRevision;
import io.whotrail.sink.AttributionSink;
import io.whotrail.sink.LineFormat;
import io.whotrail.sink.SinkEntry;
import io.whotrail.sink.SinkException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Hands entries to the sink, in their order, batch after batch. For one thread. */
final class Delivery implements AttributionListener {
    /* An attributor tells of later answers in the middle of a call, and goes on telling whatever its listener throws. So a full
     * batch is written right there, which keeps the memory bounded, and what went wrong is kept until the call is over. */

    private static final int LONGEST_ID = 100;

    private final AttributionSink sink;
    private final int batchSize;
    private final boolean held;
    private final Retries retries;
    private final DeadLetters letters;
    private final Consumer<? super PipelineIncident> incidents;
    private final Tally tally;
    private final List<SinkEntry> batch = new ArrayList<>();
    private boolean muted;
    private @Nullable Exception failure;

    Delivery(Settings settings, Retries retries, Tally tally) {
        this.sink = settings.sink();
        this.batchSize = settings.batchSize();
        this.held = settings.holdUntilFinal();
        this.letters = settings.deadLetters();
        this.incidents = settings.log();
        this.retries = retries;
        this.tally = tally;
    }

    @Override
    public void onAttribution(Attribution attribution) {
        if (!held && attribution.revision() == 0) {
            failure = new IllegalStateException(
                    "answers are held until they are final: say so to the pipeline's builder, not to the attributor's");
        }
        add(SinkEntry.of(attribution));
    }

    @Override
    public void onSessionRevision(SessionRevision revision) {
        add(SinkEntry.of(revision));
    }

    @Override
    public void onQuarantined(Quarantine quarantine) {
        try {
            incidents.accept(new PipelineIncident(
                    PipelineIncident.Kind.QUARANTINED,
                    "a record of event " + shown(quarantine.eventId()) + " (" + quarantine.trust() + "), "
                            + quarantine.reason() + ": " + shown(quarantine.keptEventId()) + " counts",
                    Map.of(
                            "reason", quarantine.reason().name(),
                            "trust", quarantine.trust().name())));
        } catch (RuntimeException failed) {
            failure = failure == null ? failed : failure;
        }
    }

    /** An id as it can be written anywhere: whoever forges a record chooses it. */
    private static String shown(String eventId) {
        return eventId.substring(0, Math.min(eventId.length(), LONGEST_ID)).replaceAll("[^ -~]", "?");
    }

    /** An answer that the attributor returned. */
    void answered(Attribution attribution) {
        if (!held) {
            add(SinkEntry.of(attribution));
        }
    }

    private void add(SinkEntry entry) {
        if (failure != null || muted) {
            return;
        }
        batch.add(entry);
        tally.entries++;
        if (batch.size() >= batchSize) {
            try {
                writeBatch();
            } catch (IOException | InterruptedException | RuntimeException failed) {
                failure = failed;
            }
        }
    }

    /** Whether later answers are of events that were told before, as while an attributor is restored. */
    void mute(boolean value) {
        muted = value;
    }

    int inFlight() {
        return batch.size();
    }

    /** Throws what went wrong in the middle of a call. */
    void requireWell() throws IOException, InterruptedException {
        Exception failed = failure;
        if (failed instanceof IOException io) {
            throw io;
        } else if (failed instanceof InterruptedException interrupted) {
            throw interrupted;
        } else if (failed instanceof RuntimeException bug) {
            throw bug;
        }
    }

    /** Hands on what waits. */
    void write() throws IOException, InterruptedException {
        requireWell();
        writeBatch();
    }

    private void writeBatch() throws IOException, InterruptedException {
        if (!batch.isEmpty()) {
            deliver(List.copyOf(batch));
        }
    }

    private void deliver(List<SinkEntry> entries) throws IOException, InterruptedException {
        for (int attempt = 1; ; attempt++) {
            try {
                sink.write(entries);
                tally.delivered += entries.size();
                doneWith(entries);
                return;
            } catch (SinkException refused) {
                if (refused.remedy() == SinkException.Remedy.SKIP) {
                    skip(entries, refused);
                    return;
                }
                if (!again(refused, attempt)) {
                    bury(entries, refused);
                    return;
                }
            }
        }
    }

    /** Entries leave in their order. */
    private void doneWith(List<SinkEntry> entries) {
        batch.subList(0, entries.size()).clear();
    }

    /** Waits to try again; says no where the policy is to go on without. */
    private boolean again(SinkException refused, int attempt) throws SinkException, InterruptedException {
        if (refused.remedy() != SinkException.Remedy.RETRY) {
            throw refused;
        }
        incidents.accept(new PipelineIncident(
                PipelineIncident.Kind.SINK_RETRY,
                "attempt " + attempt + " failed: " + refused.getMessage(),
                Map.of("attempt", Integer.toString(attempt), "failure", PipelineLog.names(refused))));
        if (retries.await(attempt)) {
            tally.retries++;
            return true;
        }
        if (retries.policy().exhausted() == RetryPolicy.Exhausted.STOP) {
            throw refused;
        }
        return false;
    }

    /** Finds what the sink won't have by halving, so that nothing else is lost to it. */
    private void skip(List<SinkEntry> entries, SinkException refused) throws IOException, InterruptedException {
        int size = entries.size();
        if (size == 1) {
            bury(entries, refused);
        } else {
            deliver(entries.subList(0, size / 2));
            deliver(entries.subList(size / 2, size));
        }
    }

    private void bury(List<SinkEntry> entries, SinkException refused) throws IOException {
        for (SinkEntry entry : entries) {
            letters.add(new DeadLetter(
                    DeadLetter.Kind.ENTRY,
                    "sink",
                    entry.documentId(),
                    refused.remedy().name(),
                    String.valueOf(refused.getMessage()),
                    Sha256.of(LineFormat.ndjson().line(entry)),
                    null));
        }
        tally.deadLettered += entries.size();
        doneWith(entries);
        incidents.accept(new PipelineIncident(
                PipelineIncident.Kind.DEAD_LETTER,
                entries.size() + " entries: " + refused.getMessage(),
                Map.of(
                        "letter", DeadLetter.Kind.ENTRY.name(),
                        "count", Integer.toString(entries.size()),
                        "remedy", refused.remedy().name(),
                        "failure", PipelineLog.names(refused))));
    }

    /** Makes what was handed on durable. */
    void flush() throws IOException, InterruptedException {
        for (int attempt = 1; ; attempt++) {
            try {
                sink.flush();
                return;
            } catch (SinkException refused) {
                if (!again(refused, attempt)) {
                    throw refused;
                }
            }
        }
    }
}
