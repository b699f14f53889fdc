// SPDX-License-Identifier: Apache-2.0
package io.whotrail;

import io.whotrail.event.CloudTrailEvent;
import io.whotrail.event.UserIdentity;
import java.lang.ref.WeakReference;
import org.jspecify.annotations.Nullable;

/** What an identity says of itself, whichever event shows it: worked out once for all events that share the very object. */
final class Actor extends WeakReference<UserIdentity> {
    /** What one takes of the heap, with texts of the usual lengths. */
    static final long BYTES = 72 + 200 + 300;

    private static final int USUAL_LENGTH = 256;

    private final @Nullable IdentityType type;
    private final @Nullable Verdict own;
    private final @Nullable String groupKey;
    private final int groupHash;
    private final long contentHash;
    private final @Nullable String carriedName;
    /** The group of its key when it was last looked up. */
    private volatile @Nullable SessionGroup group;
    /** What it was answered last. */
    private volatile @Nullable DrawnAnswer answer;

    /**
     * Works everything out.
     *
     * @param groups where its group is looked for
     * @param seed what hashes of contents are mixed with
     */
    Actor(UserIdentity identity, SessionGroups groups, long seed) {
        super(identity);
        this.type = Identities.typeOf(identity);
        this.own = type != null && Identities.isOfIdentity(type) ? Identities.own(identity, type) : null;
        this.groupKey = type == null ? null : GroupKeys.of(identity, type, own);
        this.groupHash = groupKey == null ? 0 : groups.hash(groupKey);
        this.contentHash = identity.contentHash(seed);
        this.carriedName = CarriedEvidence.nameOf(identity);
    }

    /** Whether an identity's texts are no longer than they usually are, so that remembering it takes little. */
    static boolean isUsual(UserIdentity identity) {
        return isUsual(identity.arn())
                && isUsual(identity.principalId())
                && isUsual(identity.userName())
                && isUsual(identity.identityProvider())
                && isUsual(identity.accountId());
    }

    private static boolean isUsual(@Nullable String text) {
        return text == null || text.length() <= USUAL_LENGTH;
    }

    @Nullable
    IdentityType type() {
        return type;
    }

    /** The answer that it gives of itself in an event that shows it. */
    @Nullable
    Verdict own(CloudTrailEvent event) {
        return type != null && Identities.isOfIdentity(type) ? own : Identities.own(event, type);
    }

    /** The name of whom AWS made the session for, where it wrote that into it. */
    @Nullable
    String carriedName() {
        return carriedName;
    }

    /** The group that may hold its issuance, where that does not depend on the event. */
    @Nullable
    String groupKey() {
        return groupKey;
    }

    /** The hash of {@link #groupKey}. */
    int groupHash() {
        return groupHash;
    }

    /** What it adds to the hash of an event's content. */
    long contentHash() {
        return contentHash;
    }

    /**
     * The group of its key, {@code null} where it has to be looked up: one that has sessions is kept, and there is only one
     * of each key.
     */
    @Nullable
    SessionGroup group() {
        SessionGroup known = group;
        return known == null || known.sessionCount() == 0 ? null : known;
    }

    void group(@Nullable SessionGroup found) {
        group = found;
    }

    /** What it was answered by the key that was issued to it, and is while that holds; {@code null} where it was not. */
    @Nullable
    DrawnAnswer answer() {
        return answer;
    }

    void answer(DrawnAnswer drawn) {
        answer = drawn;
    }
}
