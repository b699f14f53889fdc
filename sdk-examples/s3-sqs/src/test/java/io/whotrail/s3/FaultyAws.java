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
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/** Stands before an S3 or an SQS, and answers some requests in its place. */
final class FaultyAws implements AutoCloseable {
    static final Fault SLOW_DOWN = new Fault(503, "SlowDown");
    static final Fault BROKEN = new Fault(500, "InternalError");
    static final Fault DENIED = new Fault(403, "AccessDenied");
    static final Fault EXPIRED = new Fault(400, "ExpiredToken");
    static final Fault ARCHIVED = new Fault(403, "InvalidObjectState");
    static final Fault TOO_LONG = new Fault(400, "InvalidParameterValue");
    static final Fault THROTTLED = new Fault(403, "RequestThrottled");

    /** An answer of AWS's own. */
    record Fault(int status, String code) {}

    /** What is asked: of S3 a path, of SQS an action such as {@code AmazonSQS.ReceiveMessage} and what it is given. */
    record Request(String name, String body) {}

    private static final String ACTION = "X-Amz-Target";

    private final HttpClient client = HttpClient.newHttpClient();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final HttpServer server;
    private final URI real;
    private final Function<Request, Optional<Fault>> faults;
    private final AtomicInteger underWay = new AtomicInteger();
    private final AtomicInteger most = new AtomicInteger();

    FaultyAws(URI real, Function<Request, Optional<Fault>> faults) throws IOException {
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
            byte[] body = exchange.getRequestBody().readAllBytes();
            String action = exchange.getRequestHeaders().getFirst(ACTION);
            String name = action == null ? exchange.getRequestURI().getPath() : action;
            Optional<Fault> fault = faults.apply(new Request(name, new String(body, StandardCharsets.UTF_8)));
            if (fault.isPresent()) {
                refuse(exchange, fault.get(), action != null);
            } else {
                forward(exchange, body);
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } finally {
            underWay.decrementAndGet();
        }
    }

    private static void refuse(HttpExchange exchange, Fault fault, boolean json) throws IOException {
        String form = json
                ? "{\"__type\":\"com.amazonaws.sqs#%s\",\"message\":\"no\"}"
                : "<Error><Code>%s</Code><Message>no</Message></Error>";
        byte[] body = form.formatted(fault.code()).getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", json ? "application/x-amz-json-1.0" : "application/xml");
        exchange.sendResponseHeaders(fault.status(), body.length);
        exchange.getResponseBody().write(body);
    }

    private void forward(HttpExchange exchange, byte[] body) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(real.resolve(exchange.getRequestURI()))
                .method(exchange.getRequestMethod(), HttpRequest.BodyPublishers.ofByteArray(body));
        for (String name : List.of(ACTION, "Content-Type")) {
            String value = exchange.getRequestHeaders().getFirst(name);
            if (value != null) {
                request.header(name, value);
            }
        }
        HttpResponse<byte[]> response = client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
        for (String name : List.of("ETag", "Content-Type")) {
            response.headers()
                    .firstValue(name)
                    .ifPresent(value -> exchange.getResponseHeaders().add(name, value));
        }
        exchange.sendResponseHeaders(response.statusCode(), response.body().length == 0 ? -1 : response.body().length);
        exchange.getResponseBody().write(response.body());
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
