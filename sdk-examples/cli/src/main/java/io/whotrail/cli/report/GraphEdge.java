// SPDX-License-Identifier: Apache-2.0
package io.whotrail.cli.report;

import io.whotrail.Basis;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** How sessions lead from one node to the next, and what proves it. Not thread safe. */
final class GraphEdge {
    /**
     * Which one it is.
     *
     * @param from the number of a node
     * @param to the number of the next
     */
    record Key(int from, int to) {}

    private final int maximum;
    private final Set<String> proofs = new LinkedHashSet<>();
    private final Set<Basis> links = EnumSet.noneOf(Basis.class);
    private final List<String> examples = new ArrayList<>();
    private final Passage passage = new Passage();
    private long furtherProofs;

    /**
     * Makes one without sessions.
     *
     * @param maximum how many events are kept by their ids
     */
    GraphEdge(int maximum) {
        this.maximum = maximum;
    }

    void add(Strand strand, long part) {
        passage.add(strand, part);
        for (String example : strand.examples()) {
            if (examples.size() < maximum) {
                examples.add(example);
            }
        }
    }

    void prove(Basis link, List<String> issuanceEventIds) {
        links.add(link);
        for (String id : issuanceEventIds) {
            if (proofs.size() < maximum) {
                proofs.add(id);
            } else if (!proofs.contains(id)) {
                furtherProofs++;
            }
        }
    }

    /** How the sessions of this step are tied to their issuances. */
    Set<Basis> links() {
        return links;
    }

    /** The ids of events that issued sessions of this step. */
    Set<String> proofs() {
        return proofs;
    }

    /** How many more such ids its sessions tell. */
    long furtherProofs() {
        return furtherProofs;
    }

    /** The ids of events that went this way. */
    List<String> examples() {
        return examples;
    }

    /** What goes this way. */
    Passage passage() {
        return passage;
    }
}
