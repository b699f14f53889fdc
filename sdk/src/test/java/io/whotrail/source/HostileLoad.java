// SPDX-License-Identifier: Apache-2.0
package io.whotrail.source;

import io.whotrail.Attribution;
import io.whotrail.Attributor;
import io.whotrail.event.CloudTrailEvent;
import io.whotrail.event.RequestParameters;
import io.whotrail.event.ResponseElements;
import io.whotrail.event.UserIdentity;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;

/**
 * What somebody sends who wants a reader or an attributor to burst, again and again to the same ones: a record without end,
 * bombs, and sessions without number, each between good events. Says what became of the good ones, and what each round left
 * behind. Run in a small JVM.
 */
final class HostileLoad {
    private static final long MAXIMUM_MEMORY = 16L << 20;
    private static final int SESSIONS = 100_000;
    private static final long LONG_RECORD = 200L << 20;
    private static final long DEEP_RECORD = 40L << 20;
    private static final long BOMB = 40L << 20;
    private static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");

    private final Map<RejectReason, Integer> rejects = new EnumMap<>(RejectReason.class);
    private final CloudTrailReader reader = CloudTrailReader.builder()
            .rejected(rejected -> rejects.merge(rejected.reason(), 1, Integer::sum))
            .build();
    private final Attributor attributor = Attributor.builder(InstantSource.fixed(NOON))
            .maximumMemory(MAXIMUM_MEMORY)
            .build();
    private long answered;
    private long forged;

    private HostileLoad() {}

    /** Argument: how many rounds. */
    public static void main(String[] arguments) throws IOException {
        var load = new HostileLoad();
        byte[] bomb = bomb();
        byte[] nested = gzip(new ByteArrayInputStream(bomb));
        for (int round = Integer.parseInt(arguments[0]); round > 0; round--) {
            load.rejects.clear();
            load.answered = 0;
            load.read(between(new Endless("{\"big\":\"", 'x', LONG_RECORD, "\"}")));
            load.read(between(sequence(
                    new Endless("{\"deep\":", '[', DEEP_RECORD / 2, ""), new Endless("", ']', DEEP_RECORD / 2, "}"))));
            load.read(new ByteArrayInputStream(bomb));
            load.read(new ByteArrayInputStream(nested));
            load.read(lines(bomb));
            load.read(lines(nested));
            load.flood();
            System.out.println("answered " + load.answered + ", rejected " + load.rejects);
            System.out.println(left());
        }
        System.out.println("evicted " + (load.attributor.stats().sessionsEvicted() > 0) + ", balances "
                + load.attributor.stats().balances());
    }

    private void read(InputStream in) throws IOException {
        try (EventSource source = reader.open(in, "hostile")) {
            for (CloudTrailEvent event = source.next(); event != null; event = source.next()) {
                answer(event);
            }
        }
    }

    /** The same event again is answered by having been answered. */
    private void answer(CloudTrailEvent event) {
        Attribution answer = attributor.attribute(event);
        answered += answer == null || answer.eventId().equals(event.eventId()) ? 1 : 0;
    }

    /** Sessions of one caller without number; then somebody else uses the one that was there before. */
    private void flood() {
        answer(issuance("alice", "ASIAALICE"));
        for (int i = 0; i < SESSIONS; i++) {
            forged++;
            attributor.attribute(issuance("mallory", "ASIA" + forged));
        }
        Attribution answer = attributor.ask(CloudTrailEvent.builder("use")
                .eventTime(NOON)
                .eventSource("s3.amazonaws.com")
                .eventName("GetObject")
                .recipientAccountId("111122223333")
                .userIdentity(UserIdentity.builder()
                        .type("AssumedRole")
                        .principalId("AROAEXAMPLE:ann")
                        .arn("arn:aws:sts::111122223333:assumed-role/Reader/ann")
                        .accountId("111122223333")
                        .accessKeyId("ASIAALICE")
                        .build())
                .build());
        answered += answer.verdict().toString().contains("user/alice") ? 1 : 0;
    }

    private static CloudTrailEvent issuance(String user, String key) {
        return CloudTrailEvent.builder("issues " + key)
                .eventTime(NOON)
                .eventSource("sts.amazonaws.com")
                .eventName("AssumeRole")
                .recipientAccountId("111122223333")
                .userIdentity(UserIdentity.builder()
                        .type("IAMUser")
                        .arn("arn:aws:iam::111122223333:user/" + user)
                        .accountId("111122223333")
                        .userName(user)
                        .build())
                .requestParameters(new RequestParameters(
                        "arn:aws:iam::111122223333:role/Reader", "ann", 3600, null, null, null, null, null))
                .responseElements(ResponseElements.builder()
                        .accessKeyId(key)
                        .expiration(NOON.plusSeconds(3600))
                        .assumedRoleId("AROAEXAMPLE:ann")
                        .assumedRoleArn("arn:aws:sts::111122223333:assumed-role/Reader/ann")
                        .build())
                .build();
    }

    /** A log file in which something stands between two good events. */
    private static InputStream between(InputStream record) {
        return sequence(
                bytes("{\"Records\":[" + Json.event("before") + ","), record, bytes("," + Json.event("after") + "]}"));
    }

    /** Lines of which the middle one holds compressed data. */
    private static InputStream lines(byte[] gzip) {
        String data = Base64.getEncoder().encodeToString(gzip);
        return bytes(Json.event("before") + "\n{\"kinesis\":{\"data\":\"" + data + "\"}}\n" + Json.event("after"));
    }

    private static InputStream bytes(String text) {
        return new ByteArrayInputStream(Json.utf8(text));
    }

    private static InputStream sequence(InputStream... parts) {
        return new SequenceInputStream(Collections.enumeration(List.of(parts)));
    }

    private static byte[] bomb() throws IOException {
        return gzip(sequence(bytes(Json.event("first") + "\n"), new Endless("", ' ', BOMB, "")));
    }

    private static byte[] gzip(InputStream in) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (OutputStream gzip = new GZIPOutputStream(bytes)) {
            in.transferTo(gzip);
        }
        return bytes.toByteArray();
    }

    /** What is there when nobody works. */
    private static String left() throws IOException {
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        long heap = runtime.totalMemory() - runtime.freeMemory();
        return "left " + heap + " bytes, " + Thread.getAllStackTraces().size() + " threads, " + openFiles() + " files";
    }

    private static long openFiles() throws IOException {
        Path folder = Path.of("/proc/self/fd");
        if (!Files.isDirectory(folder)) {
            return 0;
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.count();
        }
    }

    /** One letter as often as one likes, between two texts. */
    private static final class Endless extends InputStream {
        private final byte[] head;
        private final byte letter;
        private final long size;
        private final byte[] tail;
        private long position;

        Endless(String head, char letter, long size, String tail) {
            this.head = Json.utf8(head);
            this.letter = (byte) letter;
            this.size = size;
            this.tail = Json.utf8(tail);
        }

        @Override
        public int read() {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0];
        }

        @Override
        public int read(byte[] bytes, int from, int length) {
            long letters = head.length + size;
            long end = letters + tail.length;
            if (position == end) {
                return -1;
            }
            int count;
            if (position < head.length) {
                count = (int) Math.min(length, head.length - position);
                System.arraycopy(head, (int) position, bytes, from, count);
            } else if (position < letters) {
                count = (int) Math.min(length, letters - position);
                Arrays.fill(bytes, from, from + count, letter);
            } else {
                count = (int) Math.min(length, end - position);
                System.arraycopy(tail, (int) (position - letters), bytes, from, count);
            }
            position += count;
            return count;
        }
    }
}
