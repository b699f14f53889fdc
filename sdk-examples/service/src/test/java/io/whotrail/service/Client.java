// SPDX-License-Identifier: Apache-2.0
package io.whotrail.service;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.whotrail.checkpoint.CheckpointException;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Somebody who posts and asks. */
final class Client {
    static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final int port;

    Client(Service service) {
        this.port = service.port();
    }

    /** A service as most are, at any port. */
    static Settings settings(Path checkpoints) {
        return new Settings(
                "127.0.0.1",
                0,
                null,
                checkpoints,
                Duration.ofHours(1),
                Duration.ofDays(2),
                4,
                1 << 20,
                10_000,
                10_000,
                Duration.ofSeconds(20));
    }

    static Service start(Settings settings) {
        try {
            return Service.start(settings);
        } catch (IOException | CheckpointException failure) {
            throw new AssertionError(failure);
        }
    }

    int port() {
        return port;
    }

    HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path));
    }

    HttpResponse<String> send(HttpRequest request) throws IOException, InterruptedException {
        return http.send(request, HttpResponse.BodyHandlers.ofString());
    }

    CompletableFuture<HttpResponse<String>> ask(String path) {
        return http.sendAsync(request(path).build(), HttpResponse.BodyHandlers.ofString());
    }

    HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return send(request(path).build());
    }

    HttpResponse<String> post(byte[] body) throws IOException, InterruptedException {
        return send(request("/events")
                .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                .build());
    }

    List<String> lines(String body) throws IOException, InterruptedException {
        return post(body.getBytes(StandardCharsets.UTF_8)).body().lines().toList();
    }

    JsonNode json(String path) throws IOException, InterruptedException {
        return JSON.readTree(get(path).body());
    }

    static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
