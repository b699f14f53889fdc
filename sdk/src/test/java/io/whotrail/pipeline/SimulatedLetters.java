// SPDX-License-Identifier: Apache-2.0
package io.whotrail.pipeline;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Letters in memory that outlive machines; what was not flushed is there in part when one stops. */
final class SimulatedLetters implements DeadLetters {
    private Machine machine = Machine.sound();
    private final List<DeadLetter> letters = new ArrayList<>();
    private int durable;

    void runOn(Machine value) {
        machine = value;
    }

    void loseWhatWasNotDurable(Random random) {
        letters.subList(random.nextInt(durable, letters.size() + 1), letters.size())
                .clear();
    }

    List<DeadLetter> kept() {
        return List.copyOf(letters);
    }

    @Override
    public void add(DeadLetter letter) throws IOException {
        machine.step();
        letters.add(letter);
    }

    @Override
    public void flush() throws IOException {
        machine.step();
        durable = letters.size();
    }

    @Override
    public void close() {}
}
