// SPDX-License-Identifier: Apache-2.0
package io.whotrail.service;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.Javalin;
import io.javalin.compression.CompressionStrategy;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import io.javalin.router.Endpoint;
import io.whotrail.Attribution;
import io.whotrail.investigation.IdentityQuery;
import io.whotrail.investigation.Investigation;
import io.whotrail.investigation.SessionForest;
import io.whotrail.investigation.TimeRange;
import io.whotrail.sink.LineFormat;
import io.whotrail.sink.SinkEntry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/** What can be asked for over HTTP. */
final class Routes {
    private static final String JSON = "application/json";
    private static final String NDJSON = "application/x-ndjson";
    private static final int MOST_SESSIONS = 1_000;

    /** As many as all that are answered at a time have room for in a small heap. */
    private static final int SESSIONS_TOLD_APART = 10_000;

    private static final int SESSIONS_ASKED_AT_A_TIME = 2;
    private static final int MOST_WAITING = 8;
    private static final int MOST_EVENTS = 10_000;
    private static final ObjectMapper OBJECTS = new ObjectMapper();
    private static final int OTHER_THREADS = 24;

    /** A body that takes longer to come holds a place that others could use: 30 seconds. */
    private static final Duration LONGEST_UPLOAD = Duration.ofSeconds(30);

    private static final int CHUNK = 1 << 16;

    private static final String BEGUN = "begun";

    private final Service service;
    private final Settings settings;
    private final Investigation answers;
    private final Metrics metrics;
    private final Access access;

    /** Whoever asks for sessions while others do waits, so few that the other threads are left to others. */
    private final Semaphore adding = new Semaphore(SESSIONS_ASKED_AT_A_TIME, true);

    private final byte[] openApi = resource("openapi.json");

    Routes(Service service, Settings settings, Investigation answers, Metrics metrics) {
        this.service = service;
        this.settings = settings;
        this.answers = answers;
        this.metrics = metrics;
        this.access = new Access(settings.host(), settings.token());
    }

    Javalin javalin() {
        return Javalin.create(this::configure);
    }

    private void configure(JavalinConfig config) {
        config.startup.showJavalinBanner = false;
        config.startup.startupWatcherEnabled = false;
        config.http.compressionStrategy = CompressionStrategy.NONE;
        config.http.prefer405over404 = true;
        config.jetty.threadPool = new QueuedThreadPool(settings.maximumPosts() + OTHER_THREADS);
        config.jetty.modifyHttpConfiguration(http -> http.setSendServerVersion(false));
        config.jetty.modifyServer(server -> server.setErrorHandler(new Refusals()));
        config.routes.before(this::begin);
        config.routes.post("/events", this::post);
        config.routes.get("/who/{subject}", this::who);
        config.routes.get("/sessions/{identity}", this::sessions);
        config.routes.get("/timeline/{subject}", this::timeline);
        config.routes.get("/health", request -> json(request, "{\"status\":\"UP\"}"));
        config.routes.get("/ready", this::ready);
        config.routes.get(
                "/metrics", request -> request.contentType(Metrics.CONTENT_TYPE).result(metrics.scrape()));
        config.routes.get("/openapi.json", request -> request.contentType(JSON).result(openApi));
        config.routes.error(HttpStatus.NOT_FOUND, request -> refuseUntold(request, Problem.NOT_FOUND));
        config.routes.error(
                HttpStatus.METHOD_NOT_ALLOWED, request -> refuseUntold(request, Problem.METHOD_NOT_ALLOWED));
        config.routes.after(this::end);
    }

    private void begin(Context request) {
        request.attribute(BEGUN, System.nanoTime());
        Problem refusal = access.refusal(request);
        if (refusal != null) {
            refuse(request, refusal);
            // Those that are skipped are those after it too.
            end(request);
            request.skipRemainingHandlers();
        }
    }

    private void end(Context request) {
        Long begun = Objects.requireNonNull(request.attribute(BEGUN));
        Endpoint matched = request.endpoints().matchedHttpEndpoint();
        metrics.served(
                matched == null ? "none" : matched.path,
                request.statusCode(),
                Duration.ofNanos(System.nanoTime() - begun));
    }

    private void post(Context request) throws IOException {
        Problem full = service.enter();
        if (full != null) {
            refuse(request, full);
            return;
        }
        try {
            Optional<byte[]> body = body(request);
            if (body.isPresent()) {
                request.contentType(NDJSON);
                service.answer(body.get(), request.outputStream());
            }
        } finally {
            service.leave();
        }
    }

    /** All of the body, or none of it: one that is cut changes nothing. */
    private Optional<byte[]> body(Context request) {
        if (request.req().getContentLengthLong() > settings.maximumBody()) {
            refuse(request, Problem.BODY_TOO_LARGE);
            return Optional.empty();
        }
        long end = System.nanoTime() + LONGEST_UPLOAD.toNanos();
        var body = new ByteArrayOutputStream();
        try {
            InputStream in = request.bodyInputStream();
            byte[] chunk = new byte[CHUNK];
            for (int read = in.read(chunk); read >= 0; read = in.read(chunk)) {
                body.write(chunk, 0, read);
                if (body.size() > settings.maximumBody()) {
                    refuse(request, Problem.BODY_TOO_LARGE);
                    return Optional.empty();
                }
                if (System.nanoTime() - end > 0) {
                    refuse(request, Problem.INCOMPLETE_BODY);
                    return Optional.empty();
                }
            }
        } catch (IOException cut) {
            refuse(request, Problem.INCOMPLETE_BODY);
            return Optional.empty();
        }
        return Optional.of(body.toByteArray());
    }

    private void who(Context request) {
        String subject = request.pathParam("subject");
        Optional<Attribution> answer = answers.event(subject).or(() -> newest(subject));
        if (answer.isPresent()) {
            request.contentType(JSON).result(LineFormat.ndjson().line(SinkEntry.of(answer.get())));
        } else {
            refuse(request, Problem.NOT_KEPT);
        }
    }

    /** Of all sessions that had a key, the last. */
    private Optional<Attribution> newest(String accessKeyId) {
        List<Attribution> found = answers.key(accessKeyId, TimeRange.ALWAYS);
        return found.isEmpty() ? Optional.empty() : Optional.of(found.get(found.size() - 1));
    }

    private void sessions(Context request) {
        Optional<TimeRange> range = Times.range(request);
        if (range.isEmpty()) {
            refuse(request, Problem.WRONG_TIME);
            return;
        }
        if (adding.getQueueLength() >= MOST_WAITING) {
            refuse(request, Problem.BUSY);
            return;
        }
        var query = new IdentityQuery(request.pathParam("identity"));
        adding.acquireUninterruptibly();
        try {
            SessionForest forest = answers.forest(query, range.get(), SESSIONS_TOLD_APART);
            ObjectNode told = new SessionsJson(MOST_SESSIONS).of(forest, Instant.now());
            if (told.path("origins").isEmpty() && forest.untold() == 0) {
                refuse(request, Problem.NOT_KEPT);
            } else {
                json(request, told.toString());
            }
        } finally {
            adding.release();
        }
    }

    private void timeline(Context request) throws IOException {
        Optional<TimeRange> range = Times.range(request);
        if (range.isEmpty()) {
            refuse(request, Problem.WRONG_TIME);
            return;
        }
        List<Attribution> found = answers.timeline(request.pathParam("subject"), range.get());
        if (found.isEmpty()) {
            refuse(request, Problem.NOT_KEPT);
            return;
        }
        request.contentType(NDJSON);
        OutputStream out = request.outputStream();
        for (Attribution answer : found.subList(0, Math.min(MOST_EVENTS, found.size()))) {
            out.write(LineFormat.ndjson().line(SinkEntry.of(answer)));
        }
        if (found.size() > MOST_EVENTS) {
            out.write(further(found).getBytes(StandardCharsets.UTF_8));
        }
    }

    /** That there is more, and from when on. */
    private static String further(List<Attribution> found) {
        ObjectNode node = OBJECTS.createObjectNode();
        node.putObject("further")
                .put("events", found.size() - MOST_EVENTS)
                .put("from", Objects.toString(found.get(MOST_EVENTS).eventTime(), null));
        return node + "\n";
    }

    private void ready(Context request) {
        Problem problem = service.notReady();
        if (problem == null) {
            json(request, "{\"status\":\"READY\"}");
        } else {
            refuse(request, problem);
        }
    }

    private static void json(Context request, String text) {
        request.contentType(JSON).result(text.getBytes(StandardCharsets.UTF_8));
    }

    private static void refuse(Context request, Problem problem) {
        request.status(problem.status());
        if (problem == Problem.UNAUTHORIZED) {
            request.header("WWW-Authenticate", "Bearer");
        }
        if (problem.isPassing()) {
            request.header("Retry-After", "1");
        }
        json(request, problem.json());
    }

    /** What Javalin refuses by itself is told as all else is. */
    private static void refuseUntold(Context request, Problem problem) {
        if (!JSON.equals(request.res().getContentType())) {
            refuse(request, problem);
        }
    }

    private static byte[] resource(String name) {
        try (InputStream in = Objects.requireNonNull(Routes.class.getResourceAsStream(name), name)) {
            return in.readAllBytes();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
