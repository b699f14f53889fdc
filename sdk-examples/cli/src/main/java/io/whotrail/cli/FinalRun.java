// SPDX-License-Identifier: Apache-2.0
package io.whotrail.cli;

import io.whotrail.Attribution;
import io.whotrail.AttributorStats;
import io.whotrail.cli.input.LearnedLogs;
import io.whotrail.event.CloudTrailEvent;
import io.whotrail.metrics.Equation;
import io.whotrail.sink.AttributionSink;
import io.whotrail.sink.SinkEntry;
import io.whotrail.source.ReadStats;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;

/** Answers each event once, in reading order, knowing all that there is to know. */
final class FinalRun {
    /* The input is read twice. The first time every event is learned, and it is noted which id occurs where; the second
     * time every event is asked about. So memory holds sessions, not events, whatever the size of the input. Several
     * threads read one input each; their lines are joined in the order of the inputs. */

    private final LearnedLogs learned;
    private final LineStyle style;
    private final Results results;
    private final StandIns standIns = new StandIns();
    private final Tally tally = new Tally();
    private final LongAdder asked = new LongAdder();

    /**
     * Makes the second pass.
     *
     * @param learned what the first pass found
     * @param style how answers are written
     * @param results where to
     */
    FinalRun(LearnedLogs learned, LineStyle style, Results results) {
        this.learned = learned;
        this.style = style;
        this.results = results;
    }

    Outcome run() throws IOException {
        try (standIns) {
            standIns.collect(learned, this::contradicted, style);
            ReadStats answered = answer();
            results.flush();
            return outcome(answered);
        }
    }

    private Attribution contradicted(CloudTrailEvent event) {
        return learned.attributor().ask(event).contradicted();
    }

    private ReadStats answer() throws IOException {
        style.begin(results.lines());
        var lines = new OrderedOutput(results.lines());
        var rejects = new OrderedOutput(results.rejects());
        return learned.each(number -> {
            try (OutputStream turn = lines.turn(number);
                    AttributionSink sink = style.open(turn);
                    var rejectLines = new RejectLines(rejects.turn(number))) {
                return learned.again(number, rejectLines, (event, place, source) -> {
                    asked.increment();
                    answer(event, place, sink, turn);
                });
            }
        });
    }

    private void answer(CloudTrailEvent event, long place, AttributionSink sink, OutputStream turn) throws IOException {
        Attribution answer = learned.answer(event, place);
        if (answer == null) {
            return;
        }
        tally.count(answer);
        if (learned.repeats().isContradicted(place)) {
            sink.flush();
            if (standIns.write(place, turn)) {
                return;
            }
        }
        sink.write(SinkEntry.of(answer));
    }

    private Outcome outcome(ReadStats answered) {
        AttributorStats stats = stats(learned.attributor().stats());
        List<Equation> equations = new ArrayList<>(Equations.answering(stats, answered));
        equations.add(new Equation("reader.events == attributor.learned", answered.events(), stats.learned()));
        equations.add(new Equation(
                "reader.records == reader.records of the first pass",
                answered.records(),
                learned.read().records()));
        return new Outcome(
                stats, answered, Equations.answers(stats), 0, learned.repeats().missingStandIns(), equations);
    }

    /**
     * What was asked and answered is counted here: an attributor counts no questions. All records of a batch are believed
     * alike, so that no digest decides between two of one event.
     */
    private AttributorStats stats(AttributorStats first) {
        return new AttributorStats(
                asked.sum(),
                first.learned(),
                learned.repeats().duplicates(),
                learned.repeats().contradictions(),
                learned.repeats().contradictions(),
                first.quarantinedBy(),
                tally.attributed(),
                tally.ambiguous(),
                tally.unattributed(),
                first.late(),
                first.waiting(),
                first.revisions(),
                first.sessionRevisions(),
                first.finalizedEarly(),
                first.sessionsIssued(),
                first.sessionsLive(),
                first.sessionsEvicted(),
                first.sessionsExpired(),
                first.sessionsCorrected(),
                first.sessionsSaturated(),
                tally.signals(),
                first.accounts(),
                first.largestAccount(),
                first.watermark());
    }
}
