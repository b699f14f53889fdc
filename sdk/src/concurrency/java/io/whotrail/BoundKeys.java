// SPDX-License-Identifier: Apache-2.0
package io.whotrail;

import java.util.HashSet;
import java.util.Set;
import java.util.TreeSet;

/** What an attributor must say of issued keys, one call after the other: written down apart from how it finds it. */
public final class BoundKeys {
    private final Set<String> seen = new HashSet<>();
    private final Set<String> bound = new HashSet<>();

    /** Made by Lincheck. */
    public BoundKeys() {}

    public void learn(int key, int person) {
        bound.add(key + Cast.PEOPLE.get(person));
    }

    public String assume(int key, int person, int thread) {
        learn(key, person);
        return seen.add("assume" + key + person + thread) ? Cast.PEOPLE.get(person) : Cast.DUPLICATE;
    }

    public String attribute(int key, int thread) {
        return seen.add("use" + key + thread) ? ask(key) : Cast.DUPLICATE;
    }

    public String ask(int key) {
        var origins = new TreeSet<String>();
        for (String person : Cast.PEOPLE) {
            if (bound.contains(key + person)) {
                origins.add(person);
            }
        }
        return switch (origins.size()) {
            case 0 -> UnattributedReason.ISSUANCE_NOT_SEEN.name();
            case 1 -> origins.first();
            default -> origins.toString();
        };
    }
}
