// SPDX-License-Identifier: Apache-2.0
package io.whotrail;

import io.whotrail.FairShare.Holder;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The sessions of one account, or of all new accounts, by origin: whoever holds the most gives up the oldest, and those who
 * are long known keep half of the room against those who are new. Used under the engine's lock.
 */
final class AccountShare extends Ranking.Ranked<AccountShare> {
    /* Whoever can open sessions for origins of their choosing makes up one for each, and each of them holds less than anybody
     * who works. So origins have to be known for a while, in event time, before they stand with the others, and no more than
     * so many do; while those who are new hold as many sessions as all who are known, it is one of them who gives up. Who is
     * known stays so while away for a few days; who is new and holds nothing is forgotten, for there is no end of them. */

    /** How long, in seconds of event time, an origin is new. */
    static final long NEWCOMER_SECONDS = 3_600;

    /** How many origins of an account are known; those that come after stay new until one of them is forgotten. */
    static final int MAXIMUM_KNOWN = 1_024;

    /** How many are known of all new accounts: in the first hour that is everybody. */
    static final int MAXIMUM_KNOWN_OF_NEW = 16_384;

    private final String id;
    private final int maximumKnown;
    private final Weight weight;
    private final Map<String, Holder> holders = new HashMap<>();
    private final Ranking<Holder> known = new Ranking<>();
    private final Ranking<Holder> fresh = new Ranking<>();
    /** Those who are new, the one that is known next first. */
    private final TreeSet<Holder> newcomers = new TreeSet<>(Comparator.comparingLong(Holder::number));

    private int freshSize;

    AccountShare(String id, int maximumKnown, Weight weight) {
        this.id = id;
        this.maximumKnown = maximumKnown;
        this.weight = weight;
    }

    String id() {
        return id;
    }

    /** Whether nobody has or is remembered here. */
    boolean isEmpty() {
        return holders.isEmpty();
    }

    /** Whether there is no room for another who is known. */
    boolean isFull() {
        return holders.size() - newcomers.size() >= maximumKnown;
    }

    @Nullable
    Holder find(String origin) {
        return holders.get(origin);
    }

    /** Takes an origin in that is not here yet; it has to be given a session, or to be made known. */
    Holder begin(String origin, long since, long number) {
        var holder = new Holder(this, origin, since, number);
        holders.put(origin, holder);
        newcomers.add(holder);
        weight.add(Weight.ofHolder(origin));
        return holder;
    }

    /** Takes note that an origin has one more. */
    void grow(Holder holder) {
        if (holder.isKnown()) {
            known.grow(holder);
        } else {
            fresh.grow(holder);
            freshSize++;
        }
    }

    /** Takes note that an origin has one less. */
    void shrink(Holder holder) {
        if (holder.isKnown()) {
            known.shrink(holder);
        } else {
            fresh.shrink(holder);
            freshSize--;
        }
    }

    /** Forgets an origin that has none. */
    void forget(Holder holder) {
        newcomers.remove(holder);
        holders.remove(holder.origin());
        weight.remove(Weight.ofHolder(holder.origin()));
    }

    /** Takes note of the time: who has been here for long is new no more, as far as there is room. */
    void settle(long now) {
        while (!newcomers.isEmpty() && !isFull() && now - newcomers.first().since() >= NEWCOMER_SECONDS) {
            makeKnown(newcomers.first());
        }
    }

    void makeKnown(Holder holder) {
        newcomers.remove(holder);
        holder.makeKnown();
        freshSize -= holder.size();
        fresh.handOver(holder, known);
    }

    /** The origin that is to give up one, or {@code null} where nobody has any. */
    @Nullable
    Holder next() {
        Holder ofNew = fresh.largest();
        Holder ofKnown = known.largest();
        if (ofNew == null || ofKnown == null) {
            return ofNew == null ? ofKnown : ofNew;
        }
        boolean newHaveHalf = freshSize >= size() - freshSize;
        return newHaveHalf || ofNew.size() >= ofKnown.size() ? ofNew : ofKnown;
    }

    /** Visits all who have any, so that whoever takes them in again in this order comes to the same ranks. */
    void forEach(Consumer<Holder> visitor) {
        known.forEach(visitor);
        fresh.forEach(visitor);
    }
}
