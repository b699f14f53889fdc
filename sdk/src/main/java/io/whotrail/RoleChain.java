// SPDX-License-Identifier: Apache-2.0
package io.whotrail;

import java.util.ArrayList;
import java.util.List;

/**
 * The hops from the origin to the acting session. Of a chain longer than {@value #MAXIMUM_HOPS} hops the first and the
 * last {@code 32} are kept; {@link #length} counts them all.
 *
 * @param hops the hops that are kept, the one nearest to the origin first
 * @param length how many hops the chain has
 */
public record RoleChain(List<Hop> hops, int length) {
    /** How many hops of a chain are kept. */
    public static final int MAXIMUM_HOPS = 64;

    static final RoleChain EMPTY = new RoleChain(List.of(), 0);

    /** Copies the hops.
     *
     * @throws IllegalArgumentException if there are more hops than the length says, or too many */
    public RoleChain {
        hops = List.copyOf(hops);
        if (hops.size() > MAXIMUM_HOPS || hops.size() > length) {
            throw new IllegalArgumentException("a chain of length " + length + " cannot keep " + hops.size() + " hops");
        }
    }

    /**
     * Whether hops in the middle were left out.
     *
     * @return whether the chain has more hops than are kept
     */
    public boolean isShortened() {
        return length > hops.size();
    }

    RoleChain append(Hop hop) {
        var longer = new ArrayList<Hop>(hops.size() + 1);
        longer.addAll(hops);
        if (hops.size() == MAXIMUM_HOPS) {
            longer.remove(MAXIMUM_HOPS / 2);
        }
        longer.add(hop);
        return new RoleChain(longer, length + 1);
    }

    /** The same chain with another last hop. */
    RoleChain withLast(Hop hop) {
        var changed = new ArrayList<Hop>(hops);
        changed.set(changed.size() - 1, hop);
        return new RoleChain(changed, length);
    }
}
