// SPDX-License-Identifier: Apache-2.0
package io.whotrail.disk;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A machine on which the step with a number fails, or at which it stops for good. Steps are counted from 1. */
public final class Machine {
    /** The machine has stopped: nobody gets to deal with it. */
    public static final class Stopped extends Error {
        private static final long serialVersionUID = 1;
    }

    private enum Fault {
        FAILS,
        FAILS_FROM_THEN_ON,
        STOPS
    }

    private final int number;
    private final Fault fault;
    private final @Nullable String kind;
    private int steps;
    private boolean stopped;

    private Machine(int number, Fault fault, @Nullable String kind) {
        this.number = number;
        this.fault = fault;
        this.kind = kind;
    }

    public static Machine sound() {
        return failingAt(0);
    }

    public static Machine failingAt(int number) {
        return new Machine(number, Fault.FAILS, null);
    }

    /** The step with that number of all of one kind fails. */
    public static Machine failingAt(String kind, int number) {
        return new Machine(number, Fault.FAILS, kind);
    }

    /** That step fails and all after it, as where a disk is full. */
    public static Machine failingFrom(int number) {
        return new Machine(number, Fault.FAILS_FROM_THEN_ON, null);
    }

    public static Machine stoppingAt(int number) {
        return new Machine(number, Fault.STOPS, null);
    }

    public int steps() {
        return steps;
    }

    /** Something that can fail. */
    public void step(String what) throws IOException {
        if (stopped) {
            throw new Stopped();
        }
        if (kind != null && !kind.equals(what)) {
            return;
        }
        steps++;
        if (steps == number || fault == Fault.FAILS_FROM_THEN_ON && steps > number) {
            stopped = fault == Fault.STOPS;
            if (stopped) {
                throw new Stopped();
            }
            throw new IOException("no space left on device");
        }
    }
}
