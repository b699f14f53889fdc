// SPDX-License-Identifier: Apache-2.0
package io.whotrail.source;

import java.util.EnumSet;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The members of one object that are read, by their exact names. Immutable. */
final class Names<E extends Enum<E> & Names.Named> {
    /** A member that is read, whatever it may be called. */
    interface Named {
        /** CloudTrail's name first, then what others call it, with a bar between them. */
        String names();
    }

    /** Where a name is found that is not read. */
    static final int OTHER = -1;

    private final Map<String, E> members = new HashMap<>();
    private final NameTable<E> table;

    Names(Class<E> type) {
        for (E member : EnumSet.allOf(type)) {
            for (String name : member.names().split("\\|", -1)) {
                members.put(name, member);
            }
        }
        table = new NameTable<>(members);
    }

    @Nullable
    E member(String name) {
        return members.get(name);
    }

    /** Where a name that is still bytes is found, for {@link #at}. */
    int find(byte[] bytes, int from, int to) {
        return table.find(bytes, from, to);
    }

    /** The member of the name that was found there; {@code null} for {@link #OTHER}. */
    @Nullable
    E at(int found) {
        return table.at(found);
    }

    /** The names as an SQL engine writes them, each with the name that CloudTrail has for it. */
    Map<String, String> columns() {
        Map<String, String> columns = new HashMap<>();
        for (String name : members.keySet()) {
            columns.put(name.toLowerCase(Locale.ROOT), name);
        }
        return Map.copyOf(columns);
    }
}
