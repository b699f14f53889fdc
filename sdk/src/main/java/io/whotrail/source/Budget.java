// SPDX-License-Identifier: Apache-2.0
package io.whotrail.source;

import java.util.function.Consumer;

/** How many bytes of a source may still be looked at after decompression; shared by all that is packed inside it. */
final class Budget {
    private final long maximum;
    private final ReadCounters counters;
    private final Consumer<Damage> listener;
    private long left;
    private boolean overdrawn;

    Budget(long maximum, ReadCounters counters, Consumer<Damage> listener) {
        this.maximum = maximum;
        this.counters = counters;
        this.listener = listener;
        this.left = maximum;
    }

    boolean isSpent() {
        return left == 0;
    }

    /** As much of a wish as is left. */
    int allow(int wish) {
        return (int) Math.min(wish, left);
    }

    void spend(int bytes) {
        left -= bytes;
        counters.bytesScanned += bytes;
    }

    /** There is more than may be looked at. */
    void overdraw() {
        left = 0;
        if (!overdrawn) {
            overdrawn = true;
            String problem = MalformedRecord.breach("has more bytes", maximum, "maximumSourceBytes");
            listener.accept(new Damage(RejectReason.SOURCE_TOO_LARGE, problem, counters.bytesScanned, true));
        }
    }
}
