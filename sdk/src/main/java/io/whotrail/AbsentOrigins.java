// SPDX-License-Identifier: Apache-2.0
package io.whotrail;

import io.whotrail.FairShare.Holder;
import java.util.Comparator;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The origins that are known in their accounts and hold no session now, within a bound. Used under the engine's lock. */
final class AbsentOrigins {
    /** For how long, in seconds of event time, an origin stays known without a session: a week has nights and a weekend. */
    static final long ABSENCE_SECONDS = 7 * 86_400;

    private static final Comparator<Holder> BY_LAST_SEEN = Comparator.comparingLong(Holder::lastSeen)
            .thenComparingLong(Holder::number)
            .thenComparing(holder -> holder.account().id());

    private final TreeSet<Holder> all = new TreeSet<>(BY_LAST_SEEN);
    private final long maximumBytes;
    private long bytes;

    /**
     * Begins empty.
     *
     * @param maximumBytes what they may take of the heap; where they are more, those that were seen last the longest ago go
     */
    AbsentOrigins(long maximumBytes) {
        this.maximumBytes = maximumBytes;
    }

    void add(Holder holder) {
        all.add(holder);
        bytes += Weight.ofHolder(holder.origin());
    }

    /** Lets go of an origin that is here no more; does nothing where it is not here. */
    void remove(Holder holder) {
        bytes -= all.remove(holder) ? Weight.ofHolder(holder.origin()) : 0;
    }

    /** Lets go of one that is too many or was away for too long, and tells which; {@code null} where there is none. */
    @Nullable
    Holder poll(long now) {
        if (all.isEmpty() || bytes <= maximumBytes && now - all.first().lastSeen() < ABSENCE_SECONDS) {
            return null;
        }
        Holder longest = all.first();
        remove(longest);
        return longest;
    }

    /** Visits all, in an order that follows from what they are. */
    void forEach(Consumer<Holder> visitor) {
        all.forEach(visitor);
    }
}
