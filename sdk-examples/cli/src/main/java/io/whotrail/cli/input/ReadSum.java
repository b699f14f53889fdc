// SPDX-License-Identifier: Apache-2.0
package io.whotrail.cli.input;

import io.whotrail.source.ReadStats;

/** What several threads read, together. */
final class ReadSum {
    private ReadStats sum = ReadStats.NONE;

    synchronized void add(ReadStats stats) {
        sum = sum.plus(stats);
    }

    synchronized ReadStats all() {
        return sum;
    }
}
