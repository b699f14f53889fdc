// SPDX-License-Identifier: Apache-2.0
package io.whotrail.source;

import io.whotrail.Attribution;
import io.whotrail.Attributor;
import io.whotrail.checkpoint.CheckpointException;
import io.whotrail.event.CloudTrailEvent;
import io.whotrail.pipeline.DeadLetter;
import io.whotrail.pipeline.FileDeadLetters;
import io.whotrail.pipeline.Pipeline;
import io.whotrail.pipeline.RetryPolicy;
import io.whotrail.sink.AttributionSink;
import io.whotrail.sink.EcsSink;
import io.whotrail.sink.FanOutSink;
import io.whotrail.sink.NdjsonSink;
import io.whotrail.sink.OcsfSink;
import io.whotrail.sink.SinkEntry;
import io.whotrail.sink.SinkException;
import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;

/**
 * Reads a file full of secrets, attributes it, prints all that came of it, and then looks for the secrets in its own heap. Run in a
 * JVM of its own: the word that marks a secret must not be in this heap except where the reader left it.
 */
final class SecretsRun {
    /** The word that marks a secret, spelt backwards. */
    private static final String DRAWKCAB = "YRANAC";
    /** What is told of a role session, and kept. */
    private static final String CONTROL = "arn:aws:sts::111122223333:assumed-role/Control";

    private SecretsRun() {}

    /** Argument: a folder for heap dumps. */
    public static void main(String[] arguments) throws Exception {
        Path folder = Path.of(arguments[0]);
        List<Object> retained = new ArrayList<>();
        Path letterFile = folder.resolve("letters");
        FileDeadLetters letters = FileDeadLetters.open(letterFile);
        retained.add(letters);
        CloudTrailReader reader = CloudTrailReader.builder()
                .limits(ReadLimits.builder().maximumRecordBytes(20_000).build())
                .rejected(rejected -> {
                    retained.add(rejected);
                    add(letters, rejected);
                })
                .shapes()
                .build();
        byte[] file = file();
        EventSource source = reader.open(new ByteArrayInputStream(file), "secrets");
        var answers = new ByteArrayOutputStream();
        var sink = new FanOutSink(List.of(new NdjsonSink(answers), new EcsSink(answers), new OcsfSink(answers)));
        Attributor attributor = attributor(sink);
        retained.add(attributor);
        for (CloudTrailEvent event = source.next(); event != null; event = source.next()) {
            retained.add(event);
            Attribution answer = attributor.attribute(event);
            if (answer != null) {
                sink.write(SinkEntry.of(answer));
            }
        }
        sink.flush();
        retained.add(source);
        retained.add(parseAlone(reader));
        Path checkpoints = Files.createDirectory(folder.resolve("checkpoints"));
        runPipeline(reader.open(new ByteArrayInputStream(file), "secrets"), checkpoints, folder, retained);
        Arrays.fill(file, (byte) 0);
        System.out.println("open: " + inHeap(folder.resolve("open.hprof")));
        source.close();
        letters.close();
        System.out.println("closed: " + inHeap(folder.resolve("closed.hprof")));
        try (Stream<Path> files = Files.list(checkpoints)) {
            for (Path checkpoint : files.sorted().toList()) {
                System.out.println("checkpoint: " + inFile(checkpoint));
            }
        }
        System.out.println("places: " + SecretPlaces.count());
        System.out.println("stats: " + reader.stats());
        System.out.println("attributor: " + attributor.stats());
        System.out.println(answers.toString(StandardCharsets.UTF_8));
        System.out.println(Files.readString(letterFile));
        System.out.println(Files.readString(folder.resolve("entries")));
        retained.forEach(System.out::println);
    }

    /** The same in a pipeline with a sink that makes trouble, so that there is something to tell. */
    private static void runPipeline(EventSource source, Path checkpoints, Path folder, List<Object> retained)
            throws IOException, CheckpointException {
        Pipeline pipeline = Pipeline.builder(
                        Attributor.builder(InstantSource.system()), new TroubledSink(), InstantSource.system())
                .source(source)
                .checkpoints(checkpoints)
                .deadLetters(FileDeadLetters.open(folder.resolve("entries")))
                .retry(new RetryPolicy(Duration.ofMillis(1), Duration.ofMillis(1), 5, RetryPolicy.Exhausted.STOP))
                .incidents(retained::add)
                .build();
        pipeline.run();
        retained.add(pipeline);
        retained.add(pipeline.health());
    }

    /** Says of the first batch that it may come again, and then takes none of its entries. */
    private static final class TroubledSink implements AttributionSink {
        private boolean asked;

        @Override
        public void write(List<SinkEntry> batch) throws SinkException {
            SinkException.Remedy remedy = asked ? SinkException.Remedy.SKIP : SinkException.Remedy.RETRY;
            asked = true;
            throw new SinkException(remedy, "not now");
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }

    private static void add(FileDeadLetters letters, RejectedRecord rejected) {
        try {
            letters.add(DeadLetter.of(rejected));
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    /** One whose bounds are all hit, so that all is logged that ever is. */
    private static Attributor attributor(AttributionSink sink) {
        return Attributor.builder(InstantSource.system())
                .maximumSessions(1)
                .maximumWaiting(1)
                .listener(answer -> {
                    try {
                        sink.write(SinkEntry.of(answer));
                    } catch (IOException impossible) {
                        throw new UncheckedIOException(impossible);
                    }
                })
                .build();
    }

    private static RuntimeException parseAlone(CloudTrailReader reader) {
        byte[] json = plant("{\"eventName\":\"a\",\"userIdentity\":\"@\",\"x\":@}");
        try {
            throw new IllegalStateException(reader.parseEvent(json).toString());
        } catch (MalformedEventException expected) {
            return expected;
        } finally {
            Arrays.fill(json, (byte) 0);
        }
    }

    private static byte[] file() {
        byte[] file = new byte[0];
        for (String record : SecretPlaces.RECORDS) {
            byte[] before = file;
            byte[] line = plant(record);
            file = Gzip.concat(before, packed(record, line), new byte[] {'\n'});
            Arrays.fill(before, (byte) 0);
            Arrays.fill(line, (byte) 0);
        }
        return file;
    }

    /** A record that says so is packed as base64 in an envelope. */
    private static byte[] packed(String record, byte[] planted) {
        if (!record.contains("\"pack\"")) {
            return planted.clone();
        }
        byte[] data = Base64.getEncoder().encode(planted);
        return Gzip.concat(Json.utf8("{\"kinesis\":{\"data\":\""), data, Json.utf8("\"}}"));
    }

    /** Puts the word, which begins with CANARY, wherever there is an at sign. */
    private static byte[] plant(String text) {
        byte[] word = word();
        byte[] planted = new byte[0];
        for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
            byte[] before = planted;
            planted = Gzip.concat(before, b == '@' ? word : new byte[] {b});
            Arrays.fill(before, (byte) 0);
        }
        Arrays.fill(word, (byte) 0);
        return planted;
    }

    private static byte[] word() {
        byte[] word = new byte[DRAWKCAB.length()];
        for (int i = 0; i < word.length; i++) {
            word[i] = (byte) DRAWKCAB.charAt(word.length - 1 - i);
        }
        return word;
    }

    /** How often the word is in the live heap, as bytes or as chars; and whether what must be there is. */
    private static String inHeap(Path dump) throws Exception {
        Class<?> type = Class.forName("com.sun.management.HotSpotDiagnosticMXBean");
        Object bean = Class.forName("java.lang.management.ManagementFactory")
                .getMethod("getPlatformMXBean", Class.class)
                .invoke(null, type);
        Method dumpHeap = type.getMethod("dumpHeap", String.class, boolean.class);
        dumpHeap.invoke(bean, dump.toString(), true);
        String found = inFile(dump);
        Files.delete(dump);
        return found;
    }

    /** How often the word is in a file, as bytes or as chars; and whether what must be there is. */
    private static String inFile(Path file) throws IOException {
        byte[] word = word();
        byte[] wide = new byte[word.length * 2];
        for (int i = 0; i < word.length; i++) {
            wide[2 * i] = word[i];
        }
        int control = count(file, CONTROL.getBytes(StandardCharsets.US_ASCII));
        int secrets = count(file, word) + count(file, wide);
        return secrets + " secrets, control " + (control > 0 ? "found" : "missing");
    }

    private static int count(Path dump, byte[] pattern) throws IOException {
        int count = 0;
        int matched = 0;
        try (InputStream in = new BufferedInputStream(Files.newInputStream(dump), 1 << 16)) {
            for (int b = in.read(); b >= 0; b = in.read()) {
                matched = b == (pattern[matched] & 0xff) ? matched + 1 : b == (pattern[0] & 0xff) ? 1 : 0;
                if (matched == pattern.length) {
                    count++;
                    matched = 0;
                }
            }
        }
        return count;
    }
}
