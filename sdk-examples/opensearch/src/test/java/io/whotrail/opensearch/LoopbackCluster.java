// SPDX-License-Identifier: Apache-2.0
package io.whotrail.opensearch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A server on loopback that takes bulk requests as OpenSearch does, external versions and all, and refuses what a test wants
 * refused. Where the newer JDK is, the same is tested with OpenSearch itself.
 */
final class LoopbackCluster implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int STALLED = -1;

    /** A document that is there. */
    record Stored(long version, JsonNode source) {}

    private final HttpServer server;
    private final Map<String, Stored> documents = new ConcurrentHashMap<>();
    private final List<String> order = new CopyOnWriteArrayList<>();
    private final Queue<Integer> nextStatuses = new ConcurrentLinkedQueue<>();
    private final Map<String, Queue<Integer>> itemStatuses = new ConcurrentHashMap<>();
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final List<Integer> sizes = new CopyOnWriteArrayList<>();
    private volatile String retryAfter = "";
    private volatile int longestBody = Integer.MAX_VALUE;
    private volatile String authorization = "";

    LoopbackCluster() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
    }

    URI address() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/");
    }

    /** Answers the next bulk requests with these statuses, one each, and does nothing else for them; 0 takes one. */
    void refuseNext(Integer... statuses) {
        nextStatuses.addAll(List.of(statuses));
    }

    /** Answers a document with these statuses, one at each time it comes; after the last it is taken. */
    void refuse(String id, Integer... statuses) {
        itemStatuses.put(id, new ConcurrentLinkedQueue<>(List.of(statuses)));
    }

    /** Answers the next bulk request with the beginning of an answer. */
    void stallNext() {
        nextStatuses.add(STALLED);
    }

    void askToBeLeftAlone(String seconds) {
        retryAfter = seconds;
    }

    void takeNoBodyAbove(int bytes) {
        longestBody = bytes;
    }

    /** What is there, by id. */
    Map<String, Stored> documents() {
        return documents;
    }

    /** The sources of all that is there, in the order in which they came first. */
    List<JsonNode> sources() {
        return order.stream().map(id -> documents.get(id).source()).toList();
    }

    /** Method and path of each request. */
    List<String> requests() {
        return requests;
    }

    /** The bytes of each bulk request. */
    List<Integer> sizes() {
        return sizes;
    }

    String authorization() {
        return authorization;
    }

    private void answer(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readAllBytes();
        requests.add(
                exchange.getRequestMethod() + " " + exchange.getRequestURI().getPath());
        String given = exchange.getRequestHeaders().getFirst("Authorization");
        authorization = given == null ? "" : given;
        boolean bulk = exchange.getRequestURI().getPath().endsWith("/_bulk");
        Integer status = bulk ? nextStatuses.poll() : null;
        if (bulk) {
            sizes.add(body.length);
        }
        if (status != null && status == STALLED) {
            exchange.sendResponseHeaders(200, 2);
            exchange.getResponseBody().write('{');
            exchange.getResponseBody().flush();
            return;
        }
        if (status != null && status == 0) {
            status = null;
        }
        if (status == null && bulk && body.length > longestBody) {
            status = 413;
        }
        if (status != null) {
            if (!retryAfter.isEmpty()) {
                exchange.getResponseHeaders().add("Retry-After", retryAfter);
            }
            respond(exchange, status, "{}");
            return;
        }
        respond(exchange, 200, bulk ? take(new String(body, StandardCharsets.UTF_8)) : "{\"acknowledged\":true}");
    }

    private static void respond(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private String take(String body) throws IOException {
        if (!body.endsWith("\n")) {
            throw new IOException("a bulk request ends with the end of a line");
        }
        ObjectNode response = JSON.createObjectNode();
        ArrayNode items = response.putArray("items");
        List<String> lines = new ArrayList<>(body.lines().toList());
        for (int i = 0; i < lines.size(); i += 2) {
            JsonNode action = JSON.readTree(lines.get(i)).get("index");
            take(action, JSON.readTree(lines.get(i + 1)), items.addObject().putObject("index"));
        }
        return response.toString();
    }

    private void take(JsonNode action, JsonNode source, ObjectNode item) {
        String id = action.get("_id").asText();
        long version = action.get("version").asLong();
        Stored there = documents.get(id);
        Queue<Integer> refusals = itemStatuses.get(id);
        Integer refusal = refusals == null ? null : refusals.poll();
        if (refusal != null) {
            item.put("status", refusal);
            item.putObject("error")
                    .put("type", refusal == 429 ? "rejected_execution_exception" : "mapper_parsing_exception")
                    .put(
                            "reason",
                            "failed to parse field [event.id] of type [long]. Preview of field's value: 'secret'");
        } else if (there != null && there.version() >= version) {
            item.put("status", 409).putObject("error").put("type", "version_conflict_engine_exception");
        } else {
            documents.put(id, new Stored(version, source));
            if (there == null) {
                order.add(id);
            }
            item.put("status", there == null ? 201 : 200);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
