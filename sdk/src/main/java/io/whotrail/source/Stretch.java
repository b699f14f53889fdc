// SPDX-License-Identifier: Apache-2.0
package io.whotrail.source;

import org.jspecify.annotations.Nullable;

/**
 * Members that follow one another in a record, and that many records have by the same bytes: known again as a whole, they are not
 * read one by one. Whoever reads them for the first time says afterwards what they mean. For one thread.
 *
 * @param <T> what such members say
 */
final class Stretch<T> {
    /* What is known again holds bytes of members that nobody reads. So these must be of a kind that has no secrets in it:
     * any other member ends a stretch. */

    private static final int NONE = -1;

    private final ObjectCache<Known<T>> cache;
    private final long allowed;
    private final NameTable<Boolean> harmless;
    private long members;
    private int from = NONE;
    private int to = NONE;
    private NameOrder.@Nullable Step last;

    /**
     * A stretch that was met before.
     *
     * @param meaning what it says
     * @param members a bit for each of its members that are read
     * @param last the name of its last member
     */
    record Known<T>(T meaning, long members, NameOrder.Step last) {}

    /**
     * A stretch of members.
     *
     * @param allowed a bit for each that is read and has to be in it, behind the first
     * @param harmless the others that may be in it
     * @param cache where those that were met lie
     */
    Stretch(long allowed, NameTable<Boolean> harmless, ObjectCache<Known<T>> cache) {
        this.cache = cache;
        this.allowed = allowed;
        this.harmless = harmless;
    }

    /** Forgets what was begun. */
    void start() {
        from = NONE;
        to = NONE;
    }

    /** The stretch that begins with the value at an index, if it is known. */
    ObjectCache.@Nullable Known<Known<T>> find(byte[] bytes, int at, int end) {
        return cache.find(bytes, at, end);
    }

    /** Begins to learn one, with the value at an index. */
    void begin(int at, long member, NameOrder.Step name) {
        from = at;
        to = NONE;
        members = member;
        last = name;
    }

    /** Whether the next member is part of it. */
    boolean goesOn(long member, NameOrder.@Nullable Step name, byte[] bytes, int nameFrom, int nameTo) {
        boolean part = name != null
                && (member == 0 ? harmless.find(bytes, nameFrom, nameTo) != Names.OTHER : (member & allowed) != 0);
        if (part) {
            members |= member;
            last = name;
        }
        return part;
    }

    /** It was over at an index. */
    void end(int at) {
        to = at;
    }

    /** Whether one was read that has all its members: what others say must not come from elsewhere in the record. */
    boolean isWhole() {
        return from != NONE && to > from && (members & allowed) == allowed;
    }

    /** Learns what the stretch that was read says. */
    void learn(byte[] bytes, T meaning) {
        if (last != null) {
            cache.put(bytes, from, to, new Known<>(meaning, members, last));
        }
    }
}
