// SPDX-License-Identifier: Apache-2.0
package io.whotrail.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.whotrail.event.CloudTrailEvent;
import io.whotrail.source.CloudTrailReader;
import io.whotrail.source.SourceException;
import io.whotrail.source.SourcePosition;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BinaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.services.sqs.model.Message;

/** What becomes of messages. */
class SqsSourceTest {
    private final Loopback aws = Loopback.started();
    private final CloudTrailReader reader = CloudTrailReader.create();
    private final List<AutoCloseable> open = new ArrayList<>();

    private Worker worker() {
        return opened(new Worker(aws));
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

    static String record(String id) {
        return """
                {"eventVersion":"1.11","eventID":"%s","eventTime":"2026-03-02T12:00:00Z","eventSource":"s3.amazonaws.com",\
                "eventName":"GetObject","userIdentity":{"type":"IAMUser","userName":"alice"}}\n""".formatted(id);
    }

    private static List<String> read(SqsSource source) throws IOException {
        var read = new ArrayList<String>();
        for (CloudTrailEvent event = source.next(); event != null; event = source.next()) {
            read.add(event.eventId());
        }
        return read;
    }

    @Test
    void aMessageIsDeletedWhenWhatItTellsOfIsAcknowledgedAndNotBefore() throws IOException {
        Worker worker = worker();
        worker.send("20260302T0910Z", record("one") + record("two"));
        SqsSource source = opened(worker.source(reader));
        assertThat(source.next()).isNotNull();
        SourcePosition amidst = source.position();
        read(source);
        source.acknowledge(amidst);
        assertThat(aws.messages(worker.queue)).isEqualTo(1);
        source.acknowledge(source.position());
        assertThat(aws.messages(worker.queue)).isZero();
    }

    @Test
    void aMessageThatIsWorkedOnStaysAwayFromOthers() throws IOException {
        Worker worker = worker();
        worker.send("20260302T0910Z", record("one") + record("two"));
        SqsSource source = opened(worker.source(reader));
        assertThat(source.next()).isNotNull();
        assertThat(aws.receive(worker.queue, Worker.VISIBILITY.multipliedBy(2))).isEmpty();
        assertThat(read(source)).containsExactly("two");
        source.acknowledge(source.position());
        assertThat(aws.messages(worker.queue)).isZero();
    }

    @Test
    void theMessagesOfAWorkerThatStopsComeAgainAtOnce() throws IOException {
        Worker worker = worker();
        worker.send("20260302T0910Z", record("one"));
        SqsSource source = worker.source(reader);
        assertThat(read(source)).containsExactly("one");
        source.close();
        assertThat(aws.receive(worker.queue, Duration.ZERO)).hasSize(1);
    }

    @Test
    void anObjectThatIsToldOfTwiceIsReadOnce() throws IOException {
        Worker worker = worker();
        String told = worker.send("20260302T0910Z", record("one"));
        aws.send(worker.queue, told);
        SqsSource source = opened(worker.source(reader));
        assertThat(read(source)).containsExactly("one");
        aws.send(worker.queue, told);
        assertThat(read(source)).isEmpty();
        source.acknowledge(source.position());
        assertThat(aws.messages(worker.queue)).isZero();
        aws.send(worker.queue, told);
        assertThat(read(source)).isEmpty();
        assertThat(aws.messages(worker.queue)).isZero();
    }

    @Test
    void aMessageThatComesAgainToTheNextWorkerIsGoneOnFromWhereThePositionIs() throws IOException {
        Worker worker = worker();
        worker.send("20260302T0910Z", record("one") + record("two"));
        worker.send("20260302T0915Z", record("three") + record("four"));
        SourcePosition kept;
        try (SqsSource died = worker.source(reader)) {
            IntStream.range(0, 3).forEach(count -> assertThat(next(died)).isNotNull());
            kept = died.position();
        }
        SqsSource source = opened(worker.source(reader));
        source.resume(kept);
        assertThat(read(source)).hasSize(1);
        source.acknowledge(source.position());
        assertThat(aws.messages(worker.queue)).isZero();
    }

    private static CloudTrailEvent next(SqsSource source) {
        try {
            return source.next();
        } catch (IOException failure) {
            throw new AssertionError(failure);
        }
    }

    @Test
    void whatTellsOfNoLogFileIsDeletedUnread() throws IOException {
        Worker worker = worker();
        aws.send(worker.queue, "{\"Service\":\"Amazon S3\",\"Event\":\"s3:TestEvent\"}");
        String digest =
                "AWSLogs/1/CloudTrail-Digest/eu/2026/03/02/1_CloudTrail-Digest_eu_t_eu_20260302T091011Z.json.gz";
        aws.send(worker.queue, Loopback.notification(worker.bucket, digest, "x"));
        SqsSource source = opened(worker.source(reader));
        assertThat(read(source)).isEmpty();
        assertThat(aws.messages(worker.queue)).isZero();
        assertThat(aws.reasons(worker.deadLetters)).isEmpty();
    }

    @Test
    void whatCannotBeReadGoesToTheDeadLettersWithItsReasonAndKeepsNothingBack() throws IOException {
        Worker worker = worker();
        worker.send("20260302T0900Z", record("before"));
        worker.send("20260302T0905Z", record("not compressed").getBytes(StandardCharsets.UTF_8));
        worker.send("20260302T0910Z", "{\"weather\":\"fine\"}");
        worker.send("20260302T0915Z", new byte[2 << 20]);
        String missing = Loopback.key("1", "eu", "20260302T0920Z", "x");
        aws.send(worker.queue, Loopback.notification(worker.bucket, missing, "x"));
        aws.send(worker.queue, Loopback.notification("elsewhere", missing, "x"));
        aws.send(worker.queue, "hello");
        worker.send("20260302T0925Z", record("after"));
        SqsSource source = opened(worker.source(reader));
        assertThat(read(source)).containsExactlyInAnyOrder("before", "after");
        source.acknowledge(source.position());
        assertThat(aws.messages(worker.queue)).isZero();
        assertThat(aws.reasons(worker.deadLetters))
                .containsExactlyInAnyOrder(
                        "NOT_GZIP",
                        "NOT_CLOUDTRAIL",
                        "TOO_LARGE",
                        "MISSING_OBJECT",
                        "FOREIGN_BUCKET",
                        "NOT_A_NOTIFICATION");
    }

    /** The SQS here looks at bodies alone; AWS's counts attributes too. */
    @Test
    void aMessageThatIsTooLongForTheDeadLettersIsToldThereInShortAndKeepsNothingBack() throws IOException {
        int most = 262_144;
        FaultyAws proxy = opened(new FaultyAws(
                aws.sqsEndpoint(),
                asked -> asked.name().endsWith("SendMessage") && asked.body().length() > most
                        ? Optional.of(FaultyAws.TOO_LONG)
                        : Optional.empty()));
        Worker worker = opened(new Worker(aws, aws.s3Endpoint(), proxy.endpoint()));
        aws.send(worker.queue, "x".repeat(most));
        String key = "x".repeat(most - 1_000) + Loopback.key("1", "eu", "20260302T0920Z", "x");
        aws.send(worker.queue, Loopback.notification("elsewhere", key, "x"));
        worker.send("20260302T0925Z", record("after"));
        SqsSource source = opened(worker.source(reader));
        assertThat(read(source)).containsExactly("after");
        source.acknowledge(source.position());
        assertThat(aws.messages(worker.queue)).isZero();
        List<Message> letters = aws.receive(worker.deadLetters, Duration.ZERO);
        assertThat(letters)
                .extracting(letter ->
                        letter.messageAttributes().get("whotrail-reason").stringValue())
                .containsExactlyInAnyOrder("NOT_A_NOTIFICATION", "FOREIGN_BUCKET");
        assertThat(letters)
                .extracting(Message::body)
                .allMatch(body -> body.matches("message [0-9a-f-]{36} is not here whole: 400 InvalidParameterValue"));
    }

    @ParameterizedTest
    @MethodSource("waysToTell")
    void anObjectWhoseKeyIsToBeEncodedIsReadByWhateverWayItIsTold(BinaryOperator<String> told) throws IOException {
        Worker worker = worker();
        String key = "logs of a+b/ü/" + Loopback.key("1", "eu", "20260302T0910Z", "x");
        aws.put(worker.bucket, key, Loopback.gzip(record("one")));
        aws.send(worker.queue, told.apply(worker.bucket, key));
        SqsSource source = opened(worker.source(reader));
        assertThat(read(source)).containsExactly("one");
        source.acknowledge(source.position());
        assertThat(aws.messages(worker.queue)).isZero();
        assertThat(aws.reasons(worker.deadLetters)).isEmpty();
    }

    static List<Named<BinaryOperator<String>>> waysToTell() {
        BinaryOperator<String> s3 = (bucket, key) -> Loopback.notification(bucket, key, "x");
        BinaryOperator<String> eventBridge =
                (bucket, key) -> NotificationsTest.eventBridge("Object Created", bucket, key);
        return List.of(
                Named.of("S3", s3),
                Named.of("S3 over SNS", (bucket, key) -> NotificationsTest.sns(s3.apply(bucket, key))),
                Named.of("EventBridge", eventBridge),
                Named.of(
                        "EventBridge over SNS",
                        (bucket, key) -> NotificationsTest.sns(eventBridge.apply(bucket, key))));
    }

    @Test
    void whatLiesInABucketThatIsNotThereIsPoison() throws IOException {
        Worker worker = worker();
        String told = Loopback.notification("gone", Loopback.key("1", "eu", "20260302T0910Z", "x"), "x");
        aws.send(worker.queue, told);
        SqsSource source = opened(worker.source(reader, "gone"));
        assertThat(read(source)).isEmpty();
        source.acknowledge(source.position());
        assertThat(aws.messages(worker.queue)).isZero();
        assertThat(aws.reasons(worker.deadLetters)).containsExactly("MISSING_BUCKET");
    }

    @Test
    void aMessageThatWasMendedCanBeSentAgain() throws IOException {
        Worker worker = worker();
        String key = Loopback.key("1", "eu", "20260302T0920Z", "x");
        String told = Loopback.notification(worker.bucket, key, "x");
        aws.send(worker.queue, told);
        SqsSource source = opened(worker.source(reader));
        assertThat(read(source)).isEmpty();
        assertThat(aws.reasons(worker.deadLetters)).containsExactly("MISSING_OBJECT");
        aws.put(worker.bucket, key, Loopback.gzip(record("mended")));
        aws.send(worker.queue, told);
        assertThat(read(source)).containsExactly("mended");
    }

    @ParameterizedTest
    @MethodSource("passing")
    void aBusyOrBrokenS3OrExpiredCredentialsAreWaitedForAndMakeNoPoison(FaultyAws.Fault fault) throws IOException {
        var left = new AtomicInteger(20);
        FaultyAws proxy = opened(new FaultyAws(
                aws.s3Endpoint(), asked -> left.getAndDecrement() > 0 ? Optional.of(fault) : Optional.empty()));
        Worker worker = opened(new Worker(aws, proxy.endpoint(), aws.sqsEndpoint()));
        worker.send("20260302T0910Z", record("one"));
        SqsSource source = opened(worker.source(reader));
        assertThatThrownBy(source::next)
                .isInstanceOfSatisfying(
                        SourceException.class,
                        busy -> assertThat(busy.remedy()).isEqualTo(SourceException.Remedy.RETRY));
        left.set(0);
        var read = new ArrayList<String>();
        while (read.isEmpty()) {
            read.addAll(readOrBusy(source));
        }
        assertThat(read).containsExactly("one");
        source.acknowledge(source.position());
        assertThat(aws.messages(worker.queue)).isZero();
        assertThat(aws.reasons(worker.deadLetters)).isEmpty();
    }

    static List<Arguments> actionsAndFaults() {
        return Stream.of("ReceiveMessage", "DeleteMessageBatch", "SendMessage")
                .flatMap(action ->
                        Stream.of(FaultyAws.THROTTLED, FaultyAws.EXPIRED).map(fault -> Arguments.of(action, fault)))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("actionsAndFaults")
    void aBusySqsOrExpiredCredentialsAreWaitedForAndNothingIsLostOrDoubledByIt(String action, FaultyAws.Fault fault)
            throws IOException {
        var busy = new AtomicBoolean(true);
        FaultyAws proxy = opened(new FaultyAws(
                aws.sqsEndpoint(),
                asked -> busy.get() && asked.name().endsWith(action) ? Optional.of(fault) : Optional.empty()));
        Worker worker = opened(new Worker(aws, aws.s3Endpoint(), proxy.endpoint()));
        worker.send("20260302T0910Z", record("one"));
        worker.send("20260302T0915Z", "no gzip".getBytes(StandardCharsets.UTF_8));
        SqsSource source = opened(worker.source(reader));
        var read = new ArrayList<String>();
        int refusals = 0;
        for (int attempt = 0; attempt < 20 && aws.messages(worker.queue) > 0; attempt++) {
            try {
                for (CloudTrailEvent event = source.next(); event != null; event = source.next()) {
                    read.add(event.eventId());
                }
                source.acknowledge(source.position());
            } catch (SourceException refused) {
                assertThat(refused.remedy()).isEqualTo(SourceException.Remedy.RETRY);
                refusals++;
                busy.set(false);
            }
        }
        assertThat(refusals).isEqualTo(1);
        assertThat(read).containsExactly("one");
        assertThat(aws.messages(worker.queue)).isZero();
        assertThat(aws.reasons(worker.deadLetters)).containsExactly("NOT_GZIP");
    }

    @Test
    void messagesThatSqsDoesNotKeepAwayPreventNoOthersFromBeingKept() throws IOException {
        FaultyAws proxy = opened(new FaultyAws(
                aws.sqsEndpoint(),
                asked -> asked.name().endsWith("ChangeMessageVisibilityBatch")
                                && asked.body().contains("\"Id\":\"9\"")
                        ? Optional.of(FaultyAws.DENIED)
                        : Optional.empty()));
        Worker worker = opened(new Worker(aws, aws.s3Endpoint(), proxy.endpoint()));
        for (int file = 0; file < 11; file++) {
            worker.send("20260302T0910Z", record("event-" + file));
        }
        assertThat(read(opened(worker.source(reader)))).hasSize(11);
        var others = new ArrayList<Message>();
        for (List<Message> some = aws.receive(worker.queue, Worker.VISIBILITY.multipliedBy(2));
                !some.isEmpty();
                some = aws.receive(worker.queue, Worker.VISIBILITY)) {
            others.addAll(some);
        }
        assertThat(others).as("those of the one request that is refused").hasSize(10);
    }

    static List<FaultyAws.Fault> passing() {
        return List.of(FaultyAws.SLOW_DOWN, FaultyAws.BROKEN, FaultyAws.EXPIRED);
    }

    /** What was asked for before S3 was well may still fail once. */
    private static List<String> readOrBusy(SqsSource source) throws IOException {
        try {
            return read(source);
        } catch (SourceException busy) {
            return List.of();
        }
    }

    @Test
    void whatS3RefusesIsTriedAsOftenAsAllowed() throws IOException {
        FaultyAws proxy = opened(new FaultyAws(aws.s3Endpoint(), asked -> Optional.of(FaultyAws.DENIED)));
        Worker worker = opened(new Worker(aws, proxy.endpoint(), aws.sqsEndpoint()));
        worker.send("20260302T0910Z", record("one"));
        SqsSource source = opened(worker.source(reader));
        assertThat(read(source)).isEmpty();
        assertThat(aws.reasons(worker.deadLetters)).isEmpty();
        assertThat(aws.messages(worker.queue)).isEqualTo(1);
        List<String> reasons = List.of();
        for (long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
                reasons.isEmpty() && System.nanoTime() < end;
                reasons = aws.reasons(worker.deadLetters)) {
            read(source);
        }
        assertThat(reasons).containsExactly("ACCESS_DENIED");
        read(source);
        assertThat(aws.messages(worker.queue)).isZero();
    }

    @Test
    void whatLiesInAnArchiveIsPoison() throws IOException {
        FaultyAws proxy = opened(new FaultyAws(aws.s3Endpoint(), asked -> Optional.of(FaultyAws.ARCHIVED)));
        Worker worker = opened(new Worker(aws, proxy.endpoint(), aws.sqsEndpoint()));
        worker.send("20260302T0910Z", record("one"));
        assertThat(read(opened(worker.source(reader)))).isEmpty();
        assertThat(aws.reasons(worker.deadLetters)).containsExactly("ARCHIVED");
    }

    @Test
    void objectsAreGotSideBySideAndNotMoreThanAllowed() throws IOException {
        int files = 9;
        var together = new CountDownLatch(Worker.PARALLEL);
        FaultyAws proxy = opened(new FaultyAws(aws.s3Endpoint(), asked -> awaited(together)));
        Worker worker = opened(new Worker(aws, proxy.endpoint(), aws.sqsEndpoint()));
        for (int file = 0; file < files; file++) {
            worker.send("20260302T0910Z", record("event-" + file));
        }
        SqsSource source = opened(worker.source(reader));
        assertThat(read(source)).hasSize(files);
        assertThat(proxy.most()).isEqualTo(Worker.PARALLEL);
    }

    private static Optional<FaultyAws.Fault> awaited(CountDownLatch together) {
        together.countDown();
        try {
            boolean met = together.await(20, TimeUnit.SECONDS);
            return met ? Optional.empty() : Optional.of(FaultyAws.DENIED);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return Optional.of(FaultyAws.DENIED);
        }
    }
}
