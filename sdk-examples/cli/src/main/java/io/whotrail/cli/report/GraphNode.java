// SPDX-License-Identifier: Apache-2.0
package io.whotrail.cli.report;

/** An origin, a role or an account of the graph, and what its events add up to. Not thread safe. */
final class GraphNode {
    /** The columns of the graph. */
    enum Layer {
        ORIGIN,
        ROLE,
        ACCOUNT
    }

    private final NodeKey key;
    private final Passage passage = new Passage();
    private int depth;
    private int joined;
    private long unknown;

    GraphNode(NodeKey key) {
        this.key = key;
    }

    /**
     * Adds a session.
     *
     * @param strand the session
     * @param part how many of its events
     * @param at how many hops from the origin
     */
    void add(Strand strand, long part, int at) {
        depth = Math.max(depth, at);
        passage.add(strand, part);
        unknown += TimeBins.index(strand.verdict()) == 0 ? 0 : part;
    }

    /** Takes note of one more that is told together with others. */
    void join() {
        joined++;
    }

    NodeKey key() {
        return key;
    }

    /** How many hops from the origin at most. */
    int depth() {
        return depth;
    }

    /** How many are told together; 0 for one that is told by itself. */
    int joined() {
        return joined;
    }

    /** What passes it. */
    Passage passage() {
        return passage;
    }

    /** How many of its events have no known origin. */
    long unknown() {
        return unknown;
    }
}
