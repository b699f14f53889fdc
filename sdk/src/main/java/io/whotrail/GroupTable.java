// SPDX-License-Identifier: Apache-2.0
package io.whotrail;

import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/** The groups by key. Changed by one thread at a time; look-ups need no lock, and make nothing. */
final class GroupTable {
    /* An open-addressed table of the groups themselves, at most half full. Nothing moves within a table: what is taken out
     * leaves a mark behind, and a table that is half full of groups and marks gives way to a fresh one. So whoever looks
     * something up in a table that was just left finds all that was there when they began. */

    private static final int FIRST_SLOTS = 64;

    /** Stands where a group was. */
    private final SessionGroup gone = new SessionGroup(null, "", 0);

    private volatile AtomicReferenceArray<@Nullable SessionGroup> slots = new AtomicReferenceArray<>(FIRST_SLOTS);
    private int groups;
    /** The slots that hold a group or a mark. */
    private int used;

    @SuppressWarnings("ReferenceEquality") // the very mark
    @Nullable
    SessionGroup find(String key, int hash) {
        AtomicReferenceArray<@Nullable SessionGroup> table = slots;
        int mask = table.length() - 1;
        for (int slot = hash & mask; ; slot = slot + 1 & mask) {
            SessionGroup group = table.getAcquire(slot);
            if (group == null || group.hashCode() == hash && group != gone && group.hasKey(key)) {
                return group;
            }
        }
    }

    /** Takes a group in, whose key no other has; says whether it was not there. */
    @SuppressWarnings("ReferenceEquality") // the very group, or the mark
    boolean add(SessionGroup group) {
        if ((used + 1) * 2 > slots.length()) {
            renew();
        }
        int mask = slots.length() - 1;
        int free = -1;
        for (int slot = group.hashCode() & mask; ; slot = slot + 1 & mask) {
            SessionGroup known = slots.getPlain(slot);
            if (known == group) {
                return false;
            }
            free = known == gone && free < 0 ? slot : free;
            if (known == null) {
                used += free < 0 ? 1 : 0;
                groups++;
                slots.setRelease(free < 0 ? slot : free, group);
                return true;
            }
        }
    }

    /** Takes a group out; says whether it was there. */
    @SuppressWarnings("ReferenceEquality") // the very group
    boolean remove(SessionGroup group) {
        int mask = slots.length() - 1;
        for (int slot = group.hashCode() & mask; ; slot = slot + 1 & mask) {
            SessionGroup known = slots.getPlain(slot);
            if (known == null) {
                return false;
            }
            if (known == group) {
                groups--;
                slots.setRelease(slot, gone);
                return true;
            }
        }
    }

    /** Leaves the marks behind; has room for as many groups more. */
    @SuppressWarnings("ReferenceEquality") // the very mark
    private void renew() {
        AtomicReferenceArray<@Nullable SessionGroup> before = slots;
        int length = before.length();
        while (groups * 3 > length) {
            length *= 2;
        }
        var fresh = new AtomicReferenceArray<@Nullable SessionGroup>(length);
        for (int i = 0; i < before.length(); i++) {
            SessionGroup group = before.getPlain(i);
            if (group != null && group != gone) {
                put(fresh, group);
            }
        }
        used = groups;
        slots = fresh;
    }

    private static void put(AtomicReferenceArray<@Nullable SessionGroup> table, SessionGroup group) {
        int mask = table.length() - 1;
        int slot = group.hashCode() & mask;
        while (table.getPlain(slot) != null) {
            slot = slot + 1 & mask;
        }
        table.setPlain(slot, group);
    }
}
