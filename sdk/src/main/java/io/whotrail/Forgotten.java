// SPDX-License-Identifier: Apache-2.0
package io.whotrail;

import io.whotrail.checkpoint.CheckpointException;
import io.whotrail.image.SectionReader;
import io.whotrail.image.SectionWriter;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Which sessions were known once and why they are no longer. Bounded; thread safe. */
final class Forgotten {
    private static final int FEW = 100_000;
    /** The most that is ever remembered of one kind. */
    private static final int MOST = 20_000_000;

    /** How many times the sessions that fit are remembered of those that were pushed out, and of those that expired. */
    private static final int EVICTED_TIMES = 100;

    private static final int EXPIRED_TIMES = 2;
    /** The key and the birth of a session, and that a digest covers it; a sign-in has no key. */
    private static final int ENTRIES = 3;

    private final EvidenceFilter evicted;
    private final EvidenceFilter expired;
    /** Apart from the others, so that a false answer cannot take from a root user what it did: there are very few. */
    private final EvidenceFilter roots;

    /**
     * Remembers nothing yet.
     *
     * @param maximumSessions how many sessions fit
     * @param bytes what may be remembered in
     * @param seed what hashes are mixed with
     */
    Forgotten(long maximumSessions, long bytes, long seed) {
        long room = bytes / EvidenceFilter.BYTES_PER_ENTRY / 3 * 2;
        this.evicted = new EvidenceFilter(entries(maximumSessions, EVICTED_TIMES, room / 8 * 6), seed);
        this.expired = new EvidenceFilter(entries(maximumSessions, EXPIRED_TIMES, room / 8), seed);
        this.roots = new EvidenceFilter(entries(1, 1, room / 8), seed);
    }

    private static int entries(long maximumSessions, int times, long room) {
        long wanted = Math.min(maximumSessions, MOST) * times * ENTRIES;
        return (int) Math.min(Math.max(FEW, Math.min(MOST, wanted)), Math.max(1, room));
    }

    /** What is remembered takes so many bytes. */
    long bytes() {
        return evicted.bytes() + expired.bytes() + roots.bytes();
    }

    /**
     * Remembers a session that is gone.
     *
     * @param latestBirth the latest birth there is
     */
    void add(IssuedSession session, boolean isExpired, long latestBirth) {
        (isExpired ? expired : evicted).add(session, latestBirth);
        if (session.isOfRoot()) {
            roots.add(session, latestBirth);
        }
    }

    /** Whether {@code AssumeRoot} may have issued a key of this root user. */
    boolean mayHoldRoot(String groupKey, @Nullable String accessKeyId, long birth) {
        return roots.mightHold(groupKey, accessKeyId, EpochSeconds.UNKNOWN) || roots.mayHaveForgotten(birth);
    }

    /** Whether a session that fits may have been pushed out before its time. */
    boolean mayHoldEvicted(String groupKey, @Nullable String accessKeyId, long birth) {
        return evicted.mightHold(groupKey, accessKeyId, birth) || evicted.mayHaveForgotten(birth);
    }

    /** Whether any session was pushed out before its time. Needs no lock. */
    boolean hasEvicted() {
        return evicted.bytes() > 0;
    }

    /** Whether no session is gone yet. Needs no lock. */
    boolean isEmpty() {
        return evicted.bytes() == 0 && expired.bytes() == 0;
    }

    /** Whether a session that was issued a key was pushed out before its time; needs no lock while none was. */
    boolean holdsEvictedKey(String groupKey, String accessKeyId, boolean onlyCovered) {
        return holdsKey(evicted, groupKey, accessKeyId, onlyCovered);
    }

    /** Whether a session that was issued a key expired; needs no lock while none did. */
    boolean holdsExpiredKey(String groupKey, String accessKeyId, boolean onlyCovered) {
        return holdsKey(expired, groupKey, accessKeyId, onlyCovered);
    }

    private static boolean holdsKey(EvidenceFilter gone, String groupKey, String accessKeyId, boolean onlyCovered) {
        return gone.bytes() > 0
                && (onlyCovered
                        ? gone.mightHoldCovered(groupKey, accessKeyId)
                        : gone.mightHold(groupKey, accessKeyId, EpochSeconds.UNKNOWN));
    }

    /** Whether a session that its unique name tells was pushed out before its time. */
    boolean holdsEvictedNamed(String groupKey) {
        return evicted.mightHoldNamed(groupKey);
    }

    /** Whether a session that its unique name tells expired. */
    boolean holdsExpiredNamed(String groupKey) {
        return expired.mightHoldNamed(groupKey);
    }

    /** Whether a session that fits may have been pushed out, or have expired. */
    boolean mayHold(String groupKey, @Nullable String accessKeyId, long birth) {
        return mayHoldEvicted(groupKey, accessKeyId, birth)
                || expired.mightHold(groupKey, accessKeyId, birth)
                || expired.mayHaveForgotten(birth);
    }

    /** Whether a sign-in or a switch of role beside this birth was pushed out before its time. */
    boolean holdsEvictedSignInBeside(String groupKey, long birth) {
        return evicted.mightHoldSignInBeside(groupKey, birth);
    }

    /** Whether a sign-in or a switch of role beside this birth expired. */
    boolean holdsExpiredSignInBeside(String groupKey, long birth) {
        return expired.mightHoldSignInBeside(groupKey, birth);
    }

    /** Whether a caller's own copy of a call into another account was pushed out before its time. */
    boolean holdsEvictedCopy(String groupKey) {
        return GroupKeys.isOfSharedEvent(groupKey) && evicted.mightHoldCopy(groupKey);
    }

    /** Why nothing is known of a session. */
    UnattributedReason reason(String groupKey, @Nullable String accessKeyId, long birth) {
        if (holdsEvictedCopy(groupKey) || holdsFitting(evicted, groupKey, accessKeyId, birth)) {
            return UnattributedReason.ISSUANCE_EVICTED;
        }
        return holdsFitting(expired, groupKey, accessKeyId, birth)
                ? UnattributedReason.ISSUANCE_EXPIRED
                : UnattributedReason.ISSUANCE_NOT_SEEN;
    }

    /** Births fit that are a second apart. */
    private static boolean holdsFitting(
            EvidenceFilter gone, String groupKey, @Nullable String accessKeyId, long birth) {
        return gone.bytes() > 0
                && (gone.mightHold(groupKey, accessKeyId, birth)
                        || gone.mightHoldNamed(groupKey)
                        || birth != EpochSeconds.UNKNOWN
                                && (gone.mightHold(groupKey, null, birth - 1)
                                        || gone.mightHold(groupKey, null, birth + 1)));
    }

    void write(SectionWriter out) throws IOException {
        evicted.write(out);
        expired.write(out);
        roots.write(out);
    }

    /** Goes on from what a checkpoint says. */
    void read(SectionReader in, long latestBirth) throws IOException, CheckpointException {
        evicted.read(in, latestBirth);
        expired.read(in, latestBirth);
        roots.read(in, latestBirth);
    }
}
