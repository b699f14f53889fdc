// SPDX-License-Identifier: Apache-2.0
package io.whotrail.cli;

import io.whotrail.Attribution;
import io.whotrail.source.ReadStats;
import java.io.IOException;

/** The final answer of each event of the inputs, once. */
final class FinalAnswers {
    /** Takes answers. */
    interface Taker {
        /**
         * Takes an answer.
         *
         * @param answer the answer
         * @param place where its event stands
         */
        void accept(Attribution answer, long place) throws IOException;
    }

    private final Inputs inputs;
    private final FirstPass learned;
    private final Reading reading;

    FinalAnswers(Inputs inputs, FirstPass learned, Reading reading) {
        this.inputs = inputs;
        this.learned = learned;
        this.reading = reading;
    }

    /** Reads all inputs again, one after the other, so that the same answers come in the same order each time. */
    ReadStats forEach(Taker taker) throws IOException {
        var sum = new ReadSum();
        for (int number = 0; number < inputs.all().size(); number++) {
            int input = number;
            ReadStats read = reading.read(inputs.all().get(number), rejected -> {}, (event, index) -> {
                long place = Places.of(input, index);
                if (!learned.repeats().isLeftOut(place)) {
                    Attribution answer = learned.attributor().ask(event);
                    taker.accept(learned.repeats().isContradicted(place) ? answer.contradicted() : answer, place);
                }
            });
            learned.checkSame(number, inputs.all().get(number), read);
            sum.add(read);
        }
        return sum.all();
    }
}
