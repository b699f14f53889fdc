// SPDX-License-Identifier: Apache-2.0
package io.whotrail.cli;

import io.whotrail.Attributor;
import io.whotrail.source.ReadStats;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * What was learned by reading all inputs once.
 *
 * @param attributor knows all sessions, and gives final answers
 * @param repeats knows the events whose id occurs more than once
 * @param eventsOfInput how many events each input holds
 * @param read what was read
 */
record FirstPass(Attributor attributor, Repeats repeats, AtomicLongArray eventsOfInput, ReadStats read) {
    static FirstPass over(Inputs inputs, int threads, Attributor attributor, MemoryPlan memory, Reading reading)
            throws IOException {
        int count = inputs.all().size();
        if (count > Places.MAXIMUM_INPUTS) {
            throw new IOException("at most " + Places.MAXIMUM_INPUTS + " inputs can be told apart, got " + count);
        }
        var repeats = new Repeats(count, memory.maximumStandIns());
        var eventsOfInput = new AtomicLongArray(count);
        var sum = new ReadSum();
        try (var occurrences = new Occurrences()) {
            InOrder.run(threads, count, number -> {
                ReadStats read = reading.read(inputs.all().get(number), rejected -> {}, (event, index) -> {
                    attributor.learn(event);
                    occurrences.add(event, Places.of(number, index));
                });
                eventsOfInput.set(number, read.events());
                sum.add(read);
            });
            attributor.finish();
            occurrences.resolve(repeats);
        }
        return new FirstPass(attributor, repeats, eventsOfInput, sum.all());
    }

    /** Checks that an input that was read again held what it had held. */
    void checkSame(int number, Input input, ReadStats again) throws IOException {
        long before = eventsOfInput.get(number);
        if (before != again.events()) {
            throw new IOException(input.name() + " changed while it was being read: it held "
                    + Words.count(before, "event") + " and now holds " + again.events());
        }
    }
}
