// SPDX-License-Identifier: Apache-2.0
package io.whotrail.opensearch;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.UUID;
import org.codelibs.opensearch.runner.OpenSearchRunner;
import org.opensearch.http.HttpServerTransport;

/** A node of OpenSearch in this process, that listens on loopback. */
final class Node implements AutoCloseable {
    private final HttpClient http = HttpClient.newHttpClient();
    private final OpenSearchRunner runner = new OpenSearchRunner();

    private Node() {}

    /** Starts one whose files lie in a folder. */
    static Node start(Path folder) {
        var node = new Node();
        node.runner
                .onBuild((number, settings) -> settings.put("network.host", "127.0.0.1")
                        .put("http.port", "0")
                        .put("transport.port", "0")
                        .put("discovery.type", "single-node")
                        .put("cluster.routing.allocation.disk.threshold_enabled", false))
                .build(OpenSearchRunner.newConfigs()
                        .basePath(folder.toString())
                        .clusterName("whotrail-" + UUID.randomUUID())
                        .numOfNode(1)
                        .disableESLogger());
        node.runner.ensureYellow();
        return node;
    }

    URI address() {
        int port = runner.node()
                .injector()
                .getInstance(HttpServerTransport.class)
                .boundAddress()
                .publishAddress()
                .getPort();
        return URI.create("http://127.0.0.1:" + port + "/");
    }

    /** Sends a request and reads the answer. */
    JsonNode ask(String method, String path, String body) {
        HttpRequest request = HttpRequest.newBuilder(address().resolve(path))
                .header("Content-Type", "application/json")
                .method(method, HttpRequest.BodyPublishers.ofString(body))
                .build();
        try {
            return Template.json(
                    http.send(request, HttpResponse.BodyHandlers.ofString()).body());
        } catch (IOException | InterruptedException failure) {
            throw new AssertionError(method + " " + path, failure);
        }
    }

    @Override
    public void close() throws IOException {
        runner.close();
        runner.clean();
    }
}
