// SPDX-License-Identifier: Apache-2.0
package io.whotrail.flink;

import java.io.Serializable;
import java.util.stream.IntStream;
import org.apache.flink.runtime.state.KeyGroupRangeAssignment;

/**
 * The parts of all sessions. Each part is a key of the job, and each key is alone in its key group, so that Flink deals the parts
 * evenly to whatever parallelism there is.
 *
 * @param count how many there are: the job's maximum parallelism; as long as there is state, always the same
 */
record Parts(int count) implements Serializable {
    Parts {
        if (count < 1 || count > KeyGroupRangeAssignment.UPPER_BOUND_MAX_PARALLELISM) {
            throw new IllegalArgumentException("a job has from one part to "
                    + KeyGroupRangeAssignment.UPPER_BOUND_MAX_PARALLELISM + ", got " + count);
        }
    }

    /** The key of each part. */
    int[] keys() {
        return IntStream.range(0, count)
                .map(part -> IntStream.iterate(0, key -> key + 1)
                        .filter(key -> of(key) == part)
                        .findFirst()
                        .orElseThrow())
                .toArray();
    }

    /** The part that a partition key, or the key of a part, is of. */
    int of(Object key) {
        return KeyGroupRangeAssignment.assignToKeyGroup(key, count);
    }
}
