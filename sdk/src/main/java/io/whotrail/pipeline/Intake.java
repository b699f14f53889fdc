// SPDX-License-Identifier: Apache-2.0
package io.whotrail.pipeline;

import io.whotrail.checkpoint.CheckpointException;
import io.whotrail.event.CloudTrailEvent;
import io.whotrail.source.EventSource;
import io.whotrail.source.ReadStats;
import io.whotrail.source.ResumableSource;
import io.whotrail.source.SourceException;
import io.whotrail.source.SourcePosition;
import io.whotrail.source.UnreadFile;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The sources of a pipeline, read in turn. For one thread. */
final class Intake {
    private static final class Feed {
        final EventSource source;

        @Nullable
        SourcePosition acknowledged;

        long pulled;
        boolean ended;

        Feed(EventSource source) {
            this.source = source;
        }
    }

    /** What is done with an event. */
    @FunctionalInterface
    interface Taker {
        void take(CloudTrailEvent event, String source) throws IOException, InterruptedException;
    }

    /** What is done about a source that says what can help. */
    @FunctionalInterface
    interface Remedy {
        /** Waits; says no where there is no time to try again because the pipeline is to stop. */
        boolean tryAgain(SourceException failure, int attempt) throws IOException, InterruptedException;
    }

    private final List<Feed> feeds = new ArrayList<>();

    Intake(List<EventSource> sources) {
        sources.forEach(source -> feeds.add(new Feed(source)));
    }

    /** Goes to where the sources were. */
    void resume(Map<String, SourcePosition> positions) throws IOException, CheckpointException {
        var left = new TreeMap<>(positions);
        feeds.forEach(feed -> left.remove(feed.source.name()));
        if (!left.isEmpty()) {
            throw new CheckpointException(
                    CheckpointException.Reason.DIFFERENT_SETTINGS,
                    "the checkpoint is of sources that are not there: " + String.join(", ", left.keySet()));
        }
        for (Feed feed : feeds) {
            SourcePosition position = positions.get(feed.source.name());
            if (position != null) {
                resume((ResumableSource) feed.source, position);
            }
        }
    }

    private static void resume(ResumableSource source, SourcePosition position)
            throws IOException, CheckpointException {
        try {
            source.resume(position);
        } catch (IllegalArgumentException foreign) {
            throw new CheckpointException(
                    CheckpointException.Reason.DIFFERENT_SETTINGS,
                    "the checkpoint has a position of another kind of source for " + source.name(),
                    foreign);
        }
    }

    /** Takes an event of each source that has one; says whether any had. */
    boolean pull(Taker taker, Remedy remedy) throws IOException, InterruptedException {
        boolean any = false;
        for (Feed feed : feeds) {
            CloudTrailEvent event = feed.ended ? null : next(feed, remedy);
            if (event != null) {
                any = true;
                feed.pulled++;
                taker.take(event, feed.source.name());
            }
        }
        return any;
    }

    private static @Nullable CloudTrailEvent next(Feed feed, Remedy remedy) throws IOException, InterruptedException {
        for (int attempt = 1; ; attempt++) {
            try {
                CloudTrailEvent event = feed.source.next();
                feed.ended = event == null && !feed.source.isLive();
                return event;
            } catch (SourceException failure) {
                if (!remedy.tryAgain(failure, attempt)) {
                    return null;
                }
            }
        }
    }

    boolean hasEnded() {
        return feeds.stream().allMatch(feed -> feed.ended);
    }

    /** Whether a source knows of something that it cannot give yet. */
    boolean isExpecting() {
        return feeds.stream().anyMatch(feed -> feed.source.isExpecting());
    }

    /** Letters of the files that sources go on without, and that were not told before. */
    List<DeadLetter> unread() {
        var letters = new ArrayList<DeadLetter>();
        for (Feed feed : feeds) {
            for (UnreadFile file : feed.source.unread()) {
                letters.add(DeadLetter.of(feed.source.name(), file));
            }
        }
        return letters;
    }

    Map<String, SourcePosition> positions() {
        var positions = new TreeMap<String, SourcePosition>();
        for (Feed feed : feeds) {
            if (feed.source instanceof ResumableSource source) {
                positions.put(source.name(), source.position());
            }
        }
        return positions;
    }

    /** Says how far what they gave is durable. A source that cannot be told before this run is to stop is told by the next. */
    void acknowledge(Map<String, SourcePosition> positions, Remedy remedy) throws IOException, InterruptedException {
        for (Feed feed : feeds) {
            SourcePosition position = positions.get(feed.source.name());
            if (position != null
                    && !position.equals(feed.acknowledged)
                    && feed.source instanceof ResumableSource source
                    && acknowledge(source, position, remedy)) {
                feed.acknowledged = position;
            }
        }
    }

    private static boolean acknowledge(ResumableSource source, SourcePosition position, Remedy remedy)
            throws IOException, InterruptedException {
        for (int attempt = 1; ; attempt++) {
            try {
                source.acknowledge(position);
                return true;
            } catch (SourceException failure) {
                if (!remedy.tryAgain(failure, attempt)) {
                    return false;
                }
            }
        }
    }

    /** The slowest source's watermark; none where one has none. */
    @Nullable
    Instant watermark() {
        Instant slowest = null;
        for (Feed feed : feeds) {
            Optional<Instant> own =
                    feed.source instanceof ResumableSource source ? source.watermark() : Optional.empty();
            if (own.isEmpty()) {
                return null;
            }
            slowest = slowest == null || own.get().isBefore(slowest) ? own.get() : slowest;
        }
        return slowest;
    }

    /** What all sources saw; of one that counts nothing, the events that it gave. */
    ReadStats stats() {
        ReadStats sum = ReadStats.NONE;
        for (Feed feed : feeds) {
            ReadStats own = feed.source.stats();
            sum = sum.plus(
                    own.equals(ReadStats.NONE)
                            ? new ReadStats(feed.pulled, feed.pulled, Map.of(), Map.of(), 0, 0, 0, 0)
                            : own);
        }
        return sum;
    }

    void close() throws IOException {
        Closing.all(feeds.stream().<AutoCloseable>map(feed -> feed.source).toList());
    }
}
