// SPDX-License-Identifier: Apache-2.0
package io.whotrail;

/** Whatever can tell a hop when somebody looks at a chain. Immutable in what it tells. */
@FunctionalInterface
interface HopSource {
    /** The hop, tied by a link. */
    Hop hop(Basis link);
}
