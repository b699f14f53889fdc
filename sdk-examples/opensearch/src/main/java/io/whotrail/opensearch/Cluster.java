// SPDX-License-Identifier: Apache-2.0
package io.whotrail.opensearch;

import io.whotrail.sink.SinkException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/** A cluster that is spoken to over HTTP. It is never redirected: nobody else gets to see what is sent. */
final class Cluster {
    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");
    private static final Duration LONGEST_CONNECT = Duration.ofSeconds(10);

    private final URI base;
    private final Supplier<String> authorization;
    private final Duration requestTimeout;
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(LONGEST_CONNECT)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();

    /**
     * A cluster.
     *
     * @param base where it is; the paths of its interface are appended
     * @param authorization the value of the header {@code Authorization} for each request; empty for none
     */
    Cluster(URI base, Supplier<String> authorization, Duration requestTimeout) {
        this.base = base;
        this.authorization = authorization;
        this.requestTimeout = requestTimeout;
    }

    /** What was answered. */
    static final class Answer {
        private final HttpResponse<byte[]> response;

        private Answer(HttpResponse<byte[]> response) {
            this.response = response;
        }

        int status() {
            return response.statusCode();
        }

        byte[] body() {
            return response.body();
        }

        /** How long the cluster asks to be left alone; zero where it does not say. */
        Duration retryAfter() {
            String seconds = response.headers().firstValue("Retry-After").orElse("");
            return seconds.matches("[0-9]{1,4}") ? Duration.ofSeconds(Integer.parseInt(seconds)) : Duration.ZERO;
        }

        boolean isTaken() {
            return status() / 100 == 2;
        }

        /** Whether the same request may be taken later. */
        boolean isBusy() {
            return isBusy(status());
        }

        static boolean isBusy(int status) {
            return status == 408 || status == 429 || status >= 500;
        }
    }

    /** Whoever listens on the way would have the credentials. */
    private void requireConfidential() throws SinkException {
        if (base.getScheme().equals("http") && !LOOPBACK.contains(base.getHost())) {
            throw new SinkException(
                    SinkException.Remedy.STOP, "credentials go over https only, or to a cluster on loopback");
        }
    }

    Answer send(String method, String path, String contentType, BodyPublisher body)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(base.resolve(path))
                .timeout(requestTimeout)
                .header("Content-Type", contentType)
                .method(method, body);
        String credentials = authorization.get();
        if (!credentials.isEmpty()) {
            requireConfidential();
            request.header("Authorization", credentials);
        }
        return new Answer(withinTime(http.sendAsync(request.build(), BodyHandlers.ofByteArray())));
    }

    /** The client's own time limit ends with the headers: whoever stalls in the body would be waited for without end. */
    private HttpResponse<byte[]> withinTime(Future<HttpResponse<byte[]>> response)
            throws IOException, InterruptedException {
        try {
            return response.get(requestTimeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException stalled) {
            throw new HttpTimeoutException("no whole answer within " + requestTimeout);
        } catch (ExecutionException failed) {
            throw failed.getCause() instanceof IOException known ? known : new IOException(failed.getCause());
        } finally {
            response.cancel(true);
        }
    }
}
