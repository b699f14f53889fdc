// SPDX-License-Identifier: Apache-2.0
package io.whotrail.flink;

import io.whotrail.Attributor;
import java.time.InstantSource;
import java.util.Objects;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.java.tuple.Tuple3;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.runtime.watermarkstatus.WatermarkStatus;
import org.apache.flink.util.Collector;
import org.jspecify.annotations.Nullable;

/** Passes on the events of a part that the resolver has to know: those that teach anything about other sessions. */
final class NewsFilter extends KeyedProcessFunction<Integer, Tuple3<Integer, Long, byte[]>, byte[]>
        implements KeptAttributors.Use {
    /** What runs a filter. */
    static final class Operator extends KeyedProcessOperator<Integer, Tuple3<Integer, Long, byte[]>, byte[]> {
        /* A part has event time in two ways: from the readers, and by way of the filters and the resolver, with the relays. When
         * readers that were all idle go on, the first way would know it before the second, and the part's answers would be final
         * before the relays have come. So the resolver and its relays are never idle. */

        private static final long serialVersionUID = 1;

        Operator(JobSettings settings) {
            super(new NewsFilter(settings));
        }

        @Override
        public void processWatermarkStatus(WatermarkStatus status) {}
    }

    private static final long serialVersionUID = 1;

    private final JobSettings settings;
    private transient @Nullable KeptAttributors attributors;
    private transient boolean news;

    NewsFilter(JobSettings settings) {
        this.settings = settings;
    }

    @Override
    public void open(OpenContext context) {
        attributors = new KeptAttributors(this, settings, getRuntimeContext());
    }

    @Override
    public Attributor.Builder attributor(int key, JobSettings of, InstantSource now) {
        return of.attributor(now).maximumMemory(of.partMemory()).partition(nobodys -> false, relay -> news = true);
    }

    @Override
    public void take(Attributor attributor, Message.Event event) {
        attributor.learn(event.event());
    }

    private KeptAttributors attributors() {
        return Objects.requireNonNull(attributors, "not open");
    }

    @Override
    public void processElement(Tuple3<Integer, Long, byte[]> event, Context context, Collector<byte[]> out)
            throws Exception {
        Message message = Message.event(event.f2);
        news = false;
        attributors().take(context.getCurrentKey(), message);
        if (news) {
            out.collect(event.f2);
        }
        KeptAttributors.await(context.timerService());
    }

    @Override
    public void onTimer(long time, OnTimerContext context, Collector<byte[]> out) throws Exception {
        attributors().advance(context.getCurrentKey(), context.timerService());
    }
}
