// SPDX-License-Identifier: Apache-2.0
package io.whotrail.flink;

import io.whotrail.Attributor;
import io.whotrail.EventBytes;
import io.whotrail.event.CloudTrailEvent;
import io.whotrail.source.CloudTrailReader;
import io.whotrail.source.EventSource;
import io.whotrail.source.RejectedRecord;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.regex.Pattern;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.api.java.tuple.Tuple3;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;
import org.jspecify.annotations.Nullable;

/**
 * Reads the events that lie at a place, in any envelope, and deals each to the part of its session: the part's key, the event's time
 * as far as the clock allows, the event. What cannot be read goes to {@link #REJECTED}: place, reason and message, with tabs
 * between.
 */
final class EventReader extends ProcessFunction<Tuple2<String, byte[]>, Tuple3<Integer, Long, byte[]>> {
    static final OutputTag<String> REJECTED = new OutputTag<>("rejected", Types.STRING);

    /** How far an event's time may lie ahead of the clock before it tells nothing, as an attributor has it. */
    private static final Duration FUTURE_TOLERANCE = Duration.ofMinutes(15);

    /** The time of an event that tells none, or none that can be: it moves no watermark. */
    private static final long UNKNOWN = Long.MIN_VALUE;

    /** What would end a line, or a field of it. */
    private static final Pattern SEPARATORS = Pattern.compile("[\\p{Cntrl}\\u0085\\u2028\\u2029]");

    private static final long serialVersionUID = 1;

    private final JobSettings settings;
    private final int[] keys;
    private transient @Nullable CloudTrailReader reader;
    private transient @Nullable Context context;

    EventReader(JobSettings settings) {
        this.settings = settings;
        this.keys = settings.parts().keys();
    }

    @Override
    public void open(OpenContext context) {
        reader = CloudTrailReader.builder().rejected(this::reject).build();
    }

    @Override
    public void processElement(
            Tuple2<String, byte[]> input, Context current, Collector<Tuple3<Integer, Long, byte[]>> out)
            throws IOException {
        context = current;
        CloudTrailReader open = Objects.requireNonNull(reader, "not open");
        try (EventSource events = open.open(new ByteArrayInputStream(input.f1), input.f0)) {
            for (CloudTrailEvent event = next(events, input.f0); event != null; event = next(events, input.f0)) {
                int part = settings.parts().of(Attributor.partitionKey(event));
                out.collect(Tuple3.of(keys[part], time(event.eventTime()), EventBytes.of(event)));
            }
        }
    }

    /** The next event; what cannot be read on is rejected. */
    private @Nullable CloudTrailEvent next(EventSource events, String place) {
        try {
            return events.next();
        } catch (IOException unreadable) {
            reject(place, "UNREADABLE", String.valueOf(unreadable.getMessage()));
            return null;
        }
    }

    private long time(@Nullable Instant eventTime) {
        if (eventTime == null) {
            return UNKNOWN;
        }
        Instant now = settings.clock().instant();
        if (eventTime.isAfter(now.plus(FUTURE_TOLERANCE))) {
            return UNKNOWN;
        }
        return (eventTime.isAfter(now) ? now : eventTime).toEpochMilli();
    }

    private void reject(RejectedRecord record) {
        reject(record.source(), record.reason().name(), record.message());
    }

    private void reject(String place, String reason, String message) {
        Objects.requireNonNull(context, "not processing")
                .output(REJECTED, String.join("\t", oneField(place), reason, oneField(message)));
    }

    private static String oneField(String text) {
        return SEPARATORS.matcher(text).replaceAll(" ");
    }
}
