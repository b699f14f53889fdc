// SPDX-License-Identifier: Apache-2.0
package io.whotrail;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The hops from the origin to the acting session. Of a chain longer than {@value #MAXIMUM_HOPS} hops the first and the
 * last {@code 32} are kept; {@link #length} counts them all. Immutable.
 */
public final class RoleChain {
    /* A chain is its caller's chain and one hop more: sessions of one caller share all but the last, and the hops are
     * written out when somebody looks at them. A chain that is too long to be kept whole is written out at once. */

    /** How many hops of a chain are kept. */
    public static final int MAXIMUM_HOPS = 64;

    static final RoleChain EMPTY = new RoleChain(List.of(), 0);

    private final @Nullable RoleChain caller;
    private final @Nullable HopSource last;
    private final Basis link;
    private final @Nullable List<Hop> kept;
    private final int length;

    /**
     * Makes a chain of hops.
     *
     * @param hops the hops that are kept, the one nearest to the origin first
     * @param length how many hops the chain has
     * @throws IllegalArgumentException if there are more hops than the length says, or too many
     */
    public RoleChain(List<Hop> hops, int length) {
        this.kept = List.copyOf(hops);
        if (kept.size() > MAXIMUM_HOPS || kept.size() > length) {
            throw new IllegalArgumentException("a chain of length " + length + " cannot keep " + kept.size() + " hops");
        }
        this.length = length;
        this.caller = null;
        this.last = null;
        this.link = Basis.DIRECT;
    }

    private RoleChain(RoleChain caller, HopSource last, Basis link) {
        this.caller = caller;
        this.last = last;
        this.link = link;
        this.kept = null;
        this.length = caller.length + 1;
    }

    /**
     * The hops that are kept, the one nearest to the origin first.
     *
     * @return at most {@value #MAXIMUM_HOPS} hops
     */
    public List<Hop> hops() {
        List<Hop> written = kept;
        if (written != null) {
            return written;
        }
        var hops = new ArrayList<Hop>(length);
        RoleChain chain = this;
        while (written == null) {
            hops.add(Objects.requireNonNull(chain.last).hop(chain.link));
            chain = Objects.requireNonNull(chain.caller);
            written = chain.kept;
        }
        for (int i = written.size() - 1; i >= 0; i--) {
            hops.add(written.get(i));
        }
        Collections.reverse(hops);
        return Collections.unmodifiableList(hops);
    }

    /**
     * How many hops the chain has.
     *
     * @return the number, of those that were left out as well
     */
    public int length() {
        return length;
    }

    /**
     * Whether hops in the middle were left out.
     *
     * @return whether the chain has more hops than are kept
     */
    public boolean isShortened() {
        return kept != null && length > kept.size();
    }

    /** Whether it is, without looking at the hops, a caller's chain with one hop more. */
    @SuppressWarnings("ReferenceEquality") // the very objects; others are compared by equals
    boolean isOf(RoleChain callers, HopSource hop, Basis hopLink) {
        return caller == callers && last == hop && link == hopLink;
    }

    /** The caller's chain, of which this is one hop more; {@code null} where the hops are written out. */
    @Nullable
    RoleChain callers() {
        return caller;
    }

    /** What tells the last hop; {@code null} where the hops are written out. */
    @Nullable
    HopSource last() {
        return last;
    }

    /** The last hop of a chain that has any. */
    Hop lastHop() {
        List<Hop> written = kept;
        return written == null ? Objects.requireNonNull(last).hop(link) : written.get(written.size() - 1);
    }

    /** A number that differs for most chains. */
    long hash(long seed) {
        if (length == 0) {
            return seed;
        }
        Hop hop = lastHop();
        long mixed = Hash64.mix(seed ^ length);
        for (String id : hop.issuanceEventIds()) {
            mixed = Hash64.of(mixed, id);
        }
        return hop.issuedAt() == null
                ? mixed
                : Hash64.mix(mixed ^ hop.issuedAt().getEpochSecond());
    }

    RoleChain append(HopSource hop, Basis hopLink) {
        if (length < MAXIMUM_HOPS) {
            return new RoleChain(this, hop, hopLink);
        }
        var longer = new ArrayList<>(hops());
        longer.remove(MAXIMUM_HOPS / 2);
        longer.add(hop.hop(hopLink));
        return new RoleChain(longer, length + 1);
    }

    RoleChain append(Hop hop) {
        return append(link -> hop, hop.link());
    }

    /** The same chain with another last hop. */
    RoleChain withLast(Hop hop) {
        var changed = new ArrayList<>(hops());
        changed.set(changed.size() - 1, hop);
        return new RoleChain(changed, length);
    }

    @Override
    @SuppressWarnings("ReferenceEquality") // the very session, nearly always; else the hops are compared
    public boolean equals(@Nullable Object other) {
        if (this == other) {
            return true;
        }
        if (!(other instanceof RoleChain chain) || length != chain.length) {
            return false;
        }
        boolean sameLast = last != null && last == chain.last && link == chain.link;
        return sameLast && Objects.equals(caller, chain.caller) || hops().equals(chain.hops());
    }

    @Override
    public int hashCode() {
        return 31 * hops().hashCode() + length;
    }

    @Override
    public String toString() {
        return "RoleChain[hops=" + hops() + ", length=" + length + ']';
    }
}
