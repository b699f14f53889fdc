// SPDX-License-Identifier: Apache-2.0
package io.whotrail.benchmarks.ratios;

import io.whotrail.Attribution;
import io.whotrail.Attributor;
import io.whotrail.event.CloudTrailEvent;
import io.whotrail.sink.AttributionSink;
import io.whotrail.sink.SinkEntry;
import io.whotrail.source.CloudTrailReader;
import io.whotrail.source.EventSource;
import io.whotrail.source.ReadLimits;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Whotrail from bytes to answers, with the defaults of its builders but that a source may be as long as the longest run. */
final class Reading {
    private static final long LONGEST_SOURCE = 1L << 40;

    private final CloudTrailReader reader = CloudTrailReader.builder()
            .limits(ReadLimits.builder().maximumSourceBytes(LONGEST_SOURCE).build())
            .build();
    private final Attributor attributor;

    Reading(InstantSource clock) {
        attributor = Attributor.builder(clock).build();
    }

    /** Records in memory; the events that were read. */
    long memory(byte[] ndjson) throws IOException {
        return stream(new ByteArrayInputStream(ndjson));
    }

    /** Records that come from somewhere. */
    long stream(InputStream in) throws IOException {
        try (EventSource source = reader.open(in, "records")) {
            return drain(source, null);
        }
    }

    /** Files, one after the other; the answers go to a sink where one is given. */
    long files(List<Path> files, @Nullable AttributionSink sink) throws IOException {
        long events = 0;
        for (Path file : files) {
            try (EventSource source = reader.open(file)) {
                events += drain(source, sink);
            }
        }
        return events;
    }

    /** Files that several threads take in turn. */
    long files(List<Path> files, int threads) throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            var next = new AtomicInteger();
            var work = new ArrayList<Future<Long>>();
            for (int i = 0; i < threads; i++) {
                work.add(pool.submit(() -> share(files, next)));
            }
            long events = 0;
            for (Future<Long> done : work) {
                events += done.get();
            }
            return events;
        } finally {
            pool.shutdownNow();
        }
    }

    private long share(List<Path> files, AtomicInteger next) throws IOException {
        long events = 0;
        for (int i = next.getAndIncrement(); i < files.size(); i = next.getAndIncrement()) {
            events += files(files.subList(i, i + 1), null);
        }
        return events;
    }

    private long drain(EventSource source, @Nullable AttributionSink sink) throws IOException {
        long events = 0;
        for (CloudTrailEvent event = source.next(); event != null; event = source.next()) {
            Attribution answer = attributor.attribute(event);
            if (sink != null && answer != null) {
                sink.write(SinkEntry.of(answer));
            }
            events++;
        }
        return events;
    }
}
