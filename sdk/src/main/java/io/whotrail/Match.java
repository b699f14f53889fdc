// SPDX-License-Identifier: Apache-2.0
package io.whotrail;

import org.jspecify.annotations.Nullable;

/**
 * How a use fits an issuance of its group, strongest first: only the strongest kind of match that a use has counts. Pure.
 */
enum Match {
    /** The unique name that AWS gave the session; only AWS can use a service-linked role. */
    NAMED(Basis.PROVIDER),
    /** The issued key, born in the same second, or the birth is not shown. */
    KEY(Basis.ISSUED_KEY),
    /** The issued key, born a second apart. */
    KEY_NEARBY(Basis.ISSUED_KEY),
    /** Another key of a session born in the same second. */
    BIRTH(Basis.SESSION_BIRTH),
    /** Another key of a session born a second apart. */
    BIRTH_NEARBY(Basis.SESSION_BIRTH),
    /** A console switch of that second. */
    SWITCH(Basis.PROVIDER),
    /** The issued key and the right principal, but used before its issue or after its expiration: no match. */
    OUT_OF_VALIDITY(Basis.ISSUED_KEY);

    private final Basis link;

    Match(Basis link) {
        this.link = link;
    }

    /** The basis of a hop that is tied by this match. */
    Basis link() {
        return link;
    }

    /** How the use fits the issuance, or {@code null} where it does not; both are of one group. */
    static @Nullable Match of(Use use, IssuingEvent issuance) {
        if (issuance.isOfOther(use.principalId())) {
            return null;
        }
        if (issuance.kind() == Issuance.Kind.SHARED) {
            return areOfOneCall(use, issuance) ? KEY : null;
        }
        if (issuance.kind() == Issuance.Kind.NAMED) {
            return isWithin(use, issuance, issuance.birthUntil()) ? NAMED : null;
        }
        boolean births = EpochSeconds.areKnown(use.birth(), issuance.issuedAt());
        long apart = births ? Math.abs(use.birth() - issuance.issuedAt()) : 0;
        if (apart > 1) {
            return null;
        }
        if (issuance.hasKey(use.accessKeyId())) {
            return !isWithin(use, issuance, issuance.keyUntil()) ? OUT_OF_VALIDITY : apart == 0 ? KEY : KEY_NEARBY;
        }
        if (!births || !isWithin(use, issuance, issuance.birthUntil())) {
            return null;
        }
        return byBirth(use, issuance, apart);
    }

    /** Copies of one call tell the same account and, but for clocks that differ, the same time. */
    private static boolean areOfOneCall(Use use, IssuingEvent copy) {
        return !differ(use.identity().accountId(), copy.acting().accountId())
                && (!EpochSeconds.areKnown(use.time(), copy.issuedAt())
                        || Math.abs(use.time() - copy.issuedAt()) <= Issuance.EARLY_TOLERANCE.toSeconds());
    }

    /** A root user signs in by itself as well: only what shows that it was assumed, or forwarded, can be a session's. */
    private static @Nullable Match byBirth(Use use, IssuingEvent issuance, long apart) {
        if (issuance.kind() == Issuance.Kind.SWITCH) {
            return SWITCH;
        }
        if (issuance.isOfRoot() && (apart > 0 || !use.isOfAssumedRoot())) {
            return null;
        }
        return apart == 0 ? BIRTH : BIRTH_NEARBY;
    }

    /** Whether both are shown and are not the same; of a user that a service names for a call, the user counts. */
    static boolean differ(@Nullable String one, @Nullable String other) {
        return one != null
                && other != null
                && !one.isEmpty()
                && !other.isEmpty()
                && !user(one).equals(user(other));
    }

    private static String user(String principalId) {
        int colon = principalId.startsWith("AIDA") ? principalId.indexOf(':') : -1;
        return colon < 0 ? principalId : principalId.substring(0, colon);
    }

    private static boolean isWithin(Use use, IssuingEvent issuance, long until) {
        return !EpochSeconds.areKnown(use.time(), issuance.issuedAt())
                || use.time() >= issuance.keyFrom() && use.time() <= until;
    }
}
