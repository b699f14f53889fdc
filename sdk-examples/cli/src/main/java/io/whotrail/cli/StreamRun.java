// SPDX-License-Identifier: Apache-2.0
package io.whotrail.cli;

import io.whotrail.Attribution;
import io.whotrail.AttributionListener;
import io.whotrail.Attributor;
import io.whotrail.AttributorStats;
import io.whotrail.SessionRevision;
import io.whotrail.cli.input.Input;
import io.whotrail.cli.input.Inputs;
import io.whotrail.cli.input.Reading;
import io.whotrail.metrics.Equation;
import io.whotrail.sink.AttributionSink;
import io.whotrail.sink.SinkEntry;
import io.whotrail.source.ReadStats;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/** Answers events as they come, and again when a later one changes the answer. One thread: the order is the point. */
final class StreamRun {
    private final Inputs inputs;
    private final Attributor attributor;
    private final Reading reading;
    private final Results results;
    private final LineStyle style;
    private final Lines lines;

    /**
     * Makes a run.
     *
     * @param inputs what to read, in this order
     * @param attributor all but complete: it is going to tell this run of later answers
     * @param style how answers are written
     * @param results where to
     * @param reading reads the inputs
     */
    StreamRun(Inputs inputs, Attributor.Builder attributor, LineStyle style, Results results, Reading reading)
            throws IOException {
        this.inputs = inputs;
        this.style = style;
        this.results = results;
        this.reading = reading;
        this.lines = new Lines(style.open(results.lines()));
        this.attributor = attributor.listener(lines).build();
    }

    Outcome run() throws IOException {
        style.begin(results.lines());
        ReadStats read = ReadStats.NONE;
        var rejects = new RejectLines(results.rejects());
        for (Input input : inputs.all()) {
            read = read.plus(reading.read(input, rejects, (event, index, source) -> {
                Attribution answer = attributor.attribute(event);
                if (answer != null) {
                    lines.onAttribution(answer);
                }
            }));
        }
        attributor.finish();
        lines.sink.flush();
        rejects.flush();
        results.flush();
        return outcome(read);
    }

    private Outcome outcome(ReadStats read) {
        AttributorStats stats = attributor.stats();
        List<Equation> equations = new ArrayList<>(Equations.answering(stats, read));
        equations.add(new Equation(
                "lines.verdicts == attributor.offered - attributor.duplicates - attributor.contradictions"
                        + " + attributor.revisions",
                lines.verdicts,
                stats.offered() - stats.duplicates() - stats.contradictions() + stats.revisions()));
        equations.add(new Equation(
                "lines.sessionRevisions == attributor.sessionRevisions", lines.notices, stats.sessionRevisions()));
        return new Outcome(stats, read, lines.verdicts, lines.notices, 0, equations);
    }

    /** Writes what it is told. */
    private static final class Lines implements AttributionListener {
        private final AttributionSink sink;
        private long verdicts;
        private long notices;

        Lines(AttributionSink sink) {
            this.sink = sink;
        }

        @Override
        public void onAttribution(Attribution attribution) {
            try {
                sink.write(SinkEntry.of(attribution));
                verdicts++;
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            }
        }

        @Override
        public void onSessionRevision(SessionRevision revision) {
            try {
                sink.write(SinkEntry.of(revision));
                notices++;
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            }
        }
    }
}
