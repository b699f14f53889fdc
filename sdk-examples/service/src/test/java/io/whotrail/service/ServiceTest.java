// SPDX-License-Identifier: Apache-2.0
package io.whotrail.service;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.whotrail.Attribution;
import io.whotrail.AttributionListener;
import io.whotrail.Attributor;
import io.whotrail.SessionRevision;
import io.whotrail.event.CloudTrailEvent;
import io.whotrail.metrics.Equation;
import io.whotrail.simulation.DeliveredFile;
import io.whotrail.simulation.Deliveries;
import io.whotrail.simulation.Profile;
import io.whotrail.simulation.Simulation;
import io.whotrail.sink.LineFormat;
import io.whotrail.sink.SinkEntry;
import io.whotrail.source.CloudTrailReader;
import io.whotrail.source.EventSource;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is posted and what is answered. */
class ServiceTest {
    private static final Duration LATENESS = Duration.ofDays(2);

    private final Service service = Client.start(Client.settings(null));
    private final Client client = new Client(service);

    @AfterEach
    void close() throws IOException {
        service.close();
    }

    @Test
    void theLinesOfPostsAreThoseOfAnAttributorToTheByte() throws Exception {
        var expected = new ArrayList<String>();
        Attributor attributor = attributor(expected);
        for (byte[] body : bodies(Profile.MIXED, 3, 3_000)) {
            expected.clear();
            for (CloudTrailEvent event : read(body)) {
                Attribution answer = attributor.attribute(event);
                expected.add(answer == null ? "repeated" : line(SinkEntry.of(answer)));
            }
            List<String> lines =
                    new ArrayList<>(client.post(body).body().lines().toList());
            assertThat(lines.remove(lines.size() - 1)).contains("\"complete\":true");
            for (int at = 0; at < expected.size(); at++) {
                if (expected.get(at).equals("repeated")) {
                    expected.set(at, lines.get(at));
                }
            }
            assertThat(lines).isEqualTo(expected);
        }
    }

    @Test
    void whatIsKeptIsWhatTheLinesComeToInTheEnd() throws Exception {
        var last = new HashMap<String, Attribution>();
        Attributor attributor = Attributor.builder(InstantSource.system())
                .lateness(LATENESS)
                .listener(new AttributionListener() {
                    @Override
                    public void onAttribution(Attribution revised) {
                        last.put(revised.eventId(), revised);
                    }

                    @Override
                    public void onSessionRevision(SessionRevision notice) {
                        last.replaceAll((id, answer) -> notice.applyTo(answer));
                    }
                })
                .build();
        for (byte[] body : bodies(Profile.CROSS_ACCOUNT, 4, 1_500)) {
            client.post(body);
            for (CloudTrailEvent event : read(body)) {
                Attribution answer = attributor.attribute(event);
                if (answer != null) {
                    last.put(event.eventId(), answer);
                }
            }
        }
        assertThat(last).hasSizeGreaterThan(1_000);
        for (Map.Entry<String, Attribution> entry : last.entrySet()) {
            assertThat(client.get("/who/" + entry.getKey()).body().strip())
                    .isEqualTo(line(SinkEntry.of(entry.getValue())));
        }
    }

    @Test
    void theEndDoesNotDependOnHowManyPostAtATime() throws Exception {
        List<byte[]> bodies = bodies(Profile.CHAINS, 5, 1_500);
        var end = new HashMap<String, JsonNode>();
        Attributor alone = Attributor.builder(InstantSource.system())
                .lateness(LATENESS)
                .holdUntilFinal()
                .listener(answer -> end.put(answer.eventId(), withoutRevision(line(SinkEntry.of(answer)))))
                .build();
        for (byte[] body : bodies) {
            read(body).forEach(alone::attribute);
        }
        alone.finish();
        ExecutorService posting = Executors.newFixedThreadPool(4);
        for (byte[] body : bodies) {
            posting.execute(() -> post(body));
        }
        posting.shutdown();
        assertThat(posting.awaitTermination(60, TimeUnit.SECONDS)).isTrue();
        client.lines(Records.direct("closing").replace("2026-03-02T09:02", "2026-04-02T09:02"));
        assertThat(end).hasSizeGreaterThan(1_000);
        for (Map.Entry<String, JsonNode> entry : end.entrySet()) {
            assertThat(withoutRevision(client.get("/who/" + entry.getKey()).body()))
                    .isEqualTo(entry.getValue());
        }
    }

    private void post(byte[] body) {
        try {
            assertThat(client.post(body).statusCode()).isEqualTo(200);
        } catch (IOException | InterruptedException failure) {
            throw new AssertionError(failure);
        }
    }

    /** How often an answer changed depends on the order; what it says in the end does not. */
    private static JsonNode withoutRevision(String answer) {
        try {
            ObjectNode node = (ObjectNode) Client.JSON.readTree(answer);
            node.remove(List.of("revision", "final"));
            return node;
        } catch (IOException malformed) {
            throw new AssertionError(malformed);
        }
    }

    static List<byte[]> bodies(Profile profile, long seed, int events) throws IOException {
        var bodies = new ArrayList<byte[]>();
        Deliveries deliveries = Simulation.small(profile, seed).delivered(events);
        for (DeliveredFile file = deliveries.nextFile(); file != null; file = deliveries.nextFile()) {
            var body = new ByteArrayOutputStream();
            file.writeTo(body);
            bodies.add(body.toByteArray());
        }
        return bodies;
    }

    private static Attributor attributor(List<String> lines) {
        return Attributor.builder(InstantSource.system())
                .lateness(LATENESS)
                .listener(new AttributionListener() {
                    @Override
                    public void onAttribution(Attribution revised) {
                        lines.add(line(SinkEntry.of(revised)));
                    }

                    @Override
                    public void onSessionRevision(SessionRevision notice) {
                        lines.add(line(SinkEntry.of(notice)));
                    }
                })
                .build();
    }

    private static String line(SinkEntry entry) {
        return new String(LineFormat.ndjson().line(entry), StandardCharsets.UTF_8).strip();
    }

    private static List<CloudTrailEvent> read(byte[] log) throws IOException {
        var events = new ArrayList<CloudTrailEvent>();
        try (EventSource source = CloudTrailReader.create().open(new ByteArrayInputStream(log), "log")) {
            for (CloudTrailEvent event = source.next(); event != null; event = source.next()) {
                events.add(event);
            }
        }
        return events;
    }

    @Test
    void aLateFactRevisesWhatIsToldOfAnEventThatCameBefore() throws Exception {
        client.lines(Records.use("use"));
        assertThat(client.json("/who/use").path("verdict").asText()).isEqualTo("UNATTRIBUTED");
        assertThat(client.get("/sessions/alice").statusCode()).isEqualTo(404);
        client.lines(Records.assume());
        for (String subject : List.of("use", Records.KEY)) {
            JsonNode answer = client.json("/who/" + subject);
            assertThat(answer.path("eventId").asText()).isEqualTo("use");
            assertThat(answer.path("origin").path("name").asText()).isEqualTo("alice");
        }
        for (String identity : List.of("alice", "arn:aws:iam::111122223333:user/alice", "AIDAALICE000000000001")) {
            JsonNode sessions = client.json("/sessions/" + Client.encoded(identity));
            assertThat(sessions.at("/origins/0/sessions")).hasSize(1);
            assertThat(sessions.at("/origins/0/sessions/0/accessKeyIds/0").asText())
                    .isEqualTo(Records.KEY);
            assertThat(sessions.at("/origins/0/sessions/0/activity/lastEventId").asText())
                    .isEqualTo("use");
            assertThat(sessions.at("/origins/0/revocations/0/policies/0/Statement/0/Effect")
                            .asText())
                    .isEqualTo("Deny");
        }
    }

    @Test
    void aTimelineHasWhatWasDoneAcrossAllSessionsInOrder() throws Exception {
        client.lines(Records.use("use") + Records.assume());
        for (String subject : List.of("alice", Records.KEY)) {
            List<String> lines =
                    client.get("/timeline/" + subject).body().lines().toList();
            assertThat(lines).hasSize(2);
            assertThat(lines.get(1)).contains("\"eventId\":\"use\"");
        }
        assertThat(client.get("/timeline/nobody").statusCode()).isEqualTo(404);
    }

    @Test
    void whatIsOnlyOnTheWayIsMarkedAndNotRevoked() throws Exception {
        client.lines(Records.assume() + Records.use("use"));
        JsonNode alice = client.json("/sessions/alice").at("/origins/0");
        assertThat(alice.at("/onTheWay").asBoolean(true)).isFalse();
        assertThat(alice.at("/revocationsComplete").asBoolean()).isTrue();
        assertThat(alice.at("/originPolicy/Statement/0/Condition/DateLessThan").isObject())
                .isTrue();
        assertThat(alice.at("/others").isEmpty() && alice.at("/twins").isEmpty())
                .isTrue();
        JsonNode dev = client.json("/sessions/Dev").at("/origins/0");
        assertThat(dev.at("/onTheWay").asBoolean()).isTrue();
        assertThat(dev.at("/originPolicy").isNull()).isTrue();
        assertThat(dev.at("/sessions/0/onTheWay").asBoolean(true)).isFalse();
        assertThat(dev.at("/revocations")).hasSize(1);
    }

    @Test
    void ofALongTimelineTheEarliestAreToldAndThatThereAreMore() throws Exception {
        String body = IntStream.range(0, 10_003)
                .mapToObj(i -> Records.direct("event-" + i))
                .collect(Collectors.joining("\n"));
        try (Service large = Client.start(withAnswers(20_000))) {
            var asking = new Client(large);
            asking.lines(body);
            List<String> lines = asking.get("/timeline/alice").body().lines().toList();
            assertThat(lines).hasSize(10_001);
            assertThat(lines.get(10_000)).isEqualTo("{\"further\":{\"events\":3,\"from\":\"2026-03-02T09:02:00Z\"}}");
        }
    }

    @Test
    void onlyTheTimeThatIsAskedForIsTold() throws Exception {
        client.lines(Records.assume() + Records.use("use") + Records.direct("own"));
        assertThat(client.get("/timeline/alice?from=2026-03-02T09:01:00Z&until=2026-03-02T09:02:00Z")
                        .body()
                        .lines())
                .singleElement()
                .asString()
                .contains("\"eventId\":\"use\"");
        assertThat(client.json("/sessions/alice?until=2026-03-02T09:01:00Z")
                        .at("/origins/0/events")
                        .asInt())
                .isEqualTo(1);
        assertThat(client.get("/sessions/alice?from=2026-03-03").statusCode()).isEqualTo(404);
        for (String wrong : List.of("from=yesterday", "from=2026-03-03&until=2026-03-02", "until=")) {
            for (String route : List.of("/sessions/alice?", "/timeline/alice?")) {
                HttpResponse<String> refused = client.get(route + wrong);
                assertThat(refused.statusCode()).isEqualTo(400);
                assertThat(refused.body()).contains("WRONG_TIME");
            }
        }
    }

    @Test
    void whatIsNoRequestIsRefusedInJsonToo() throws Exception {
        for (String request : List.of(
                "GET /who/%zz HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
                "GET / HTTP/1.1\r\nConnection: close\r\n\r\n",
                "nonsense\r\n\r\n",
                "GET /who/" + "x".repeat(9_000) + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")) {
            try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), client.port())) {
                socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
                String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
                assertThat(answer).containsPattern("^HTTP/1.1 4[0-9][0-9] ").contains("application/json");
                String body = answer.substring(answer.indexOf("\r\n\r\n") + 4);
                assertThat(Client.JSON.readTree(body).at("/error/code").asText())
                        .isEqualTo(request.length() > 8_000 ? "TOO_LONG" : "MALFORMED");
            }
        }
    }

    private static Settings withAnswers(int maximum) {
        Settings open = Client.settings(null);
        return new Settings(
                open.host(),
                open.port(),
                open.token(),
                open.checkpoints(),
                open.checkpointEvery(),
                open.lateness(),
                open.maximumPosts(),
                8 << 20,
                20_000,
                maximum,
                open.patience());
    }

    @Test
    void aPostThatIsRepeatedIsAnsweredAgainAndCountsOnce() throws Exception {
        String body = Records.assume() + Records.use("use");
        List<String> first = client.lines(body);
        List<String> second = client.lines(body);
        assertThat(second.subList(0, 2)).isEqualTo(first.subList(0, 2));
        assertThat(summary(first)).containsEntry("answered", 2).containsEntry("repeated", 0);
        assertThat(summary(second)).containsEntry("answered", 0).containsEntry("repeated", 2);
    }

    private static Map<String, Integer> summary(List<String> lines) throws IOException {
        JsonNode summary = Client.JSON.readTree(lines.get(lines.size() - 1)).path("summary");
        var counts = new HashMap<String, Integer>();
        summary.properties()
                .forEach(field -> counts.put(
                        field.getKey(),
                        field.getValue().isInt() ? field.getValue().asInt() : -1));
        assertThat(counts.get("records"))
                .isEqualTo(counts.get("answered")
                        + counts.get("repeated")
                        + counts.get("rejected")
                        + counts.get("noEvent"));
        return counts;
    }

    @Test
    void aBadRecordIsToldInItsPlaceAndDoesNotStopTheOthers() throws Exception {
        List<String> lines = client.lines(Records.direct("one") + "\n{}\n" + Records.direct("two"));
        assertThat(lines).hasSize(4);
        assertThat(lines.get(1)).contains("\"rejected\"", "\"record\":1");
        assertThat(summary(lines)).containsEntry("answered", 2).containsEntry("rejected", 1);
        assertThat(lines.get(3)).contains("\"complete\":true");
    }

    @Test
    void onlyAPostCanTellWhatIsAsked() throws Exception {
        HttpResponse<String> unknown = client.get("/who/nobody");
        assertThat(unknown.statusCode()).isEqualTo(404);
        assertThat(unknown.body()).contains("NOT_KEPT", "let go of");
        assertThat(client.get("/elsewhere").body()).contains("NOT_FOUND");
        HttpResponse<String> wrong = client.get("/events");
        assertThat(wrong.statusCode()).isEqualTo(405);
        assertThat(wrong.body()).contains("METHOD_NOT_ALLOWED");
    }

    @Test
    void whatIsCountedCanBeScraped() throws Exception {
        client.lines(Records.direct("one") + "{}");
        client.lines(Records.direct("one"));
        assertThat(client.get("/metrics").body())
                .contains("whotrail_attributor_offered_total 2.0")
                .contains("whotrail_attributor_duplicates_total 1.0")
                .contains("whotrail_attributor_attributed{basis=\"DIRECT\"} 1.0")
                .contains("whotrail_reader_records_total 3.0")
                .contains("whotrail_reader_rejected_total{reason=\"NOT_AN_EVENT\"} 1.0")
                .contains("whotrail_equations_broken{of=\"attributor\"} 0.0")
                .contains("whotrail_equations_broken{of=\"reader\"} 0.0")
                .contains("whotrail_answers_kept 1.0")
                .contains("whotrail_notices_kept 0.0")
                .contains("whotrail_notices_forgotten 0.0")
                .contains("whotrail_posts_active 0.0")
                .contains("whotrail_requests_seconds_count{route=\"/events\",status=\"200\"} 2");
    }

    @Test
    void requestsThatAreRefusedAreCountedToo() throws Exception {
        assertThat(client.get("/elsewhere").statusCode()).isEqualTo(404);
        assertThat(client.get("/who/nobody").statusCode()).isEqualTo(404);
        assertThat(client.get("/events").statusCode()).isEqualTo(405);
        HttpRequest ofPage =
                client.request("/who/x").header("Origin", "https://example.com").build();
        assertThat(client.send(ofPage).statusCode()).isEqualTo(403);
        assertThat(requests(client.get("/metrics").body()))
                .contains("none 404 1", "/who/{subject} 404 1", "none 405 1", "none 403 1");
    }

    @Test
    void whoIsRefusedForWantOfATokenIsCounted() throws Exception {
        Settings open = Client.settings(null);
        var closedToOthers = new Settings(
                open.host(),
                open.port(),
                "0123456789abcdef",
                open.checkpoints(),
                open.checkpointEvery(),
                open.lateness(),
                open.maximumPosts(),
                open.maximumBody(),
                open.maximumRecords(),
                open.maximumAnswers(),
                open.patience());
        try (Service guarded = Client.start(closedToOthers)) {
            var stranger = new Client(guarded);
            assertThat(stranger.get("/who/x").statusCode()).isEqualTo(401);
            assertThat(stranger.post(new byte[0]).statusCode()).isEqualTo(401);
            HttpRequest scrape = stranger.request("/metrics")
                    .header("Authorization", "Bearer 0123456789abcdef")
                    .build();
            assertThat(requests(stranger.send(scrape).body())).containsExactly("none 401 2");
        }
    }

    /** Route, status and number of the requests that were counted. */
    private static List<String> requests(String scraped) {
        return Pattern.compile("whotrail_requests_seconds_count\\{route=\"(.*)\",status=\"(\\d+)\"} (\\d+)")
                .matcher(scraped)
                .results()
                .map(one -> one.group(1) + " " + one.group(2) + " " + one.group(3))
                .toList();
    }

    @Test
    void aPostThatBreaksOffSaysThatItIsNotComplete() throws Exception {
        byte[] member = gzip(Records.direct("one") + "\n" + Records.direct("two"));
        byte[] cut = Arrays.copyOf(member, member.length - 20);
        byte[] trailed = Arrays.copyOf(member, member.length + 20);
        Arrays.fill(trailed, member.length, trailed.length, (byte) 'x');
        for (byte[] broken : List.of(cut, trailed, "{\"Records\":[".getBytes(StandardCharsets.US_ASCII))) {
            List<String> lines = client.post(broken).body().lines().toList();
            assertThat(lines.get(lines.size() - 1)).contains("\"rejected\":1", "\"complete\":false");
        }
        List<String> whole = client.post(member).body().lines().toList();
        assertThat(whole.get(whole.size() - 1)).contains("\"rejected\":0", "\"complete\":true");
    }

    private static byte[] gzip(String text) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var out = new GZIPOutputStream(bytes)) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return bytes.toByteArray();
    }

    @Test
    void aServiceWhoseCountersDoNotAddUpIsNotReady() throws Exception {
        client.lines(Records.direct("one"));
        assertThat(client.get("/ready").body()).contains("READY");
        assertThat(Service.notReady(false, List.of(new Equation("a == b", 1, 1))))
                .isNull();
        assertThat(Service.notReady(false, List.of(new Equation("a == b", 1, 1), new Equation("a == c", 1, 2))))
                .isEqualTo(Problem.UNBALANCED);
        assertThat(Service.notReady(true, List.of())).isEqualTo(Problem.STOPPING);
        assertThat(Problem.UNBALANCED.status()).isEqualTo(503);
    }
}
