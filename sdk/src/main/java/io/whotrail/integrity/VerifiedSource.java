// SPDX-License-Identifier: Apache-2.0
package io.whotrail.integrity;

import io.whotrail.event.CloudTrailEvent;
import io.whotrail.source.CloudTrailReader;
import io.whotrail.source.EventSource;
import io.whotrail.source.ReadStats;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.Map;
import java.util.Queue;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The events of log files, each file verified before the first of its events is handed out. For one thread. */
final class VerifiedSource implements EventSource {
    private final LogIntegrity integrity;
    private final CloudTrailReader reader;
    private final Consumer<? super ObjectIntegrity> results;
    private final Iterator<Map.Entry<String, Path>> files;
    private final Queue<CloudTrailEvent> verified = new ArrayDeque<>();
    private ReadStats stats = ReadStats.NONE;
    private boolean ended;
    private boolean closed;

    VerifiedSource(LogIntegrity integrity, CloudTrailReader reader, Consumer<? super ObjectIntegrity> results) {
        this.integrity = integrity;
        this.reader = reader;
        this.results = results;
        this.files = integrity.logFiles().entrySet().iterator();
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
        while (verified.isEmpty() && files.hasNext()) {
            Map.Entry<String, Path> file = files.next();
            read(file.getKey(), file.getValue());
        }
        if (verified.isEmpty() && !ended) {
            ended = true;
            integrity.missing().forEach(results);
        }
        return verified.poll();
    }

    private void read(String key, Path file) throws IOException {
        Queue<CloudTrailEvent> events = new ArrayDeque<>();
        Instant oldest = null;
        Instant newest = null;
        try (InputStream raw = Files.newInputStream(file);
                var member = new SingleMember(raw, LogIntegrity.maximumBytes());
                EventSource source = reader.open(member, file.toString())) {
            for (CloudTrailEvent event = source.next(); event != null; event = source.next()) {
                events.add(event);
                Instant time = event.eventTime();
                oldest = time == null || oldest != null && oldest.isBefore(time) ? oldest : time;
                newest = time == null || newest != null && newest.isAfter(time) ? newest : time;
            }
            stats = stats.plus(source.stats());
            hand(events, judge(key, member, oldest, newest), integrity.expected(key));
        }
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

    private void hand(Queue<CloudTrailEvent> events, ObjectIntegrity result, @Nullable ExpectedLog expected) {
        results.accept(result);
        if (result.integrity() == Integrity.VERIFIED && expected != null) {
            for (CloudTrailEvent event : events) {
                verified.add(event.provenBy(expected.provenance()));
            }
        } else if (!result.integrity().isFault()) {
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
        verified.clear();
    }
}
