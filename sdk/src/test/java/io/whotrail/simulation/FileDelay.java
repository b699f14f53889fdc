// SPDX-License-Identifier: Apache-2.0
package io.whotrail.simulation;

import java.util.List;

/**
 * How long a log file takes from the end of the five minutes that it tells of until it is delivered: the nearer a Region is to
 * where trails are made, the shorter. Of a record, to which the rest of its five minutes is added, that makes a median of three
 * to six minutes and ten at the most.
 *
 * @param shortest the least, in seconds
 * @param longest the most, in seconds
 */
record FileDelay(int shortest, int longest) {
    private static final List<FileDelay> BY_REGION =
            List.of(new FileDelay(5, 60), new FileDelay(20, 120), new FileDelay(30, 200), new FileDelay(90, 300));

    /** The delay of a Region, which is one of {@link Organisation#REGIONS}. */
    static FileDelay of(String region) {
        return BY_REGION.get(Organisation.REGIONS.indexOf(region));
    }

    /** The delay of one file, as its hash decides. */
    int of(long hash) {
        return shortest + (int) ((hash >>> 33) % (longest - shortest + 1));
    }
}
