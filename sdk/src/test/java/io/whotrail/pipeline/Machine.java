// SPDX-License-Identifier: Apache-2.0
package io.whotrail.pipeline;

import java.io.IOException;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** A machine on which the step with a number fails, or at which it stops for good. Steps are counted from 1. */
final class Machine {
    /** The machine has stopped: nobody gets to deal with it. */
    static final class Stopped extends Error {
        private static final long serialVersionUID = 1;
    }

    private final int number;
    private final boolean forEver;
    private final @Nullable Random stop;
    private int steps;
    private boolean stopped;

    private Machine(int number, boolean forEver, @Nullable Random stop) {
        this.number = number;
        this.forEver = forEver;
        this.stop = stop;
    }

    static Machine sound() {
        return new Machine(0, false, null);
    }

    static Machine failingAt(int number) {
        return new Machine(number, false, null);
    }

    /** That step fails and all after it, as where a disk is full. */
    static Machine failingFrom(int number) {
        return new Machine(number, true, null);
    }

    static Machine stoppingAt(int number, Random random) {
        return new Machine(number, false, random);
    }

    int steps() {
        return steps;
    }

    /** Something that can fail. */
    void step() throws IOException {
        if (stopped) {
            throw new Stopped();
        }
        steps++;
        if (steps == number || forEver && steps > number) {
            if (stop == null) {
                throw new IOException("no space left on device");
            }
            stopped = true;
            throw new Stopped();
        }
    }
}
