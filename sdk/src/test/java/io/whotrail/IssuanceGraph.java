// SPDX-License-Identifier: Apache-2.0
package io.whotrail;

import io.whotrail.event.CloudTrailEvent;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/**
 * Keys that records say to have issued each other, all in one second, and the first of them by alice: a directed graph
 * with or without circles. What is right to answer is drawn from the graph alone.
 */
final class IssuanceGraph {
    private static final Instant BIRTH = Events.NOON;
    private static final int ALICE = -1;

    /** One record: a key was issued with another. */
    private record Edge(int issuer, int issued) {}

    private final int keys;
    private final List<Edge> edges = new ArrayList<>();
    /** The places in the list of edges of all that issue a key. */
    private final List<List<Integer>> issuing = new ArrayList<>();

    private IssuanceGraph(int keys) {
        this.keys = keys;
        for (int key = 0; key < keys; key++) {
            issuing.add(new ArrayList<>());
        }
        add(ALICE, 0);
    }

    private void add(int issuer, int issued) {
        issuing.get(issued).add(edges.size());
        edges.add(new Edge(issuer, issued));
    }

    /** A graph of which each bit is one possible edge. */
    static IssuanceGraph ofBits(int keys, int bits, boolean withSelves) {
        var graph = new IssuanceGraph(keys);
        int rest = bits;
        for (int issuer = 0; issuer < keys; issuer++) {
            for (int issued = 0; issued < keys; issued++) {
                if (issuer == issued && !withSelves) {
                    continue;
                }
                if ((rest & 1) != 0) {
                    graph.add(issuer, issued);
                }
                rest >>>= 1;
            }
        }
        return graph;
    }

    /** A graph of which each digit, of one more than there are keys, is a key's issuer, or that there is none. */
    static IssuanceGraph ofIssuers(int keys, int number) {
        var graph = new IssuanceGraph(keys);
        int rest = number;
        for (int issued = 0; issued < keys; issued++) {
            if (rest % (keys + 1) < keys) {
                graph.add(rest % (keys + 1), issued);
            }
            rest /= keys + 1;
        }
        return graph;
    }

    static IssuanceGraph random(int keys, int edges, Random random) {
        var graph = new IssuanceGraph(keys);
        for (int edge = 0; edge < edges; edge++) {
            int issued = random.nextInt(keys);
            boolean backwards = random.nextInt(keys) < 2;
            graph.add(backwards || issued == 0 ? random.nextInt(keys) : random.nextInt(issued), issued);
        }
        return graph;
    }

    /** The records, and one use of each key. */
    List<CloudTrailEvent> events() {
        var events = new ArrayList<CloudTrailEvent>();
        for (int i = 0; i < edges.size(); i++) {
            Edge edge = edges.get(i);
            Events.Holder issuer = edge.issuer == ALICE ? Events.user("alice") : session(edge.issuer);
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

    /** What is right to answer for each use: alice where all ways lead to her, else why nobody. */
    Map<String, String> expected() {
        boolean[] circular = new boolean[edges.size()];
        boolean[] orphaned = new boolean[edges.size()];
        for (int i = 0; i < edges.size(); i++) {
            circular[i] = isReached(i, parents(i));
            orphaned[i] = edges.get(i).issuer != ALICE && parents(i).isEmpty();
        }
        var expected = new TreeMap<String, String>();
        for (int key = 0; key < keys; key++) {
            List<Integer> ancestors = withAncestors(issuing.get(key));
            boolean conflict = ancestors.stream().anyMatch(edge -> circular[edge]);
            boolean unseen = ancestors.isEmpty() || ancestors.stream().anyMatch(edge -> orphaned[edge]);
            expected.put(
                    "u" + key,
                    conflict
                            ? UnattributedReason.CONFLICT.name()
                            : unseen ? UnattributedReason.ISSUANCE_NOT_SEEN.name() : "alice");
        }
        return expected;
    }

    /** The records that issue what a record's call was made with, itself never. */
    private List<Integer> parents(int edge) {
        int issuer = edges.get(edge).issuer;
        return issuer == ALICE
                ? List.of()
                : issuing.get(issuer).stream().filter(other -> other != edge).toList();
    }

    private boolean isReached(int edge, List<Integer> from) {
        return withAncestors(from).contains(edge);
    }

    private List<Integer> withAncestors(List<Integer> from) {
        var found = new ArrayList<Integer>();
        var seen = new boolean[edges.size()];
        Deque<Integer> open = new ArrayDeque<>(from);
        while (!open.isEmpty()) {
            int edge = open.pop();
            if (!seen[edge]) {
                seen[edge] = true;
                found.add(edge);
                open.addAll(parents(edge));
            }
        }
        return found;
    }

    @Override
    public String toString() {
        return edges.toString();
    }
}
