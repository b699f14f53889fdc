// SPDX-License-Identifier: Apache-2.0
package io.whotrail.cli;

import io.whotrail.Attribution;
import io.whotrail.Attributor;
import io.whotrail.AttributorStats;
import io.whotrail.event.CloudTrailEvent;
import io.whotrail.sink.AttributionSink;
import io.whotrail.source.ReadStats;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.LongAdder;

/** Answers each event once, in reading order, knowing all that there is to know. */
final class FinalRun {
    /* The input is read twice. The first time every event is learned, and it is noted which id occurs where; the second
     * time every event is asked about. So memory holds sessions, not events, whatever the size of the input. Several
     * threads read one input each; their lines are joined in the order of the inputs. */

    private final Inputs inputs;
    private final int threads;
    private final Format format;
    private final Results results;
    private final Reading reading;
    private final Attributor attributor;
    private final Repeats repeats;
    private final Occurrences occurrences = new Occurrences();
    private final StandIns standIns = new StandIns();
    private final Tally tally = new Tally();
    private final AtomicLongArray eventsOfInput;
    private final LongAdder asked = new LongAdder();

    /**
     * Makes a run.
     *
     * @param inputs what to read, each of which can be read twice
     * @param threads how many inputs are read at a time
     * @param attributor one that knows nothing yet
     * @param memory what may be kept
     * @param format how answers are written
     * @param results where to
     * @param reading reads the inputs
     */
    FinalRun(
            Inputs inputs,
            int threads,
            Attributor attributor,
            MemoryPlan memory,
            Format format,
            Results results,
            Reading reading) {
        this.inputs = inputs;
        this.threads = threads;
        this.attributor = attributor;
        this.format = format;
        this.results = results;
        this.reading = reading;
        this.repeats = new Repeats(inputs.all().size(), memory.maximumStandIns());
        this.eventsOfInput = new AtomicLongArray(inputs.all().size());
    }

    Outcome run() throws IOException {
        try (occurrences;
                standIns) {
            ReadStats learned = learn();
            attributor.finish();
            occurrences.resolve(repeats);
            standIns.collect(repeats, inputs, reading, this::contradicted, format);
            ReadStats answered = answer();
            results.flush();
            return outcome(learned, answered);
        }
    }

    private ReadStats learn() throws IOException {
        var sum = new ReadSum();
        InOrder.run(threads, inputs.all().size(), number -> {
            ReadStats read = reading.read(inputs.all().get(number), rejected -> {}, (event, index) -> {
                attributor.learn(event);
                occurrences.add(event, Places.of(number, index));
            });
            eventsOfInput.set(number, read.events());
            sum.add(read);
        });
        return sum.all();
    }

    private Attribution contradicted(CloudTrailEvent event) {
        return attributor.ask(event).contradicted();
    }

    private ReadStats answer() throws IOException {
        format.begin(results.lines());
        var sum = new ReadSum();
        var lines = new OrderedOutput(results.lines());
        var rejects = new OrderedOutput(results.rejects());
        InOrder.run(threads, inputs.all().size(), number -> {
            try (OutputStream turn = lines.turn(number);
                    AttributionSink sink = format.open(turn);
                    var rejectLines = new RejectLines(rejects.turn(number))) {
                Input input = inputs.all().get(number);
                ReadStats read = reading.read(input, rejectLines, (event, index) -> {
                    asked.increment();
                    answer(event, Places.of(number, index), sink, turn);
                });
                checkSame(input, eventsOfInput.get(number), read.events());
                sum.add(read);
            }
        });
        return sum.all();
    }

    private void answer(CloudTrailEvent event, long place, AttributionSink sink, OutputStream turn) throws IOException {
        if (repeats.isLeftOut(place)) {
            return;
        }
        if (!repeats.isContradicted(place)) {
            Attribution answer = attributor.ask(event);
            tally.count(answer.verdict());
            sink.accept(answer);
            return;
        }
        Attribution answer = contradicted(event);
        tally.count(answer.verdict());
        sink.flush();
        if (!standIns.write(place, turn)) {
            sink.accept(answer);
        }
    }

    private static void checkSame(Input input, long learned, long answered) throws IOException {
        if (learned != answered) {
            throw new IOException(input.name() + " changed while it was being read: it held " + learned
                    + " events and now holds " + answered);
        }
    }

    private Outcome outcome(ReadStats learned, ReadStats answered) {
        AttributorStats stats = stats(attributor.stats());
        List<Equation> equations = new ArrayList<>(Equation.common(stats, answered));
        equations.add(new Equation("reader.events == attributor.learned", answered.events(), stats.learned()));
        equations.add(new Equation(
                "reader.records == reader.records of the first pass", answered.records(), learned.records()));
        long answers = Equation.answers(stats);
        return new Outcome(stats, answered, answers, 0, repeats.missingStandIns(), equations);
    }

    /** What was asked and answered is counted here: an attributor counts no questions. */
    private AttributorStats stats(AttributorStats learned) {
        return new AttributorStats(
                asked.sum(),
                learned.learned(),
                repeats.duplicates(),
                repeats.contradictions(),
                tally.attributed(),
                tally.ambiguous(),
                tally.unattributed(),
                learned.late(),
                learned.waiting(),
                learned.revisions(),
                learned.sessionRevisions(),
                learned.finalizedEarly(),
                learned.sessionsIssued(),
                learned.sessionsLive(),
                learned.sessionsEvicted(),
                learned.sessionsExpired(),
                learned.sessionsCorrected());
    }
}
