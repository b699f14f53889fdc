// SPDX-License-Identifier: Apache-2.0
package io.whotrail.source;

import java.util.BitSet;

/** Which brackets are open. Below the depth limit it knows of each whether it is a brace; beyond it, it counts. */
final class Nesting {
    private final BitSet objects = new BitSet();
    private final int known;
    private long depth;

    Nesting(int known) {
        this.known = known;
    }

    void clear() {
        depth = 0;
    }

    boolean isEmpty() {
        return depth == 0;
    }

    /** Whether the innermost bracket that is open is known to be a brace. */
    boolean isObject() {
        return depth > 0 && depth <= known && objects.get((int) depth - 1);
    }

    void open(boolean object) {
        if (depth < known) {
            objects.set((int) depth, object);
        }
        depth++;
    }

    /** Closes the innermost bracket; {@code false}, and nothing changes, if that is of the other kind. */
    boolean close(boolean object) {
        if (depth <= known && objects.get((int) depth - 1) != object) {
            return false;
        }
        depth--;
        return true;
    }

    /** Closes brackets up to the first of a kind; {@code false}, and nothing changes, if none is open. */
    boolean closeSurrounding(boolean object) {
        for (long level = Math.min(depth, known); level > 0; level--) {
            if (objects.get((int) level - 1) == object) {
                depth = level - 1;
                return true;
            }
        }
        return false;
    }
}
