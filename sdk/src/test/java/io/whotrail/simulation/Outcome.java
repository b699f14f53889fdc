// SPDX-License-Identifier: Apache-2.0
package io.whotrail.simulation;

import io.whotrail.Basis;
import io.whotrail.Identity;
import io.whotrail.UnattributedReason;
import java.util.ArrayList;
import java.util.List;

/**
 * What the delivered records prove: an origin with its basis, several possible origins, or a reason why none is known. Made
 * by {@link Oracle} from the truth, never by the engine.
 *
 * @param origins the origins that are possible: one for an answer, none for a reason
 * @param basis the basis of the answer; {@code null} where there is a reason
 * @param reason why there is no answer; {@code null} where there is one
 */
record Outcome(List<Identity> origins, Basis basis, UnattributedReason reason) {
    static final Outcome NOT_SEEN = gap(UnattributedReason.ISSUANCE_NOT_SEEN);

    static Outcome direct(Identity origin) {
        return known(origin, Basis.DIRECT);
    }

    static Outcome known(Identity origin, Basis basis) {
        return new Outcome(List.of(origin), basis, null);
    }

    static Outcome gap(UnattributedReason reason) {
        return new Outcome(List.of(), null, reason);
    }

    boolean isGap() {
        return reason != null;
    }

    boolean isKnown() {
        return origins.size() == 1;
    }

    /** The same one hop further: the weakest link of a chain is its basis. */
    Outcome extended(Basis link) {
        return isGap() || basis.compareTo(link) >= 0 ? this : new Outcome(origins, link, null);
    }

    /** What the session itself shows, where nothing better is known. */
    Outcome orElse(Outcome carried) {
        return isGap() && carried != null ? carried : this;
    }

    /** Two stories about one credential: as long as one of them has a gap, the other is a guess. */
    Outcome and(Outcome other) {
        if (isGap()) {
            return this;
        }
        if (other.isGap()) {
            return other;
        }
        var all = new ArrayList<>(origins);
        for (Identity one : other.origins) {
            if (all.stream().noneMatch(one::sameAs)) {
                all.add(one);
            }
        }
        return new Outcome(List.copyOf(all), basis.compareTo(other.basis) <= 0 ? basis : other.basis, null);
    }
}
