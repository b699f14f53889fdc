// SPDX-License-Identifier: Apache-2.0
package io.whotrail.s3;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/** Stands before an S3, and answers some requests in its place. */
final class FaultyS3 implements AutoCloseable {
    static final Fault SLOW_DOWN = new Fault(503, "SlowDown");
    static final Fault BROKEN = new Fault(500, "InternalError");
    static final Fault DENIED = new Fault(403, "AccessDenied");
    static final Fault ARCHIVED = new Fault(403, "InvalidObjectState");

    /** An answer of S3's own. */
    record Fault(int status, String code) {}

    private final HttpClient client = HttpClient.newHttpClient();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final HttpServer server;
    private final URI real;
    private final Function<String, Optional<Fault>> faults;
    private final AtomicInteger underWay = new AtomicInteger();
    private final AtomicInteger most = new AtomicInteger();

    FaultyS3(URI real, Function<String, Optional<Fault>> faults) throws IOException {
        this.real = real;
        this.faults = faults;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", this::answer);
        server.start();
    }

    URI endpoint() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** How many requests were under way at one time, at most. */
    int most() {
        return most.get();
    }

    private void answer(HttpExchange exchange) throws IOException {
        most.accumulateAndGet(underWay.incrementAndGet(), Math::max);
        try (exchange) {
            Optional<Fault> fault = faults.apply(exchange.getRequestURI().getPath());
            if (fault.isPresent()) {
                refuse(exchange, fault.get());
            } else {
                forward(exchange);
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } finally {
            underWay.decrementAndGet();
        }
    }

    private static void refuse(HttpExchange exchange, Fault fault) throws IOException {
        byte[] body = "<Error><Code>%s</Code><Message>no</Message></Error>"
                .formatted(fault.code())
                .getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "application/xml");
        exchange.sendResponseHeaders(fault.status(), body.length);
        exchange.getResponseBody().write(body);
    }

    private void forward(HttpExchange exchange) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(real.resolve(exchange.getRequestURI()))
                .method(exchange.getRequestMethod(), HttpRequest.BodyPublishers.noBody())
                .build();
        HttpResponse<byte[]> response = client.send(request, HttpResponse.BodyHandlers.ofByteArray());
        response.headers()
                .firstValue("etag")
                .ifPresent(tag -> exchange.getResponseHeaders().add("ETag", tag));
        exchange.sendResponseHeaders(response.statusCode(), response.body().length == 0 ? -1 : response.body().length);
        exchange.getResponseBody().write(response.body());
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
