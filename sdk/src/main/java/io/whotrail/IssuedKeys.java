// SPDX-License-Identifier: Apache-2.0
package io.whotrail;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** One session of each access key id that was issued. Used under the engine's lock. */
final class IssuedKeys {
    /* An open-addressed table of the sessions themselves, at most two thirds full. Where several sessions bear one key id the
     * first stands for all: whoever finds it finds the others in its group, or in what was seen of the key. */

    private static final int FIRST_SLOTS = 16;

    private final long seed = TableSeed.next();
    private @Nullable IssuedSession[] slots = new IssuedSession[FIRST_SLOTS];
    private int size;

    /** A session that was issued this key, or {@code null}. */
    @Nullable
    IssuedSession find(String accessKeyId) {
        int slot = home(IssuingEvent.keyHash(seed, accessKeyId));
        while (true) {
            IssuedSession session = slots[slot];
            if (session == null || session.hasKey(accessKeyId)) {
                return session;
            }
            slot = next(slot);
        }
    }

    /** A session that was issued the same key as another, which is keyed, or {@code null}. */
    @Nullable
    IssuedSession find(IssuedSession other) {
        int slot = home(other.keyHash(seed));
        while (true) {
            IssuedSession session = slots[slot];
            if (session == null || session.hasSameKey(other)) {
                return session;
            }
            slot = next(slot);
        }
    }

    /** Takes a session in, unless another stands for its key. */
    void add(IssuedSession session) {
        if (!session.isKeyed() || find(session) != null) {
            return;
        }
        if (++size * 3 > slots.length * 2) {
            grow();
        }
        put(session);
    }

    /** Takes a session out, if it stands for its key, and says whether it did; those after it move up. */
    @SuppressWarnings("ReferenceEquality") // the very session
    boolean remove(IssuedSession session) {
        if (!session.isKeyed()) {
            return false;
        }
        int slot = home(session.keyHash(seed));
        while (slots[slot] != session) {
            if (slots[slot] == null) {
                return false;
            }
            slot = next(slot);
        }
        size--;
        closeGap(slot);
        return true;
    }

    /** So that no look-up misses those after it. */
    private void closeGap(int from) {
        int gap = from;
        slots[gap] = null;
        for (int slot = next(gap); slots[slot] != null; slot = next(slot)) {
            IssuedSession moved = Objects.requireNonNull(slots[slot]);
            int home = home(moved.keyHash(seed));
            boolean reachesGap = (slot - home & slots.length - 1) >= (slot - gap & slots.length - 1);
            if (reachesGap) {
                slots[gap] = moved;
                slots[slot] = null;
                gap = slot;
            }
        }
    }

    private void put(IssuedSession session) {
        int slot = home(session.keyHash(seed));
        while (slots[slot] != null) {
            slot = next(slot);
        }
        slots[slot] = session;
    }

    private void grow() {
        @Nullable IssuedSession[] old = slots;
        slots = new IssuedSession[old.length * 2];
        for (IssuedSession session : old) {
            if (session != null) {
                put(session);
            }
        }
    }

    private int home(long hash) {
        return (int) hash & slots.length - 1;
    }

    private int next(int slot) {
        return slot + 1 & slots.length - 1;
    }
}
