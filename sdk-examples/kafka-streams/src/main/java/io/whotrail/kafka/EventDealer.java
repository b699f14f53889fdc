// SPDX-License-Identifier: Apache-2.0
package io.whotrail.kafka;

import io.whotrail.Attributor;
import io.whotrail.event.CloudTrailEvent;
import io.whotrail.source.CloudTrailReader;
import io.whotrail.source.EventSource;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.jspecify.annotations.Nullable;

/**
 * The task that has one partition of the input: reads events, deals each to the partition of its session, and tells all of them how
 * far event time has come. A record without a value has no events, but moves event time on to its timestamp: at most to where all
 * that has happened by the clock is final, and a day on; beyond that it is a mistake, which would make all that comes late.
 */
final class EventDealer extends ContextualProcessor<byte[], byte[], byte[], byte[]> {
    static final String SESSIONS = "sessions";
    static final String REJECTED = "rejected";

    /** Progress is told when it is so many seconds more. */
    private static final long STEP = 60;

    /** So many seconds an event's time may lie ahead of the clock before it tells nothing, as an attributor has it. */
    private static final long FUTURE_TOLERANCE = Duration.ofMinutes(15).toSeconds();

    /** So much a record without a value may tell beyond what makes all final that has happened. */
    private static final Duration MARGIN = Duration.ofDays(1);

    /** A longer key is not written again: with what is said, it could be more than a message may hold. */
    private static final int LONGEST_KEY = 16 << 10;

    /**
     * What is kept of an event is some 500 bytes, and CloudTrail's events have 256 KiB at most. A longer one would not fit into a
     * message, once what a journal needs comes to it.
     */
    static final int LONGEST_EVENT = 512 << 10;

    private static final Duration UNTOLD = Duration.ofSeconds(5);
    private static final long NEVER = Long.MIN_VALUE;

    private final Duration idleness;
    private final Duration farthest;
    private final Rejects rejects = new Rejects();
    private final CloudTrailReader reader =
            CloudTrailReader.builder().rejected(rejects::add).build();
    private int source;
    private long progress = NEVER;
    private long told = NEVER;
    private long lastActive;

    EventDealer(Duration lateness, Duration idleness) {
        this.farthest = lateness.plus(MARGIN);
        this.idleness = idleness;
    }

    @Override
    public void init(ProcessorContext<byte[], byte[]> context) {
        super.init(context);
        source = context.taskId().partition();
        lastActive = context.currentSystemTimeMs();
        context.schedule(UNTOLD, PunctuationType.WALL_CLOCK_TIME, this::tellUntold);
    }

    @Override
    public void process(Record<byte[], byte[]> record) {
        lastActive = context().currentSystemTimeMs();
        try {
            if (record.value() == null) {
                moveTo(record.timestamp());
            } else {
                deal(record.value());
            }
            tellRejects(record);
        } catch (IOException impossible) {
            throw new IllegalStateException("bytes in memory can be read, written and closed", impossible);
        }
        if (progress != NEVER && (told == NEVER || told == LeastWatermark.IDLE || progress - told >= STEP)) {
            tell(progress);
        }
    }

    private void deal(byte[] value) throws IOException {
        RecordMetadata place = place();
        String name = place.topic() + '-' + place.partition() + '@' + place.offset();
        try (EventSource events = reader.open(new ByteArrayInputStream(value), name)) {
            for (CloudTrailEvent event = next(events); event != null; event = next(events)) {
                observe(event.eventTime());
                dealTo(Partitions.keyOf(Attributor.partitionKey(event)), new Message.Event(event).toBytes());
            }
        }
    }

    private void dealTo(byte[] key, byte[] message) {
        if (key.length + message.length > LONGEST_EVENT) {
            rejects.addTooLong();
        } else {
            context().forward(new Record<>(key, message, lastActive), SESSIONS);
        }
    }

    private void moveTo(long timestamp) {
        if (timestamp - lastActive > farthest.toMillis()) {
            rejects.addFarAhead();
        } else {
            progress = Math.max(progress, Math.floorDiv(timestamp, 1000));
        }
    }

    /** The next event; what cannot be read on is rejected. */
    private @Nullable CloudTrailEvent next(EventSource events) {
        try {
            return events.next();
        } catch (IOException unreadable) {
            rejects.addEnd();
            return null;
        }
    }

    private RecordMetadata place() {
        return context().recordMetadata().orElseThrow();
    }

    /** Event times ahead of the clock do not move event time beyond it, and such as are far ahead do not move it at all. */
    private void observe(@Nullable Instant eventTime) {
        long now = lastActive / 1000;
        if (eventTime != null && eventTime.getEpochSecond() <= now + FUTURE_TOLERANCE) {
            progress = Math.max(progress, Math.min(eventTime.getEpochSecond(), now));
        }
    }

    /** Says where and why, once for the whole record, by its own key. */
    private void tellRejects(Record<byte[], byte[]> record) throws IOException {
        if (!rejects.isEmpty()) {
            byte[] key = record.key() == null || record.key().length > LONGEST_KEY ? null : record.key();
            context().forward(new Record<>(key, rejects.toJson(place()), record.timestamp()), REJECTED);
            rejects.clear();
        }
    }

    private void tellUntold(long now) {
        if (now - lastActive >= idleness.toMillis()) {
            if (told != LeastWatermark.IDLE) {
                tell(LeastWatermark.IDLE);
            }
        } else if (progress != NEVER && progress != told) {
            tell(progress);
        }
    }

    private void tell(long time) {
        told = time;
        context()
                .forward(
                        new Record<>(
                                null,
                                new Message.Progress(source, time).toBytes(),
                                context().currentSystemTimeMs()),
                        SESSIONS);
    }
}
