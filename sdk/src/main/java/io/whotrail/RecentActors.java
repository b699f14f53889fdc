// SPDX-License-Identifier: Apache-2.0
package io.whotrail;

import io.whotrail.event.UserIdentity;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * The identities that were met of late and are met again: readers give all events of a session one object, by which it is
 * known again. Bounded; thread safe; whatever it forgets is only worked out again.
 */
final class RecentActors {
    /* Each identity has two slots, which it shares with others. It takes the slot of whom nobody met again at once, and of
     * others when it comes a second time and none of the others came between: so what is met often is not driven out by
     * what is met once. */

    private static final int FEWEST = 64;
    private static final int MOST = 1 << 14;
    private static final int SPREAD = 0x9E3779B9;
    private static final long SLOT_BYTES = 4 + 4 + 4;
    /** The bit of a mark that tells that its identity was met again. */
    private static final int AGAIN = 1;

    private final AtomicReferenceArray<@Nullable Actor> slots;
    /** Who has each slot: most of the others are told from it by this number, which is at hand as the actor is not. */
    private final AtomicIntegerArray marks;

    /** The identity that last missed each slot. */
    private final AtomicIntegerArray missed;

    private final AtomicInteger filled = new AtomicInteger();
    private final SessionGroups groups;
    private final long seed;

    /**
     * Remembers nobody yet.
     *
     * @param maximum how many may be remembered
     * @param seed what hashes of contents are mixed with
     */
    RecentActors(long maximum, SessionGroups groups, long seed) {
        int size = Integer.highestOneBit((int) Math.max(FEWEST, Math.min(MOST, maximum)));
        this.slots = new AtomicReferenceArray<>(size);
        this.marks = new AtomicIntegerArray(size);
        this.missed = new AtomicIntegerArray(size);
        this.groups = groups;
        this.seed = seed;
    }

    /** What is known of an identity, or {@code null}. */
    @Nullable
    Actor of(UserIdentity identity) {
        String name = identity.accessKeyId() == null ? identity.arn() : identity.accessKeyId();
        if (name == null) {
            return null;
        }
        int spread = name.hashCode() * SPREAD;
        int slot = spread >>> Integer.numberOfLeadingZeros(slots.length()) + 1;
        int mark = spread | AGAIN;
        Actor known = in(slot, mark, identity);
        if (known == null) {
            known = in(slot ^ 1, mark, identity);
        }
        return known == null ? missed(identity, slot, mark) : known;
    }

    /** Who has a slot, if it is this identity. */
    private @Nullable Actor in(int slot, int mark, UserIdentity identity) {
        int holder = marks.getPlain(slot);
        if ((holder | AGAIN) != mark) {
            return null;
        }
        Actor known = slots.getAcquire(slot);
        if (known == null || !known.refersTo(identity)) {
            return null;
        }
        if (holder != mark) {
            marks.setPlain(slot, mark);
        }
        return known;
    }

    private @Nullable Actor missed(UserIdentity identity, int first, int mark) {
        int slot = isFree(first) || !isFree(first ^ 1) ? first : first ^ 1;
        boolean isGuarded = !isFree(slot) && missed.getPlain(slot) != mark;
        if (isGuarded || !Actor.isUsual(identity)) {
            missed.setPlain(slot, mark);
            return null;
        }
        var actor = new Actor(identity, groups, seed);
        if (slots.getAndSet(slot, actor) == null) {
            filled.incrementAndGet();
        }
        marks.setPlain(slot, mark & ~AGAIN);
        return actor;
    }

    /** Whether nobody has a slot who was met again. */
    private boolean isFree(int slot) {
        return (marks.getPlain(slot) & AGAIN) == 0;
    }

    /** What all take. */
    long bytes() {
        return slots.length() * SLOT_BYTES + filled.get() * Actor.BYTES;
    }
}
