// SPDX-License-Identifier: Apache-2.0
package io.whotrail.flink;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.flink.api.common.functions.MapFunction;
import org.apache.flink.api.common.state.CheckpointListener;
import org.apache.flink.api.java.tuple.Tuple2;

/** Passes all on, and fails at one element after a checkpoint was completed: once in the JVM for each that is made. */
final class FailsOnce implements MapFunction<Tuple2<String, byte[]>, Tuple2<String, byte[]>>, CheckpointListener {
    private static final long serialVersionUID = 1;
    private static final AtomicBoolean FAILED = new AtomicBoolean();
    private static final AtomicLong CHECKPOINTS = new AtomicLong();
    private static final AtomicLong CHECKPOINTS_BEFORE = new AtomicLong();

    private final int elements;
    private int seen;

    FailsOnce(int elements) {
        this.elements = elements;
        FAILED.set(false);
        CHECKPOINTS.set(0);
        CHECKPOINTS_BEFORE.set(0);
    }

    /** How many checkpoints were completed when it failed; 0 where it did not. */
    static long checkpointsBefore() {
        return CHECKPOINTS_BEFORE.get();
    }

    @Override
    public void notifyCheckpointComplete(long checkpoint) {
        CHECKPOINTS.incrementAndGet();
    }

    @Override
    public Tuple2<String, byte[]> map(Tuple2<String, byte[]> element) {
        seen++;
        if (seen >= elements && CHECKPOINTS.get() > 0 && FAILED.compareAndSet(false, true)) {
            CHECKPOINTS_BEFORE.set(CHECKPOINTS.get());
            throw new IllegalStateException("fails once");
        }
        return element;
    }
}
