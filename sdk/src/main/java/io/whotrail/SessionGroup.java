// SPDX-License-Identifier: Apache-2.0
package io.whotrail;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Everything about one session ARN: the live sessions that were issued under it, and the uses that may still get another
 * answer. It is its own key. Changed under the engine's lock only; its sessions may be looked up without.
 */
final class SessionGroup implements GroupKey {
    /* There is one for nearly every session: of the key it keeps what it does not share with the other sessions of its
     * role, and an index of its sessions only where there are several. */

    private static final int FEW_USES = 16;
    private static final int KEPT = 1;
    private static final int CHANGE = 2;

    /** What a group has of which there is much: several sessions, many uses. */
    private static final class Crowd {
        private volatile @Nullable CredentialIndex<IssuedSession> sessions;
        private @Nullable CredentialIndex<WaitingUse> uses;
    }

    private final @Nullable RoleSessions role;
    private final byte[] name;
    private final int hash;
    /** Grows by {@link #CHANGE}; its lowest bit is {@link #KEPT}. */
    private volatile int version;

    private volatile @Nullable IssuedSession only;
    private volatile @Nullable Crowd crowd;
    /** The uses that wait, while they are few: a list that runs through them. */
    private @Nullable WaitingUse firstUse;

    private @Nullable SessionGroup previousOfRole;
    private @Nullable SessionGroup nextOfRole;
    private @Nullable SessionGroup previousInBucket;
    private @Nullable SessionGroup nextInBucket;

    /**
     * Makes an empty group.
     *
     * @param role the role of the sessions; {@code null} where they are no role's
     * @param key its key, which begins with the role's prefix
     * @param hash the key's hash
     */
    SessionGroup(@Nullable RoleSessions role, String key, int hash) {
        this.role = role;
        this.name = CompactText.of(key, role == null ? 0 : role.prefix().length());
        this.hash = hash;
    }

    // ---- the key

    String key() {
        return CompactText.text(role == null ? "" : role.prefix(), name);
    }

    boolean hasKey(String key) {
        return role == null
                ? CompactText.isText(name, key, 0)
                : key.startsWith(role.prefix())
                        && CompactText.isText(name, key, role.prefix().length());
    }

    /** Whether a text is, from a place on, the session name of a role's sessions. */
    boolean hasSessionName(String text, int from) {
        return role != null && CompactText.isText(name, text, from);
    }

    /** Whether the keys of its role's sessions begin with this very text. */
    @SuppressWarnings("ReferenceEquality") // the very text
    boolean hasPrefix(String prefix) {
        return role != null && role.prefix() == prefix;
    }

    @Nullable
    RoleSessions role() {
        return role;
    }

    /** The session name of a role's sessions, in bytes; else the whole key. */
    byte[] nameBytes() {
        return name;
    }

    /** The session name, or {@code null} where the sessions are no role's. */
    @Nullable
    String sessionName() {
        return role == null ? null : CompactText.text("", name);
    }

    @Override
    public int hashCode() {
        return hash;
    }

    /** There is one of each key. */
    @Override
    public boolean equals(@Nullable Object other) {
        return this == other;
    }

    /** Whether it is found by its key. */
    boolean isKept() {
        return (version & KEPT) != 0;
    }

    /** It is found by its key from now on, or is not any more. */
    @SuppressWarnings("NonAtomicVolatileUpdate") // one writer at a time: the engine's lock
    void kept(boolean isKept) {
        version = (version | KEPT) + (isKept ? CHANGE : CHANGE - KEPT);
    }

    // ---- the sessions

    private @Nullable CredentialIndex<IssuedSession> several() {
        Crowd many = crowd;
        return many == null ? null : many.sessions;
    }

    private @Nullable CredentialIndex<WaitingUse> manyUses() {
        Crowd many = crowd;
        return many == null ? null : many.uses;
    }

    private Crowd crowd() {
        Crowd many = crowd;
        if (many == null) {
            many = new Crowd();
            crowd = many;
        }
        return many;
    }

    private void thinOut() {
        Crowd many = crowd;
        if (many != null && many.sessions == null && many.uses == null) {
            crowd = null;
        }
    }

    int sessionCount() {
        CredentialIndex<IssuedSession> index = several();
        return only != null ? 1 : index == null ? 0 : index.size();
    }

    void add(IssuedSession session) {
        IssuedSession before = only;
        CredentialIndex<IssuedSession> index = several();
        if (before == null && index == null) {
            only = session;
            return;
        }
        if (index == null) {
            index = new CredentialIndex<>();
        }
        if (before != null) {
            index.add(before);
        }
        index.add(session);
        crowd().sessions = index;
        only = null;
    }

    void remove(IssuedSession session) {
        CredentialIndex<IssuedSession> index = several();
        only = only == session ? null : only;
        if (index != null) {
            index.remove(session);
            crowd().sessions = index.size() == 0 ? null : index;
            thinOut();
        }
    }

    /** All sessions, in no order; a copy. */
    Collection<IssuedSession> sessions() {
        IssuedSession one = only;
        CredentialIndex<IssuedSession> index = several();
        return one != null ? List.of(one) : index == null ? List.of() : index.items();
    }

    /** A session that has a key, or {@code null}. */
    @Nullable
    IssuedSession sessionOf(String accessKeyId) {
        IssuedSession one = only;
        CredentialIndex<IssuedSession> index = several();
        if (one != null) {
            return one.hasKey(accessKeyId) ? one : null;
        }
        return index == null ? null : index.firstOf(accessKeyId);
    }

    /** Visits the sessions that have a key. */
    void forEachSessionOf(String accessKeyId, Consumer<? super IssuedSession> visitor) {
        IssuedSession one = only;
        CredentialIndex<IssuedSession> index = several();
        if (one != null) {
            if (one.hasKey(accessKeyId)) {
                visitor.accept(one);
            }
        } else if (index != null) {
            index.forEachOf(accessKeyId, visitor);
        }
    }

    /** Visits the sessions that were born at most a second apart, or show no birth, and have another key. */
    void forEachSessionNear(long birth, @Nullable String otherThan, Consumer<? super IssuedSession> visitor) {
        IssuedSession one = only;
        CredentialIndex<IssuedSession> index = several();
        if (one != null) {
            if (CredentialIndex.isNear(one, birth, otherThan)) {
                visitor.accept(one);
            }
        } else if (index != null) {
            index.forEachNear(birth, otherThan, visitor);
        }
    }

    /** Whether a session is the only one that has its key, and none is told without one. */
    boolean isAlone(IssuedSession session, String accessKeyId) {
        IssuedSession one = only;
        if (one != null) {
            return one.equals(session);
        }
        CredentialIndex<IssuedSession> index = several();
        return index != null && index.isOnlyOf(session, accessKeyId) && !hasNamed();
    }

    /** Whether a session in it may be told by its unique name, whatever key is used. */
    boolean hasNamed() {
        IssuedSession one = only;
        CredentialIndex<IssuedSession> index = several();
        return one == null ? index != null && index.hasBirthless() : one.birth() == EpochSeconds.UNKNOWN;
    }

    // ---- the uses

    void add(WaitingUse use) {
        CredentialIndex<WaitingUse> index = manyUses();
        if (index == null && firstUse != null && uses().size() >= FEW_USES) {
            index = new CredentialIndex<>();
            for (WaitingUse one : uses()) {
                one.next(null);
                index.add(one);
            }
            firstUse = null;
            crowd().uses = index;
        }
        if (index == null) {
            use.next(firstUse);
            firstUse = use;
        } else {
            index.add(use);
        }
    }

    @SuppressWarnings("ReferenceEquality") // the very use
    void remove(WaitingUse use) {
        CredentialIndex<WaitingUse> index = manyUses();
        if (index != null) {
            index.remove(use);
            crowd().uses = index.size() == 0 ? null : index;
            thinOut();
            return;
        }
        WaitingUse before = null;
        for (WaitingUse one = firstUse; one != null; one = one.next()) {
            if (one == use) {
                if (before == null) {
                    firstUse = use.next();
                } else {
                    before.next(use.next());
                }
                use.next(null);
                return;
            }
            before = one;
        }
    }

    /** Whether any use waits. */
    boolean hasUses() {
        return firstUse != null || manyUses() != null;
    }

    /** All uses that wait, in no order; a copy. */
    Collection<WaitingUse> uses() {
        CredentialIndex<WaitingUse> index = manyUses();
        if (index != null) {
            return List.copyOf(index.items());
        }
        var all = new ArrayList<WaitingUse>(1);
        for (WaitingUse one = firstUse; one != null; one = one.next()) {
            all.add(one);
        }
        return all;
    }

    /** Visits the uses that a session with this key and birth may be the answer of. */
    void forEachUse(@Nullable String accessKeyId, long birth, Consumer<? super WaitingUse> visitor) {
        CredentialIndex<WaitingUse> index = manyUses();
        if (index != null) {
            index.forEach(accessKeyId, birth, visitor);
            return;
        }
        for (WaitingUse use : uses()) {
            if (accessKeyId != null && use.hasKey(accessKeyId) || CredentialIndex.isNear(use, birth, accessKeyId)) {
                visitor.accept(use);
            }
        }
    }

    /** Visits the uses that show a key. */
    void forEachUseOf(String accessKeyId, Consumer<? super WaitingUse> visitor) {
        CredentialIndex<WaitingUse> index = manyUses();
        if (index != null) {
            index.forEachOf(accessKeyId, visitor);
            return;
        }
        for (WaitingUse use : uses()) {
            if (use.hasKey(accessKeyId)) {
                visitor.accept(use);
            }
        }
    }

    boolean isEmpty() {
        return only == null && firstUse == null && crowd == null;
    }

    /** Grows with each change of the sessions or of their answers. */
    int version() {
        return version;
    }

    @SuppressWarnings("NonAtomicVolatileUpdate") // one writer at a time: the engine's lock
    void changed() {
        version += CHANGE;
    }

    // ---- its neighbours

    @Nullable
    SessionGroup nextOfRole() {
        return nextOfRole;
    }

    /** Becomes the first of its role's groups. */
    void joinRole() {
        if (role == null) {
            return;
        }
        nextOfRole = role.first();
        if (nextOfRole != null) {
            nextOfRole.previousOfRole = this;
        }
        role.first(this);
    }

    void leaveRole() {
        if (role == null) {
            return;
        }
        if (previousOfRole == null) {
            role.first(nextOfRole);
        } else {
            previousOfRole.nextOfRole = nextOfRole;
        }
        if (nextOfRole != null) {
            nextOfRole.previousOfRole = previousOfRole;
        }
        nextOfRole = null;
        previousOfRole = null;
    }

    @Nullable
    SessionGroup nextInBucket() {
        return nextInBucket;
    }

    /** Becomes the first of a bucket; the one that was first comes after it. */
    void joinBucket(@Nullable SessionGroup first) {
        previousInBucket = null;
        nextInBucket = first;
        if (first != null) {
            first.previousInBucket = this;
        }
    }

    /** Leaves its bucket; tells which group is first in it then, given the one that was. */
    @SuppressWarnings("ReferenceEquality") // the very group
    @Nullable
    SessionGroup leaveBucket(@Nullable SessionGroup first) {
        SessionGroup next = nextInBucket;
        SessionGroup previous = previousInBucket;
        if (previous != null) {
            previous.nextInBucket = next;
        }
        if (next != null) {
            next.previousInBucket = previous;
        }
        nextInBucket = null;
        previousInBucket = null;
        return first == this ? next : first;
    }
}
