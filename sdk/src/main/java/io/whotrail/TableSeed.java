// SPDX-License-Identifier: Apache-2.0
package io.whotrail;

import java.security.SecureRandom;

/** A secret number for each attributor's own hash tables, so that nobody can choose texts that fall together in them. */
final class TableSeed {
    /* Where something stands in a table decides neither what is found nor the order in which it is told: no answer depends
     * on this number. What could depend on one, the filters and the hashes of contents, uses the builder's. */

    private TableSeed() {}

    static long next() {
        return new SecureRandom().nextLong();
    }
}
