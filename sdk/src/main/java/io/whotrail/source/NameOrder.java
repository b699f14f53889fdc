// SPDX-License-Identifier: Apache-2.0
package io.whotrail.source;

import org.jspecify.annotations.Nullable;

/**
 * Foresees which name follows another, as records of one kind have the same names in the same order. Of {@value #SLOTS}
 * slots each holds what followed last, of {@value #LONGEST} bytes at the most. For one thread.
 */
final class NameOrder {
    private static final int SLOTS = 1 << 9;
    private static final int LONGEST = 48;

    private final @Nullable Step[] steps = new Step[SLOTS];
    private int slot;

    /** One name with the comma before and the colon behind it, and what its {@link Names} say of it. */
    static final class Step {
        final int length;
        final int found;
        private final long[] words;
        private final long last;
        private final int slot;

        Step(byte[] bytes, int from, int to, int found, int slot) {
            this.length = to - from;
            this.found = found;
            this.words = new long[length / Long.BYTES];
            for (int i = 0; i < words.length; i++) {
                words[i] = Words.at(bytes, from + i * Long.BYTES);
            }
            this.last = Words.tail(bytes, to, length);
            this.slot = slot;
        }

        private boolean isAt(byte[] bytes, int from) {
            for (int i = 0; i < words.length; i++) {
                if (Words.at(bytes, from + i * Long.BYTES) != words[i]) {
                    return false;
                }
            }
            return Words.at(bytes, from + length - Long.BYTES) == last;
        }
    }

    /** Begins with a record. */
    void start() {
        slot = 0;
    }

    /** The name that stands at an index, if it is the foreseen one and its value follows at once. */
    @Nullable
    Step next(byte[] bytes, int from, int to) {
        Step step = steps[slot];
        if (step == null || to - from <= step.length || !step.isAt(bytes, from) || bytes[from + step.length] <= ' ') {
            return null;
        }
        slot = step.slot;
        return step;
    }

    /** Learns that a name, from index to index, followed the one before. */
    void learn(byte[] bytes, int nameFrom, int nameTo, int found) {
        int length = nameTo - nameFrom;
        int next =
                Words.mix(Words.head(bytes, nameFrom, length), Words.tail(bytes, nameTo, length), length) & SLOTS - 1;
        int from = nameFrom - 2;
        int to = nameTo + 2;
        boolean usual = bytes[from] == ',' && bytes[nameFrom - 1] == '"' && bytes[nameTo + 1] == ':';
        if (usual && to - from >= Long.BYTES && to - from <= LONGEST) {
            steps[slot] = new Step(bytes, from, to, found, next);
        }
        slot = next;
    }
}
