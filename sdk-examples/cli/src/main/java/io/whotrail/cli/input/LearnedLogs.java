// SPDX-License-Identifier: Apache-2.0
package io.whotrail.cli.input;

import io.whotrail.Attribution;
import io.whotrail.Attributor;
import io.whotrail.cli.text.Words;
import io.whotrail.event.CloudTrailEvent;
import io.whotrail.source.EventSource;
import io.whotrail.source.ReadStats;
import io.whotrail.source.RejectedRecord;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Inputs that were read once, so that every event in them has its final answer whenever they are read again. */
public final class LearnedLogs {
    /** Takes events. */
    public interface Events {
        /**
         * Takes an event.
         *
         * @param event the event
         * @param place where it stands
         * @param source what gave it, and may know where in its bytes it lies
         */
        void accept(CloudTrailEvent event, long place, EventSource source) throws IOException;
    }

    /** Takes answers. */
    public interface Answers {
        /**
         * Takes an answer.
         *
         * @param answer the answer
         * @param place where its event stands
         */
        void accept(Attribution answer, long place) throws IOException;
    }

    /** Reads one input. */
    public interface OneInput {
        /**
         * Reads it.
         *
         * @param number which one, from 0
         * @return what was read
         */
        ReadStats read(int number) throws IOException;
    }

    private final Inputs inputs;
    private final int threads;
    private final Attributor attributor;
    private final Reading reading;
    private final Repeats repeats;
    private final AtomicLongArray eventsOfInput;
    private ReadStats read = ReadStats.NONE;

    private LearnedLogs(Inputs inputs, int threads, Attributor attributor, long maximumStandIns, Reading reading) {
        int count = inputs.all().size();
        this.inputs = inputs;
        this.threads = threads;
        this.attributor = attributor;
        this.reading = reading;
        this.repeats = new Repeats(count, maximumStandIns);
        this.eventsOfInput = new AtomicLongArray(count);
    }

    /**
     * Reads all inputs for the first time.
     *
     * @param inputs what to read
     * @param threads how many inputs are read at a time
     * @param attributor learns the events
     * @param maximumStandIns how many contradicted ids can be answered by another event than their first
     * @param reading reads the inputs
     */
    public static LearnedLogs of(
            Inputs inputs, int threads, Attributor attributor, long maximumStandIns, Reading reading)
            throws IOException {
        int count = inputs.all().size();
        if (count > Places.MAXIMUM_INPUTS) {
            throw new IOException("at most " + Places.MAXIMUM_INPUTS + " inputs can be told apart, got " + count);
        }
        var logs = new LearnedLogs(inputs, threads, attributor, maximumStandIns, reading);
        logs.learn();
        return logs;
    }

    private void learn() throws IOException {
        try (var occurrences = new Occurrences()) {
            read = each(number -> {
                ReadStats once = read(number, rejected -> {}, (event, place, source) -> {
                    attributor.learn(event);
                    occurrences.add(event, place);
                });
                eventsOfInput.set(number, once.events());
                return once;
            });
            attributor.finish();
            occurrences.resolve(repeats);
        }
    }

    /** Reads each input, several at a time, begun in their order. */
    public ReadStats each(OneInput one) throws IOException {
        var sum = new ReadSum();
        InOrder.run(threads, inputs.all().size(), number -> sum.add(one.read(number)));
        return sum.all();
    }

    private ReadStats read(int number, Consumer<RejectedRecord> rejected, Events events) throws IOException {
        return reading.read(
                inputs.all().get(number),
                rejected,
                (event, index, source) -> events.accept(event, Places.of(number, index), source));
    }

    /** Reads all inputs again, several at a time. */
    public ReadStats again(Events events) throws IOException {
        return each(number -> again(number, rejected -> {}, events));
    }

    /**
     * Reads one input again.
     *
     * @throws IOException if it does not hold what it held the first time, too
     */
    public ReadStats again(int number, Consumer<RejectedRecord> rejected, Events events) throws IOException {
        ReadStats again = read(number, rejected, events);
        long before = eventsOfInput.get(number);
        if (before != again.events()) {
            throw new IOException(inputs.all().get(number).name() + " changed while it was being read: it held "
                    + Words.count(before, "event") + " and now holds " + again.events());
        }
        return again;
    }

    /** Answers each event once: reads one input after the other, so that the same answers come in the same order each time. */
    public ReadStats forEachAnswer(Answers answers) throws IOException {
        var sum = new ReadSum();
        for (int number = 0; number < inputs.all().size(); number++) {
            sum.add(again(number, rejected -> {}, (event, place, source) -> {
                Attribution answer = answer(event, place);
                if (answer != null) {
                    answers.accept(answer, place);
                }
            }));
        }
        return sum.all();
    }

    /** The final answer of an event; {@code null} where another event of the same id is answered. */
    @Nullable
    public Attribution answer(CloudTrailEvent event, long place) {
        if (repeats.isLeftOut(place)) {
            return null;
        }
        Attribution answer = attributor.ask(event);
        return repeats.isContradicted(place) ? answer.contradicted() : answer;
    }

    /** What is read. */
    public Inputs inputs() {
        return inputs;
    }

    /** Knows all sessions. */
    public Attributor attributor() {
        return attributor;
    }

    /** Knows the events whose id occurs more than once. */
    public Repeats repeats() {
        return repeats;
    }

    /** What was read the first time. */
    public ReadStats read() {
        return read;
    }
}
