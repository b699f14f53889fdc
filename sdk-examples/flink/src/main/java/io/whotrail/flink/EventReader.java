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
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
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

    /** The time of an event that tells none: it moves no watermark. */
    static final long UNKNOWN = Long.MIN_VALUE;

    private static final long serialVersionUID = 1;

    private final JobSettings settings;
    private final int[] keys;
    private transient @Nullable CloudTrailReader reader;
    private transient List<RejectedRecord> rejected = List.of();

    EventReader(JobSettings settings) {
        this.settings = settings;
        this.keys = settings.parts().keys();
    }

    @Override
    public void open(OpenContext context) {
        rejected = new ArrayList<>();
        reader = CloudTrailReader.builder().rejected(rejected::add).build();
    }

    @Override
    public void processElement(
            Tuple2<String, byte[]> input, Context context, Collector<Tuple3<Integer, Long, byte[]>> out)
            throws IOException {
        CloudTrailReader open = Objects.requireNonNull(reader, "not open");
        try (EventSource events = open.open(new ByteArrayInputStream(input.f1), input.f0)) {
            for (CloudTrailEvent event = next(events, input.f0, context);
                    event != null;
                    event = next(events, input.f0, context)) {
                int part = settings.parts().of(Attributor.partitionKey(event));
                out.collect(Tuple3.of(keys[part], time(event.eventTime()), EventBytes.of(event)));
            }
        }
        for (RejectedRecord one : rejected) {
            reject(input.f0, one.reason().name(), one.message(), context);
        }
        rejected.clear();
    }

    /** The next event; what cannot be read on is rejected. */
    private static @Nullable CloudTrailEvent next(EventSource events, String place, Context context) {
        try {
            return events.next();
        } catch (IOException unreadable) {
            reject(place, "UNREADABLE", String.valueOf(unreadable.getMessage()), context);
            return null;
        }
    }

    private long time(@Nullable Instant eventTime) {
        if (eventTime == null) {
            return UNKNOWN;
        }
        Instant now = settings.clock().instant();
        return (eventTime.isAfter(now) ? now : eventTime).toEpochMilli();
    }

    private static void reject(String place, String reason, String message, Context context) {
        context.output(REJECTED, String.join("\t", place, reason, message.replaceAll("\\p{Cntrl}", " ")));
    }
}
