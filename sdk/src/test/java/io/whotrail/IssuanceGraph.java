// SPDX-License-Identifier: Apache-2.0
package io.whotrail;

import io.whotrail.event.CloudTrailEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * Keys that records say to have issued each other, all in one second, and some of them by people: a directed graph with or
 * without circles. What is right to answer is drawn from the graph alone.
 */
final class IssuanceGraph {
    private static final Instant BIRTH = Events.NOON;
    private static final List<String> PEOPLE = List.of("alice", "bob");

    /** One record: a key was issued with another, or by a person where the issuer is below zero. */
    private record Edge(int issuer, int issued) {}

    private final int keys;
    private final List<Edge> edges = new ArrayList<>();

    IssuanceGraph(int keys) {
        this.keys = keys;
    }

    /** One more record by which a person issued a key. */
    IssuanceGraph begun(int person, int issued) {
        edges.add(new Edge(-1 - person, issued));
        return this;
    }

    /** One more record by which a key issued another, or itself. */
    IssuanceGraph issued(int issuer, int issued) {
        edges.add(new Edge(issuer, issued));
        return this;
    }

    /** A graph of which each digit, of one more than there are keys, is a key's issuer, or that there is none. */
    static IssuanceGraph ofIssuers(int keys, int number) {
        var graph = new IssuanceGraph(keys).begun(0, 0);
        int rest = number;
        for (int issued = 0; issued < keys; issued++) {
            if (rest % (keys + 1) < keys) {
                graph.issued(rest % (keys + 1), issued);
            }
            rest /= keys + 1;
        }
        return graph;
    }

    /** Keys issued with earlier ones, some with several, begun by one or two people; few of them close a circle. */
    static IssuanceGraph random(int keys, Random random) {
        var graph = new IssuanceGraph(keys).begun(random.nextInt(2), 0);
        var first = new int[keys];
        for (int key = 1; key < keys; key++) {
            first[key] = random.nextInt(key);
            if (random.nextInt(50) > 0) {
                graph.issued(first[key], key);
            }
        }
        for (int more = random.nextInt(1 + keys / 2); more > 0; more--) {
            int issued = random.nextInt(keys);
            if (issued == 0 || random.nextInt(40) == 0) {
                graph.begun(random.nextInt(2), issued);
            } else {
                graph.issued(random.nextInt(issued), issued);
            }
        }
        for (int circles = random.nextInt(3); circles > 0; circles--) {
            int last = random.nextInt(keys);
            int ancestor = last;
            for (int up = random.nextInt(6); up > 0; up--) {
                ancestor = first[ancestor];
            }
            graph.issued(last, ancestor);
        }
        return graph;
    }

    /** All keys have issued all others, and a person the first. */
    static IssuanceGraph complete(int keys) {
        var graph = new IssuanceGraph(keys).begun(0, 0);
        for (int issuer = 0; issuer < keys; issuer++) {
            for (int issued = 0; issued < keys; issued++) {
                if (issuer != issued) {
                    graph.issued(issuer, issued);
                }
            }
        }
        return graph;
    }

    /** A chain that a person began, of which the last key has issued one of them. */
    static IssuanceGraph ring(int keys, int closedAt) {
        var graph = new IssuanceGraph(keys).begun(0, 0);
        for (int key = 1; key < keys; key++) {
            graph.issued(key - 1, key);
        }
        return graph.issued(keys - 1, closedAt);
    }

    /** The records, and one use of each key. */
    List<CloudTrailEvent> events() {
        var events = new ArrayList<CloudTrailEvent>();
        for (int i = 0; i < edges.size(); i++) {
            Edge edge = edges.get(i);
            Events.Holder issuer = edge.issuer < 0 ? Events.user(PEOPLE.get(-1 - edge.issuer)) : session(edge.issuer);
            events.add(Events.assume("a" + i, issuer, "R" + edge.issued, "s", "ASIAK" + edge.issued, BIRTH)
                    .build());
        }
        for (int key = 0; key < keys; key++) {
            events.add(Events.use("u" + key, session(key), BIRTH.plusSeconds(60)));
        }
        return events;
    }

    private static Events.Holder session(int key) {
        return Events.session("R" + key, "s", "ASIAK" + key, BIRTH);
    }

    /**
     * What is right to answer for each use. On a circle or below one the records contradict each other; below a key that
     * nothing but itself has issued the beginning is not seen; else all people who began one of the ways to the key are
     * its origins. One call by which a key has issued itself says nothing of where it comes from, but of two such calls
     * each was made with what the other issued.
     */
    Map<String, String> expected() {
        BitSet[] ancestors = ancestors();
        var inConflict = new BitSet();
        var unseen = new BitSet();
        for (int key = 0; key < keys; key++) {
            inConflict.set(key, isOnCircle(key, ancestors));
            unseen.set(key, edges.stream().noneMatch(isOf(key).and(edge -> edge.issuer != edge.issued)));
        }
        var expected = new TreeMap<String, String>();
        for (int key = 0; key < keys; key++) {
            BitSet all = ancestors[key];
            String answer = all.intersects(inConflict)
                    ? UnattributedReason.CONFLICT.name()
                    : all.intersects(unseen) ? UnattributedReason.ISSUANCE_NOT_SEEN.name() : people(all);
            expected.put("u" + key, answer);
        }
        return expected;
    }

    private static Predicate<Edge> isOf(int key) {
        return edge -> edge.issued == key;
    }

    private boolean isOnCircle(int key, BitSet[] ancestors) {
        boolean among = ancestors[key].stream().anyMatch(other -> other != key && ancestors[other].get(key));
        return among || edges.stream().filter(new Edge(key, key)::equals).count() > 1;
    }

    private String people(BitSet ancestors) {
        var people = new TreeSet<String>();
        for (Edge edge : edges) {
            if (edge.issuer < 0 && ancestors.get(edge.issued)) {
                people.add(PEOPLE.get(-1 - edge.issuer));
            }
        }
        return String.join(" or ", people);
    }

    /** For each key all that lead to it, and itself. */
    private BitSet[] ancestors() {
        var ancestors = new BitSet[keys];
        for (int key = 0; key < keys; key++) {
            ancestors[key] = new BitSet(keys);
            ancestors[key].set(key);
        }
        boolean grown = true;
        while (grown) {
            grown = false;
            for (Edge edge : edges) {
                if (edge.issuer >= 0) {
                    int before = ancestors[edge.issued].cardinality();
                    ancestors[edge.issued].or(ancestors[edge.issuer]);
                    grown |= ancestors[edge.issued].cardinality() > before;
                }
            }
        }
        return ancestors;
    }

    @Override
    public String toString() {
        return edges.toString();
    }
}
