// SPDX-License-Identifier: Apache-2.0
package io.whotrail.flink;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.PrimitiveArrayTypeInfo;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.connector.source.lib.NumberSequenceSource.NumberSequenceSplit;
import org.apache.flink.api.connector.source.util.ratelimit.RateLimiter;
import org.apache.flink.api.connector.source.util.ratelimit.RateLimiterStrategy;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.connector.datagen.source.DataGeneratorSource;
import org.apache.flink.connector.datagen.source.GeneratorFunction;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** A source of records that lets out as many as the test says, and stays open until all are out. For a cluster in this JVM. */
final class Records
        implements GeneratorFunction<Long, Tuple2<String, byte[]>>, RateLimiterStrategy<NumberSequenceSplit> {
    /** What the test and the readers share. */
    private static final class Gate {
        private final int all;
        private int letOut;
        private int out;
        private CompletableFuture<Void> wait = new CompletableFuture<>();

        Gate(int all) {
            this.all = all;
        }

        /** Where all may be out, a reader has to look whether there is another. */
        synchronized CompletionStage<Void> pass() {
            return out < letOut || letOut == all ? CompletableFuture.completedFuture(null) : wait;
        }

        synchronized void passed() {
            out++;
            notifyAll();
        }

        void open(int more) {
            CompletableFuture<Void> waited;
            synchronized (this) {
                letOut += more;
                waited = wait;
                wait = new CompletableFuture<>();
            }
            waited.complete(null);
        }

        synchronized void await() throws InterruptedException {
            while (out < letOut) {
                wait();
            }
        }
    }

    private static final long serialVersionUID = 1;
    private static final TypeInformation<Tuple2<String, byte[]>> TYPE =
            Types.TUPLE(Types.STRING, PrimitiveArrayTypeInfo.BYTE_PRIMITIVE_ARRAY_TYPE_INFO);
    private static final Map<Integer, Gate> GATES = new ConcurrentHashMap<>();
    private static final AtomicInteger LAST = new AtomicInteger();

    private final int number = LAST.incrementAndGet();
    private final byte[][] records;

    Records(List<byte[]> records) {
        this.records = records.toArray(byte[][]::new);
        GATES.put(number, new Gate(records.size()));
    }

    /** Where a record lies. */
    static String place(long number) {
        return "record " + number;
    }

    /** All records, so many between two checkpoints. */
    static SingleOutputStreamOperator<Tuple2<String, byte[]>> all(
            StreamExecutionEnvironment environment, List<byte[]> records, int aCheckpoint) {
        return source(environment, new Records(records), RateLimiterStrategy.perCheckpoint(aCheckpoint));
    }

    /** The source, in one job after the other. */
    SingleOutputStreamOperator<Tuple2<String, byte[]>> in(StreamExecutionEnvironment environment) {
        return source(environment, this, this);
    }

    private static SingleOutputStreamOperator<Tuple2<String, byte[]>> source(
            StreamExecutionEnvironment environment, Records records, RateLimiterStrategy<?> rate) {
        return environment
                .fromSource(
                        new DataGeneratorSource<>(records, records.records.length, rate, TYPE),
                        WatermarkStrategy.noWatermarks(),
                        "records")
                .uid("records");
    }

    private Gate gate() {
        return GATES.get(number);
    }

    /** Lets so many more out, or a few more where several read them, and waits until they are out. */
    void letOut(int more) throws InterruptedException {
        gate().open(more);
        gate().await();
    }

    @Override
    public Tuple2<String, byte[]> map(Long record) {
        gate().passed();
        return Tuple2.of(place(record), records[record.intValue()]);
    }

    @Override
    public RateLimiter<NumberSequenceSplit> createRateLimiter(int parallelism) {
        return elements -> gate().pass();
    }
}
