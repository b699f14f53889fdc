// SPDX-License-Identifier: Apache-2.0
package io.whotrail.integrity;

import io.whotrail.event.CloudTrailEvent;
import io.whotrail.source.CloudTrailReader;
import io.whotrail.source.EventPlace;
import io.whotrail.source.EventSource;
import io.whotrail.source.PassedOver;
import io.whotrail.source.ReadStats;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.Map;
import java.util.Queue;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The events of log files, each file verified before the first of its events is handed out. For one thread. */
final class VerifiedSource implements EventSource {
    /** An event, and where it lies. */
    private record Placed(CloudTrailEvent event, @Nullable EventPlace place) {
        Placed provenBy(ExpectedLog expected) {
            return new Placed(event.provenBy(expected.provenance()), place);
        }
    }

    private final LogIntegrity integrity;
    private final CloudTrailReader reader;
    private final Consumer<? super ObjectIntegrity> results;
    private final Predicate<Integrity> handedOut;
    private final Runnable atEnd;
    private final Iterator<Map.Entry<String, Path>> files;
    private final Queue<Placed> verified = new ArrayDeque<>();
    private @Nullable Placed last;
    private ReadStats stats = ReadStats.NONE;
    private boolean ended;
    private boolean closed;

    private VerifiedSource(
            LogIntegrity integrity,
            CloudTrailReader reader,
            Consumer<? super ObjectIntegrity> results,
            Map<String, Path> files,
            Predicate<Integrity> handedOut,
            Runnable atEnd) {
        this.integrity = integrity;
        this.reader = reader;
        this.results = results;
        this.files = files.entrySet().iterator();
        this.handedOut = handedOut;
        this.atEnd = atEnd;
    }

    /** All log files, of which those that are refuted are withheld; in the end those that are missing are told. */
    static VerifiedSource ofAll(
            LogIntegrity integrity, CloudTrailReader reader, Consumer<? super ObjectIntegrity> results) {
        return new VerifiedSource(
                integrity,
                reader,
                results,
                integrity.logFiles(),
                known -> !known.isFault(),
                () -> integrity.missing().forEach(results));
    }

    /** One log file, withheld unless it is verified. */
    static VerifiedSource ofOne(
            LogIntegrity integrity,
            CloudTrailReader reader,
            Consumer<? super ObjectIntegrity> results,
            String key,
            Path file) {
        return new VerifiedSource(
                integrity, reader, results, Map.of(key, file), known -> known == Integrity.VERIFIED, () -> {});
    }

    @Override
    public String name() {
        return "verified log files";
    }

    @Override
    public @Nullable CloudTrailEvent next() throws IOException {
        if (closed) {
            throw new IOException(name() + " is closed");
        }
        last = null;
        while (verified.isEmpty() && files.hasNext()) {
            Map.Entry<String, Path> file = files.next();
            read(file.getKey(), file.getValue());
        }
        if (verified.isEmpty() && !ended) {
            ended = true;
            atEnd.run();
        }
        last = verified.poll();
        return last == null ? null : last.event();
    }

    @Override
    public @Nullable EventPlace place() {
        return last == null ? null : last.place();
    }

    private void read(String key, Path file) throws IOException {
        Queue<Placed> events = new ArrayDeque<>();
        Instant oldest = null;
        Instant newest = null;
        try (InputStream raw = Files.newInputStream(file);
                var member = new SingleMember(raw, LogIntegrity.maximumBytes());
                EventSource source = reader.open(member, file.toString())) {
            for (CloudTrailEvent event = source.next(); event != null; event = source.next()) {
                events.add(new Placed(event, source.place()));
                Instant time = event.eventTime();
                oldest = time == null || oldest != null && oldest.isBefore(time) ? oldest : time;
                newest = time == null || newest != null && newest.isAfter(time) ? newest : time;
            }
            ObjectIntegrity result = judge(key, member, oldest, newest);
            results.accept(result);
            boolean handed = handedOut.test(result.integrity());
            if (handed) {
                hand(events, result.integrity(), integrity.expected(key));
            }
            stats = stats.plus(handed ? source.stats() : withheld(source.stats()));
        }
    }

    /** What the reader gave as events is passed over. */
    private static ReadStats withheld(ReadStats read) {
        var passedOver = new EnumMap<PassedOver, Long>(PassedOver.class);
        passedOver.putAll(read.passedOver());
        if (read.events() > 0) {
            passedOver.put(PassedOver.WITHHELD, read.events());
        }
        return new ReadStats(
                read.records(),
                0,
                read.rejects(),
                passedOver,
                read.gzipMembers(),
                read.bytesRead(),
                read.bytesScanned(),
                read.bytesIgnored());
    }

    private ObjectIntegrity judge(String key, SingleMember member, @Nullable Instant oldest, @Nullable Instant newest)
            throws IOException {
        member.transferTo(OutputStream.nullOutputStream());
        ExpectedLog expected = integrity.expected(key);
        if (expected != null) {
            return expected.judge(member, oldest, newest);
        }
        ObjectIntegrity unexpected = integrity.unexpected(key);
        return member.hasTrailingData()
                ? new ObjectIntegrity(
                        unexpected.bucket(),
                        key,
                        Integrity.TRAILING_DATA,
                        "something was appended to it",
                        unexpected.digest(),
                        unexpected.fingerprint())
                : unexpected;
    }

    private void hand(Queue<Placed> events, Integrity known, @Nullable ExpectedLog expected) {
        if (known == Integrity.VERIFIED && expected != null) {
            events.forEach(event -> verified.add(event.provenBy(expected)));
        } else {
            verified.addAll(events);
        }
    }

    @Override
    public ReadStats stats() {
        return stats;
    }

    @Override
    public void close() {
        closed = true;
        last = null;
    }
}
