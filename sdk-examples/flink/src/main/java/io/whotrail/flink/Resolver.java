// SPDX-License-Identifier: Apache-2.0
package io.whotrail.flink;

import io.whotrail.Attributor;
import io.whotrail.Relay;
import java.time.InstantSource;
import java.util.Objects;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.jspecify.annotations.Nullable;

/**
 * The one that resolves the issuances of all parts: tells each part who called for its sessions, and all of them what all have to
 * know. It has one key, so there is one of it.
 */
final class Resolver extends KeyedProcessFunction<Integer, byte[], Tuple2<Integer, byte[]>>
        implements KeptAttributors.Use {
    private static final long serialVersionUID = 1;

    private final JobSettings settings;
    private final int[] keys;
    private transient @Nullable KeptAttributors attributors;
    private transient @Nullable Collector<Tuple2<Integer, byte[]>> output;

    Resolver(JobSettings settings) {
        this.settings = settings;
        this.keys = settings.parts().keys();
    }

    @Override
    public void open(OpenContext context) {
        attributors = new KeptAttributors(this, settings, getRuntimeContext());
    }

    @Override
    public Attributor.Builder attributor(int key, JobSettings of, InstantSource now) {
        return of.attributor(now).maximumMemory(of.resolverMemory()).resolver(this::tell);
    }

    @Override
    public void take(Attributor attributor, Message.Event event) {
        attributor.learn(event.event());
    }

    private KeptAttributors attributors() {
        return Objects.requireNonNull(attributors, "not open");
    }

    private void tell(Relay relay) {
        if (attributors().isReplaying()) {
            return;
        }
        byte[] bytes = relay.toBytes();
        if (relay.key() == null) {
            for (int key : keys) {
                send(key, bytes);
            }
        } else {
            send(keys[settings.parts().of(relay.key())], bytes);
        }
    }

    private void send(int key, byte[] relay) {
        Objects.requireNonNull(output, "not processing").collect(Tuple2.of(key, relay));
    }

    @Override
    public void processElement(byte[] event, Context context, Collector<Tuple2<Integer, byte[]>> out) throws Exception {
        output = out;
        attributors().take(context.getCurrentKey(), Message.event(event));
        KeptAttributors.await(context.timerService());
    }

    @Override
    public void onTimer(long time, OnTimerContext context, Collector<Tuple2<Integer, byte[]>> out) throws Exception {
        output = out;
        attributors().advance(context.getCurrentKey(), context.timerService());
    }
}
