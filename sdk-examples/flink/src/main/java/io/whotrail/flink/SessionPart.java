// SPDX-License-Identifier: Apache-2.0
package io.whotrail.flink;

import io.whotrail.Attribution;
import io.whotrail.AttributionListener;
import io.whotrail.Attributor;
import io.whotrail.Relay;
import io.whotrail.SessionRevision;
import io.whotrail.sink.LineFormat;
import io.whotrail.sink.SinkEntry;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Objects;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.api.java.tuple.Tuple3;
import org.apache.flink.streaming.api.functions.co.KeyedCoProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;
import org.jspecify.annotations.Nullable;

/**
 * A part of all sessions: answers their events, and learns from the resolver. First answers, or only ones, are its output; later
 * ones and notices go to {@link #REVISIONS}. All are lines of NDJSON.
 */
final class SessionPart
        extends KeyedCoProcessFunction<Integer, Tuple3<Integer, Long, byte[]>, Tuple2<Integer, byte[]>, String>
        implements KeptAttributors.Use {
    static final OutputTag<String> REVISIONS = new OutputTag<>("revisions", Types.STRING);

    private static final long serialVersionUID = 1;

    private final JobSettings settings;
    private transient @Nullable KeptAttributors attributors;
    private transient @Nullable LineFormat lines;
    private transient @Nullable Context context;
    private transient @Nullable Collector<String> output;

    SessionPart(JobSettings settings) {
        this.settings = settings;
    }

    @Override
    public void open(OpenContext opened) {
        attributors = new KeptAttributors(this, settings, getRuntimeContext());
        lines = LineFormat.ndjson();
    }

    @Override
    public Attributor.Builder attributor(int key, JobSettings of, InstantSource now) {
        int self = settings.parts().of(key);
        Attributor.Builder builder = of.attributor(now)
                .maximumMemory(of.partMemory())
                .partition(other -> settings.parts().of(other) == self, untold -> {})
                .listener(new Teller());
        return settings.held() ? builder.holdUntilFinal() : builder;
    }

    /** Passes on what an attributor tells. */
    private final class Teller implements AttributionListener {
        @Override
        public void onAttribution(Attribution attribution) {
            if (settings.held()) {
                answer(SinkEntry.of(attribution));
            } else {
                revise(SinkEntry.of(attribution));
            }
        }

        @Override
        public void onSessionRevision(SessionRevision revision) {
            revise(SinkEntry.of(revision));
        }
    }

    @Override
    public void take(Attributor attributor, Message.Event event) {
        Attribution answer = attributor.attribute(event.event());
        if (answer != null && !settings.held()) {
            answer(SinkEntry.of(answer));
        }
    }

    private void answer(SinkEntry entry) {
        if (!attributors().isReplaying()) {
            Objects.requireNonNull(output, "not processing").collect(line(entry));
        }
    }

    private void revise(SinkEntry entry) {
        if (!attributors().isReplaying()) {
            Objects.requireNonNull(context, "not processing").output(REVISIONS, line(entry));
        }
    }

    /** The entry's line, without its end. */
    private String line(SinkEntry entry) {
        return new String(Objects.requireNonNull(lines, "not open").line(entry), StandardCharsets.UTF_8)
                .stripTrailing();
    }

    private KeptAttributors attributors() {
        return Objects.requireNonNull(attributors, "not open");
    }

    @Override
    public void processElement1(Tuple3<Integer, Long, byte[]> event, Context current, Collector<String> out)
            throws Exception {
        take(Message.event(event.f2), current, out);
        KeptAttributors.await(current.timerService());
    }

    @Override
    public void processElement2(Tuple2<Integer, byte[]> relay, Context current, Collector<String> out)
            throws Exception {
        take(new Message.Told(Relay.of(relay.f1)), current, out);
        KeptAttributors.await(current.timerService());
    }

    private void take(Message message, Context current, Collector<String> out) throws Exception {
        context = current;
        output = out;
        attributors().take(current.getCurrentKey(), message);
    }

    @Override
    public void onTimer(long time, OnTimerContext current, Collector<String> out) throws Exception {
        context = current;
        output = out;
        attributors().advance(current.getCurrentKey(), current.timerService());
    }
}
