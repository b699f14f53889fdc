// SPDX-License-Identifier: Apache-2.0
package io.whotrail.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is refused, and how a service ends. */
class LimitsTest {
    private static final String TOKEN = "0123456789abcdef";

    @TempDir
    private Path folder;

    private final List<AutoCloseable> open = new ArrayList<>();

    /** A session that is used so many times. */
    private static String session(int uses) {
        var records = new StringBuilder(Records.assume());
        for (int number = 0; number < uses; number++) {
            records.append(Records.use("use-" + number));
        }
        return records.toString();
    }

    private Service start(Settings settings) {
        return opened(Client.start(settings));
    }

    private <T extends AutoCloseable> T opened(T one) {
        open.add(0, one);
        return one;
    }

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable one : open) {
            one.close();
        }
    }

    private static Settings settings(String host, String token, int posts, int body, long records, int answers) {
        return new Settings(
                host,
                0,
                token,
                null,
                Duration.ofHours(1),
                Duration.ofDays(2),
                posts,
                body,
                records,
                answers,
                Duration.ofSeconds(20));
    }

    /** A post whose body is not all there yet: it holds a place until the rest is sent. */
    private Socket begin(Client client, String body) throws IOException {
        Socket socket = opened(new Socket(InetAddress.getLoopbackAddress(), client.port()));
        OutputStream out = socket.getOutputStream();
        out.write(("POST /events HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Length: " + body.length()
                        + "\r\n\r\n" + body.substring(0, 1))
                .getBytes(StandardCharsets.US_ASCII));
        out.flush();
        return socket;
    }

    private static String end(Socket socket, String body) throws IOException {
        socket.getOutputStream().write(body.substring(1).getBytes(StandardCharsets.US_ASCII));
        socket.getOutputStream().flush();
        InputStream in = socket.getInputStream();
        return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }

    private static void awaitActive(Client client, int posts) throws Exception {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (!client.get("/metrics").body().contains("whotrail_posts_active " + posts)) {
            assertThat(System.nanoTime()).isLessThan(end);
        }
    }

    @Test
    void morePostsAtATimeThanAllowedAreToldToComeBack() throws Exception {
        Client client = new Client(start(settings("127.0.0.1", null, 2, 1 << 20, 100, 100)));
        Socket first = begin(client, Records.direct("first"));
        Socket second = begin(client, Records.direct("second"));
        awaitActive(client, 2);
        HttpResponse<String> third = client.post(Records.direct("third").getBytes(StandardCharsets.UTF_8));
        assertThat(third.statusCode()).isEqualTo(429);
        assertThat(third.headers().firstValue("Retry-After")).contains("1");
        assertThat(third.body()).contains("BUSY");
        assertThat(client.get("/ready").statusCode()).isEqualTo(200);
        assertThat(end(first, Records.direct("first"))).contains("200 OK", "\"eventId\":\"first\"");
        assertThat(end(second, Records.direct("second"))).contains("200 OK", "\"eventId\":\"second\"");
        awaitActive(client, 0);
        assertThat(client.lines(Records.direct("third"))).hasSize(2);
    }

    @Test
    void aBodyThatIsTooLargeOrCutChangesNothing() throws Exception {
        Client client = new Client(start(settings("127.0.0.1", null, 2, 1_000, 100, 100)));
        byte[] large = (Records.direct("large") + " ".repeat(1_000)).getBytes(StandardCharsets.UTF_8);
        assertThat(client.post(large).statusCode()).isEqualTo(413);
        HttpRequest unannounced = client.request("/events")
                .POST(HttpRequest.BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(large)))
                .build();
        assertThat(client.send(unannounced).body()).contains("BODY_TOO_LARGE");
        try (Socket cut = begin(client, Records.direct("cut") + " ".repeat(10))) {
            awaitActive(client, 1);
            cut.getOutputStream().write(Records.direct("cut").substring(1).getBytes(StandardCharsets.US_ASCII));
        }
        awaitActive(client, 0);
        assertThat(client.get("/who/large").statusCode()).isEqualTo(404);
        assertThat(client.get("/who/cut").statusCode()).isEqualTo(404);
    }

    @Test
    void aPostOfTooManyRecordsSaysHowFarItWasTaken() throws Exception {
        Client client = new Client(start(settings("127.0.0.1", null, 2, 1 << 20, 2, 100)));
        List<String> lines = client.lines(Records.direct("one") + Records.direct("two") + Records.direct("three"));
        assertThat(lines).hasSize(4);
        assertThat(lines.get(2)).contains("TOO_MANY_RECORDS");
        assertThat(lines.get(3)).contains("\"records\":2,\"answered\":2", "\"complete\":false");
        assertThat(client.get("/who/three").statusCode()).isEqualTo(404);
    }

    @Test
    void answersThatAreLetGoOfAreNotKeptAndNeitherIsWhereToFindThem() throws Exception {
        Client client = new Client(start(settings("127.0.0.1", null, 2, 1 << 20, 1_000, 10)));
        client.lines(session(200));
        assertThat(client.get("/metrics").body()).contains("whotrail_answers_kept 10.0");
        assertThat(client.json("/sessions/alice").at("/origins/0/events").asInt())
                .isLessThanOrEqualTo(10);
    }

    /** Each request for sessions takes a thread while it waits: some are left for all else. */
    @Test
    void whoeverAsksForSessionsWithManyOthersIsToldThemOrToTryAgain() throws Exception {
        Client client = new Client(start(settings("127.0.0.1", null, 2, 1 << 22, 100_000, 10_000)));
        client.lines(session(5_000));
        var asked = new ArrayList<CompletableFuture<HttpResponse<String>>>();
        for (int i = 0; i < 200; i++) {
            asked.add(client.ask("/sessions/alice"));
        }
        assertThat(client.get("/health").statusCode()).isEqualTo(200);
        int told = 0;
        for (CompletableFuture<HttpResponse<String>> one : asked) {
            HttpResponse<String> answer = one.get(1, TimeUnit.MINUTES);
            assertThat(answer.statusCode()).isIn(200, 429);
            assertThat(answer.headers().firstValue("Retry-After").isPresent()).isEqualTo(answer.statusCode() == 429);
            told += answer.statusCode() == 200 ? 1 : 0;
        }
        assertThat(told).isGreaterThanOrEqualTo(10);
    }

    @Test
    void elsewhereThanAtLoopbackATokenIsNeeded() {
        assertThatThrownBy(() -> settings("0.0.0.0", null, 1, 1, 1, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("needs a token");
        assertThatThrownBy(() -> settings("0.0.0.0", "short", 1, 1, 1, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("16");
        assertThat(settings("0.0.0.0", TOKEN, 1, 1, 1, 1).token()).isEqualTo(TOKEN);
    }

    @Test
    void whoShowsNoTokenIsToldNothing() throws Exception {
        Client client = new Client(start(settings("0.0.0.0", TOKEN, 2, 1 << 20, 100, 100)));
        for (String path : List.of("/who/x", "/sessions/x", "/metrics", "/elsewhere")) {
            for (String shown : List.of("", "Bearer", "Bearer 0123456789abcdeX", "Basic " + TOKEN, TOKEN)) {
                HttpRequest request =
                        client.request(path).header("Authorization", shown).build();
                assertThat(client.send(request).statusCode())
                        .as(path + " " + shown)
                        .isEqualTo(401);
            }
        }
        assertThat(client.post(new byte[0]).statusCode()).isEqualTo(401);
        assertThat(client.get("/metrics").headers().firstValue("WWW-Authenticate"))
                .contains("Bearer");
        assertThat(client.get("/health").statusCode()).isEqualTo(200);
        assertThat(client.get("/ready").statusCode()).isEqualTo(200);
        HttpRequest right = client.request("/events")
                .header("Authorization", "bearer " + TOKEN)
                .POST(HttpRequest.BodyPublishers.ofString(Records.direct("one")))
                .build();
        assertThat(client.send(right).statusCode()).isEqualTo(200);
    }

    @Test
    void webPagesCannotAskAServiceWithoutAToken() throws Exception {
        Client client = new Client(start(Client.settings(null)));
        HttpRequest ofPage = client.request("/events")
                .header("Origin", "https://example.com")
                .POST(HttpRequest.BodyPublishers.ofString(Records.direct("one")))
                .build();
        assertThat(client.send(ofPage).statusCode()).isEqualTo(403);
        try (Socket rebound = opened(new Socket(InetAddress.getLoopbackAddress(), client.port()))) {
            rebound.getOutputStream()
                    .write("GET /metrics HTTP/1.1\r\nHost: example.com\r\nConnection: close\r\n\r\n"
                            .getBytes(StandardCharsets.US_ASCII));
            assertThat(new String(rebound.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                    .contains("403", "FORBIDDEN");
        }
    }

    @Test
    void whoListensAtAnotherAddressOfTheMachineIsAskedByThatName() {
        for (String host : List.of("127.0.0.2", "localhost", "::1")) {
            var access = new Access(host, null);
            assertThat(access.isNamed(host.contains(":") ? "[" + host + "]:8080" : host + ":8080"))
                    .isTrue();
            assertThat(access.isNamed("127.0.0.1")).isTrue();
            assertThat(access.isNamed("whotrail.example.com:8080")).isFalse();
            assertThat(access.isNamed(null)).isFalse();
        }
    }

    @Test
    void aServiceThatStopsEndsWhatIsUnderWayAndTheNextKnowsIt() throws Exception {
        Service first = start(Client.settings(folder));
        Client client = new Client(first);
        client.lines(Records.assume());
        Socket underWay = begin(client, Records.use("under-way"));
        awaitActive(client, 1);
        CompletableFuture<Void> stopped = CompletableFuture.runAsync(() -> close(first));
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (client.get("/ready").statusCode() == 200) {
            assertThat(System.nanoTime()).isLessThan(end);
        }
        HttpResponse<String> late = client.post(Records.direct("late").getBytes(StandardCharsets.UTF_8));
        assertThat(late.statusCode()).isEqualTo(503);
        assertThat(late.headers().firstValue("Retry-After")).contains("1");
        assertThat(stopped).isNotDone();
        assertThat(end(underWay, Records.use("under-way"))).contains("alice", "summary");
        stopped.get(30, TimeUnit.SECONDS);

        Client next = new Client(start(Client.settings(folder)));
        assertThat(next.get("/who/under-way").statusCode()).isEqualTo(404);
        List<String> again = next.lines(Records.use("under-way"));
        assertThat(again.get(0)).contains("alice");
        assertThat(again.get(1)).contains("\"repeated\":1");
        assertThat(next.lines(Records.use("new")).get(0)).contains("alice");
    }

    private static void close(Service service) {
        try {
            service.close();
        } catch (IOException failure) {
            throw new AssertionError(failure);
        }
    }
}
