// SPDX-License-Identifier: Apache-2.0
package io.whotrail.cli.report;

import com.fasterxml.jackson.core.JsonGenerator;
import io.whotrail.Basis;
import io.whotrail.cli.text.Words;
import java.io.IOException;
import java.util.Locale;
import java.util.Map;

/** Writes the graph. */
final class GraphJson {
    private final PageJson page;
    private final JsonGenerator json;

    private GraphJson(PageJson page) {
        this.page = page;
        this.json = page.json();
    }

    static void write(ReportGraph graph, PageJson page) throws IOException {
        var writer = new GraphJson(page);
        writer.json.writeObjectFieldStart("graph");
        writer.nodes(graph);
        writer.edges(graph);
        writer.json.writeEndObject();
    }

    private void nodes(ReportGraph graph) throws IOException {
        json.writeArrayFieldStart("nodes");
        for (GraphNode node : graph.nodes()) {
            json.writeStartObject();
            json.writeStringField("layer", node.key().layer().name().toLowerCase(Locale.ROOT));
            page.text("label", node.key().label());
            page.text("detail", node.key().detail());
            page.text("account", node.key().account());
            json.writeNumberField("depth", node.depth());
            json.writeNumberField("joined", node.joined());
            passage(node.passage());
            json.writeNumberField("unknown", node.unknown());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private void edges(ReportGraph graph) throws IOException {
        json.writeArrayFieldStart("edges");
        for (Map.Entry<GraphEdge.Key, GraphEdge> entry : graph.edges().entrySet()) {
            GraphEdge edge = entry.getValue();
            json.writeStartObject();
            json.writeNumberField("from", entry.getKey().from());
            json.writeNumberField("to", entry.getKey().to());
            passage(edge.passage());
            json.writeArrayFieldStart("links");
            for (Basis link : edge.links()) {
                json.writeNumber(page.shared(Words.brief(link)));
            }
            json.writeEndArray();
            page.events("proofs", edge.proofs(), Integer.MAX_VALUE);
            json.writeNumberField("furtherProofs", edge.furtherProofs());
            page.events("examples", edge.examples(), Integer.MAX_VALUE);
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private void passage(Passage passage) throws IOException {
        json.writeNumberField("events", passage.events());
        json.writeNumberField("sessions", passage.sessions());
        json.writeNumberField("unused", passage.unused());
        json.writeNumberField("signalled", passage.signalled());
    }
}
