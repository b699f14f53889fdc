// SPDX-License-Identifier: Apache-2.0
package io.whotrail.cli.input;

/** Where an event stands in reading order, as one number: which input, and which event of it. */
public final class Places {
    private static final int EVENT_BITS = 36;
    /** How many inputs can be told apart. */
    static final int MAXIMUM_INPUTS = 1 << Long.SIZE - EVENT_BITS - 2;

    private Places() {}

    /** The place of an event. */
    public static long of(int input, long event) {
        return (long) input << EVENT_BITS | event;
    }

    /** Which input, from 0. */
    public static int input(long place) {
        return (int) (place >>> EVENT_BITS);
    }

    /** Which event of it, from 0. */
    public static long event(long place) {
        return place & (1L << EVENT_BITS) - 1;
    }
}
