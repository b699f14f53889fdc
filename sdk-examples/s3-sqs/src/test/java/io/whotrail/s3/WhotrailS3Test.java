// SPDX-License-Identifier: Apache-2.0
package io.whotrail.s3;

import static org.assertj.core.api.Assertions.assertThat;

import io.whotrail.Attribution;
import io.whotrail.AttributionListener;
import io.whotrail.Attributor;
import io.whotrail.SessionRevision;
import io.whotrail.event.CloudTrailEvent;
import io.whotrail.event.InputTrust;
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
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The program as a process that is killed, and what it leaves. */
class WhotrailS3Test {
    private static final Duration LATENESS = Duration.ofDays(2);
    private static final int EVENTS = 600;
    private static final int TERMINATED = 143;

    /** So far behind all others that all of them become final. */
    private static final String CLOSING = """
            {"eventVersion":"1.11","eventID":"closing","eventTime":"2026-03-10T00:00:00Z","eventSource":"s3.amazonaws.com",\
            "eventName":"GetObject","userIdentity":{"type":"IAMUser","userName":"alice"}}""";

    @TempDir
    private Path folder;

    private final Loopback aws = Loopback.started();
    private final Worker worker = new Worker(aws);
    private final Semaphore gate = new Semaphore(0);
    private final AtomicBoolean refusing = new AtomicBoolean();
    private FaultyAws proxy;
    private final List<Process> programs = new ArrayList<>();

    /** The content of all log files, in the order of their delivery. */
    private final List<byte[]> logs = new ArrayList<>();

    @BeforeEach
    void open() throws IOException {
        proxy = new FaultyAws(aws.s3Endpoint(), this::gated);
    }

    @AfterEach
    void close() throws InterruptedException {
        for (Process program : programs) {
            program.destroyForcibly().waitFor();
        }
        proxy.close();
        worker.close();
    }

    @Test
    void theAnswersOfAProgramThatIsKilledAreThoseOfOneThatIsNotThoughMessagesComeTwice() throws Exception {
        sendShuffled();
        int sent = aws.messages(worker.queue);
        Process first = queueProgram();
        gate.release(logs.size() / 2);
        await(() -> aws.messages(worker.queue) < sent && gate.hasQueuedThreads());
        first.destroyForcibly().waitFor();
        assertThat(aws.messages(worker.queue)).isPositive();

        gate.release(Short.MAX_VALUE);
        Process second = queueProgram();
        await(() -> aws.messages(worker.queue) == 0);
        worker.send("20260310T0000Z", CLOSING);
        logs.add(Loopback.gzip(CLOSING));
        List<String> expected = finalAnswers();
        await(() -> answers().size() >= expected.size() && aws.messages(worker.queue) == 0);
        second.destroy();
        assertThat(second.waitFor()).as(log()).isEqualTo(TERMINATED);
        assertThat(answers()).hasSameElementsAs(expected).doesNotHaveDuplicates();
        assertThat(aws.messages(worker.deadLetters)).isZero();
    }

    @Test
    void aRangeOfDaysIsGoneOnWithAfterAKillAndTheOutputIsThatOfOneRunToTheByte() throws Exception {
        putInOrder();
        Process first = backfillProgram();
        gate.release(logs.size() / 2);
        await(() -> !lines().isEmpty() && gate.hasQueuedThreads());
        first.destroyForcibly().waitFor();
        assertThat(lines()).hasSizeLessThan(EVENTS);

        gate.release(Short.MAX_VALUE);
        Process second = backfillProgram();
        assertThat(second.waitFor()).as(log()).isZero();
        assertThat(lines()).isEqualTo(answersAtOnce());
    }

    @Test
    void aProgramThatIsRefusedFileAfterFileEndsAndTheNextRunReadsThem() throws Exception {
        putInOrder();
        gate.release(Short.MAX_VALUE);
        refusing.set(true);
        Process refused = backfillProgram();
        assertThat(refused.waitFor()).as(log()).isEqualTo(3);
        assertThat(log()).contains("S3 refused 10 files in a row", "403 AccessDenied; run again");
        assertThat(text("rejects")).isEmpty();
        refusing.set(false);
        Process mended = backfillProgram();
        assertThat(mended.waitFor()).as(log()).isZero();
        assertThat(lines()).isEqualTo(answersAtOnce());
    }

    private void putInOrder() throws IOException {
        List<DeliveredFile> files = files();
        files.sort(Comparator.comparing(DeliveredFile::objectKey, Comparator.comparing(WhotrailS3Test::delivered))
                .thenComparing(DeliveredFile::objectKey));
        for (DeliveredFile file : files) {
            aws.put(worker.bucket, file.objectKey(), content(file));
        }
    }

    private static String delivered(String key) {
        return new LogObject("", key, "", "").delivered();
    }

    @Test
    void wrongUsageIsToldBeforeAnythingIsRead() {
        assertThat(usage()).isEqualTo(2);
        assertThat(usage("--from=2026-03-02", "--through=2026-03-01")).isEqualTo(2);
        assertThat(usage("--from=2026-03-02")).isEqualTo(2);
        assertThat(usage("--from=2026-03-02", "--through=2026-03-02", "--prefix=AWSLogs/1/CloudTrail/eu/2026"))
                .isEqualTo(2);
        assertThat(usage("--queue=q", "--dead-letters=d", "--visibility=PT0S")).isEqualTo(2);
        assertThat(usage("--queue=q", "--dead-letters=d", "--wait=PT1M")).isEqualTo(2);
        assertThat(usage("--queue=q")).isEqualTo(2);
        assertThat(usage("--queue=q", "--dead-letters=d", "--checkpoint-every=PT-1S"))
                .isEqualTo(2);
    }

    private int usage(String... more) {
        System.setProperty("aws.region", "us-east-1");
        var arguments = new ArrayList<>(List.of("--bucket=b", "--sink=" + folder.resolve("sink")));
        arguments.add("--checkpoint=" + folder.resolve("checkpoint"));
        arguments.add("--rejects=" + folder.resolve("rejects"));
        arguments.addAll(List.of(more));
        return WhotrailS3.run(arguments.toArray(String[]::new));
    }

    private static List<DeliveredFile> files() {
        Deliveries deliveries = Simulation.small(Profile.TYPICAL, 6).delivered(EVENTS);
        var files = new ArrayList<DeliveredFile>();
        for (DeliveredFile file = deliveries.nextFile(); file != null; file = deliveries.nextFile()) {
            files.add(file);
        }
        return files;
    }

    private byte[] content(DeliveredFile file) throws IOException {
        var bytes = new ByteArrayOutputStream();
        file.writeTo(bytes);
        logs.add(bytes.toByteArray());
        return bytes.toByteArray();
    }

    /** Tells of all files in any order, of every third one twice. */
    private void sendShuffled() throws IOException {
        var told = new ArrayList<String>();
        for (DeliveredFile file : files()) {
            String message = aws.put(worker.bucket, file.objectKey(), content(file));
            told.addAll(Collections.nCopies(told.size() % 3 == 0 ? 2 : 1, message));
        }
        Collections.shuffle(told, new Random(1));
        told.forEach(message -> aws.send(worker.queue, message));
    }

    private Process queueProgram() throws IOException {
        return program(
                "--final",
                "--queue",
                worker.queue,
                "--dead-letters",
                worker.deadLetters,
                "--sqs-endpoint",
                aws.sqsEndpoint().toString(),
                "--wait",
                "PT1S",
                "--visibility",
                "PT2S");
    }

    private Process backfillProgram() throws IOException {
        return program("--from", "2026-03-02", "--through", "2026-03-03");
    }

    private Process program(String... more) throws IOException {
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Daws.region=us-east-1",
                "-Daws.accessKeyId=nobody",
                "-Daws.secretAccessKey=nothing",
                "-cp",
                System.getProperty("java.class.path"),
                WhotrailS3.class.getName()));
        command.addAll(List.of("--bucket", worker.bucket));
        command.addAll(List.of("--s3-endpoint", proxy.endpoint().toString()));
        command.addAll(List.of("--lateness", LATENESS.toString(), "--checkpoint-every", "PT0.1S"));
        for (String file : List.of("sink", "rejects", "checkpoint")) {
            command.addAll(List.of("--" + file, folder.resolve(file).toString()));
        }
        command.addAll(List.of(more));
        Process program = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(
                        ProcessBuilder.Redirect.appendTo(folder.resolve("log").toFile()))
                .start();
        programs.add(program);
        return program;
    }

    /** Lets through as many log files as the gate does, where none is refused. */
    private Optional<FaultyAws.Fault> gated(FaultyAws.Request asked) {
        if (asked.name().endsWith(".json.gz")) {
            try {
                gate.acquire();
            } catch (InterruptedException closing) {
                Thread.currentThread().interrupt();
            }
            return refusing.get() ? Optional.of(FaultyAws.DENIED) : Optional.empty();
        }
        return Optional.empty();
    }

    private void await(BooleanSupplier condition) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(90);
        while (!condition.getAsBoolean()) {
            assertThat(programs.get(programs.size() - 1).isAlive()).as(log()).isTrue();
            assertThat(System.nanoTime()).as(log()).isLessThan(end);
            Thread.onSpinWait();
            programs.get(programs.size() - 1).waitFor(20, TimeUnit.MILLISECONDS);
        }
    }

    private String log() {
        return text("log");
    }

    private String text(String name) {
        try {
            Path file = folder.resolve(name);
            return Files.exists(file) ? Files.readString(file) : "";
        } catch (IOException failure) {
            throw new AssertionError(failure);
        }
    }

    /** All whole lines of the output; the last one may still be written. */
    private List<String> lines() {
        String text = text("sink");
        return text.substring(0, text.lastIndexOf('\n') + 1).lines().toList();
    }

    /** The lines that answer an event, without the notices. */
    private List<String> answers() {
        return lines().stream().filter(line -> line.startsWith("{\"eventId\"")).toList();
    }

    private List<CloudTrailEvent> events() {
        CloudTrailReader reader = CloudTrailReader.builder()
                .inputTrust(InputTrust.SOURCE_AUTHENTICATED)
                .build();
        var events = new ArrayList<CloudTrailEvent>();
        for (byte[] log : logs) {
            try (EventSource source = reader.open(new ByteArrayInputStream(log), "log")) {
                for (CloudTrailEvent event = source.next(); event != null; event = source.next()) {
                    events.add(event);
                }
            } catch (IOException failure) {
                throw new AssertionError(failure);
            }
        }
        return events;
    }

    private List<String> finalAnswers() {
        var answers = new ArrayList<String>();
        Attributor attributor = Attributor.builder(InstantSource.system())
                .lateness(LATENESS)
                .holdUntilFinal()
                .listener(answer -> answers.add(line(SinkEntry.of(answer))))
                .build();
        events().forEach(attributor::attribute);
        return answers;
    }

    private List<String> answersAtOnce() {
        var answers = new ArrayList<String>();
        Attributor attributor = Attributor.builder(InstantSource.system())
                .lateness(LATENESS)
                .listener(new AttributionListener() {
                    @Override
                    public void onAttribution(Attribution revised) {
                        answers.add(line(SinkEntry.of(revised)));
                    }

                    @Override
                    public void onSessionRevision(SessionRevision notice) {
                        answers.add(line(SinkEntry.of(notice)));
                    }
                })
                .build();
        for (CloudTrailEvent event : events()) {
            Attribution answer = attributor.attribute(event);
            if (answer != null) {
                answers.add(line(SinkEntry.of(answer)));
            }
        }
        return answers;
    }

    private static String line(SinkEntry entry) {
        return new String(LineFormat.ndjson().line(entry), StandardCharsets.UTF_8).strip();
    }
}
