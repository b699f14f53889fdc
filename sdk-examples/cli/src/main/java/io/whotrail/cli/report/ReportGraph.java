// SPDX-License-Identifier: Apache-2.0
package io.whotrail.cli.report;

import io.whotrail.Explanation;
import io.whotrail.Hop;
import io.whotrail.cli.report.GraphNode.Layer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Who used which roles in which accounts. Of each column those with signals, then the largest, stand for themselves. */
final class ReportGraph {
    private static final Comparator<GraphNode> LARGEST_FIRST = Comparator.comparing(
                    (GraphNode node) -> node.passage().signalled() == 0)
            .thenComparing(
                    Comparator.comparingLong((GraphNode node) -> node.passage().events())
                            .reversed());

    private final NodeKeys keys = new NodeKeys();
    private final ReportLimits limits;
    private final List<GraphNode> nodes = new ArrayList<>();
    private final Map<NodeKey, Integer> numbers = new HashMap<>();
    private final Map<GraphEdge.Key, GraphEdge> edges = new LinkedHashMap<>();

    /**
     * Draws.
     *
     * @param report what was added up
     * @param unused the sessions that were opened and never used
     */
    ReportGraph(Report report, List<Strand> unused) {
        this.limits = report.limits();
        List<Strand> strands =
                Stream.concat(report.strands().stream(), unused.stream()).toList();
        strands.forEach(strand -> keys.learn(strand.verdict()));
        choose(strands);
        strands.forEach(this::add);
        report.rests().forEach(rest -> addRest(rest, report.isOfOneOrigin(rest) ? keys.origin(rest) : null));
    }

    private void choose(List<Strand> strands) {
        Map<NodeKey, GraphNode> all = new LinkedHashMap<>();
        for (Strand strand : strands) {
            new LinkedHashSet<>(keys.path(strand))
                    .forEach(key -> all.computeIfAbsent(key, GraphNode::new).add(strand, strand.events(), 0));
            strand.accounts()
                    .forEach((account, part) -> all.computeIfAbsent(NodeKeys.account(account), GraphNode::new)
                            .add(strand, part, 0));
        }
        for (Layer layer : Layer.values()) {
            keep(all.values().stream()
                    .filter(node -> node.key().layer() == layer)
                    .sorted(LARGEST_FIRST)
                    .toList());
        }
    }

    private void keep(List<GraphNode> ofLayer) {
        for (int i = 0; i < ofLayer.size(); i++) {
            NodeKey key = ofLayer.get(i).key();
            if (i < limit(key.layer())) {
                number(key);
            } else {
                int others = number(NodeKeys.others(key.layer()));
                numbers.put(key, others);
                nodes.get(others).join();
            }
        }
    }

    private int limit(Layer layer) {
        return switch (layer) {
            case ORIGIN -> limits.origins();
            case ROLE -> limits.roles();
            case ACCOUNT -> limits.accounts();
        };
    }

    private int number(NodeKey key) {
        return numbers.computeIfAbsent(key, none -> {
            nodes.add(new GraphNode(key));
            return nodes.size() - 1;
        });
    }

    /** The numbers of the nodes that a session passes before its accounts. */
    List<Integer> path(Strand strand) {
        return keys.path(strand).stream().map(this::number).toList();
    }

    private void add(Strand strand) {
        List<Integer> path = path(strand);
        var passed = new LinkedHashSet<Integer>();
        var steps = new LinkedHashSet<GraphEdge.Key>();
        for (int i = 0; i < path.size(); i++) {
            if (passed.add(path.get(i))) {
                nodes.get(path.get(i)).add(strand, strand.events(), i);
            }
            if (i > 0) {
                GraphEdge.Key step = new GraphEdge.Key(path.get(i - 1), path.get(i));
                if (steps.add(step)) {
                    edge(step).add(strand, strand.events());
                }
                prove(strand, i - 1, step);
            }
        }
        reach(path.get(path.size() - 1), strand);
    }

    private void prove(Strand strand, int hopNumber, GraphEdge.Key step) {
        if (strand.verdict() instanceof Explanation explanation) {
            Hop hop = explanation.chain().hops().get(hopNumber);
            edge(step).prove(hop.link(), hop.issuanceEventIds());
        }
    }

    private void addRest(Strand rest, @Nullable NodeKey origin) {
        Integer known = origin == null ? null : numbers.get(origin);
        int from = known == null ? number(NodeKeys.others(Layer.ORIGIN)) : known;
        nodes.get(from).add(rest, rest.events(), 0);
        reach(from, rest);
    }

    private void reach(int from, Strand strand) {
        Map<Integer, Long> reached = new LinkedHashMap<>();
        strand.accounts().forEach((account, part) -> reached.merge(account(account), part, Long::sum));
        reached.forEach((account, part) -> {
            nodes.get(account).add(strand, part, 0);
            edge(new GraphEdge.Key(from, account)).add(strand, part);
        });
    }

    /** The number of the node of an account. */
    int account(String account) {
        Integer number = numbers.get(NodeKeys.account(account));
        return number == null ? number(NodeKeys.others(Layer.ACCOUNT)) : number;
    }

    private GraphEdge edge(GraphEdge.Key key) {
        return edges.computeIfAbsent(key, none -> new GraphEdge(limits.examples()));
    }

    /** The nodes by their numbers. */
    List<GraphNode> nodes() {
        return nodes;
    }

    Map<GraphEdge.Key, GraphEdge> edges() {
        return edges;
    }
}
