// SPDX-License-Identifier: Apache-2.0
package io.whotrail;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * All ways in which a few keys can issue each other and be issued by people, one of those that differ in the keys' names
 * only.
 *
 * @param keys how many keys
 * @param withSelves whether keys may issue themselves
 * @param people how many people may each issue any of the keys; with 0 one person has issued the first key
 */
record SmallGraphs(int keys, boolean withSelves, int people) {

    /** A graph is a number: a bit for each pair of keys, then one for each key and person. */
    Stream<IssuanceGraph> all() {
        int bits = keys * keys - (withSelves ? 0 : keys) + keys * people;
        List<int[]> renamed = renamings().stream().map(this::places).toList();
        var seen = new BitSet(1 << bits);
        return IntStream.range(0, 1 << bits)
                .filter(number -> !seen.get(number))
                .peek(number -> renamed.forEach(places -> seen.set(moved(number, places))))
                .mapToObj(this::graph);
    }

    @Override
    public String toString() {
        String owners = people == 0 ? "the first of one person" : "each of any of " + people + " people";
        return keys + " keys, " + owners + (withSelves ? ", also issuing themselves" : "");
    }

    private static int moved(int number, int[] places) {
        int moved = 0;
        for (int rest = number; rest != 0; rest &= rest - 1) {
            moved |= 1 << places[Integer.numberOfTrailingZeros(rest)];
        }
        return moved;
    }

    /** Every order of the keys; where only the first has an owner, it stays the first. */
    private List<List<Integer>> renamings() {
        List<List<Integer>> orders = List.of(List.of());
        for (int key = 0; key < keys; key++) {
            var longer = new ArrayList<List<Integer>>();
            for (List<Integer> order : orders) {
                for (int at = people == 0 && key > 0 ? 1 : 0; at <= key; at++) {
                    var one = new ArrayList<>(order);
                    one.add(at, key);
                    longer.add(one);
                }
            }
            orders = longer;
        }
        return orders;
    }

    private int[] places(List<Integer> names) {
        var places = new ArrayList<Integer>();
        for (int issuer = 0; issuer < keys; issuer++) {
            for (int issued = 0; issued < keys; issued++) {
                if (withSelves || issuer != issued) {
                    places.add(place(names.get(issuer), names.get(issued)));
                }
            }
        }
        for (int person = 0; person < people; person++) {
            for (int issued = 0; issued < keys; issued++) {
                places.add(pairs() + person * keys + names.get(issued));
            }
        }
        return places.stream().mapToInt(Integer::intValue).toArray();
    }

    private int pairs() {
        return keys * keys - (withSelves ? 0 : keys);
    }

    private int place(int issuer, int issued) {
        return withSelves ? issuer * keys + issued : issuer * (keys - 1) + issued - (issued > issuer ? 1 : 0);
    }

    private IssuanceGraph graph(int number) {
        var graph = new IssuanceGraph(keys);
        if (people == 0) {
            graph.begun(0, 0);
        }
        for (int issuer = 0; issuer < keys; issuer++) {
            for (int issued = 0; issued < keys; issued++) {
                if ((withSelves || issuer != issued) && (number >>> place(issuer, issued) & 1) != 0) {
                    graph.issued(issuer, issued);
                }
            }
        }
        for (int person = 0; person < people; person++) {
            for (int issued = 0; issued < keys; issued++) {
                if ((number >>> (pairs() + person * keys + issued) & 1) != 0) {
                    graph.begun(person, issued);
                }
            }
        }
        return graph;
    }
}
