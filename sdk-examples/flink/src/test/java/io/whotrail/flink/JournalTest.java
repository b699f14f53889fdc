// SPDX-License-Identifier: Apache-2.0
package io.whotrail.flink;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.apache.flink.util.Collector;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the attributors of an operator were given, in its keyed state, which a checkpoint takes between any two messages. */
final class JournalTest {
    private static final int MESSAGES = 100;
    private static final int MESSAGE = 10_000;
    private static final int LARGE = 300_000;
    private static final int LEAST = 40_000;

    /** Somebody who knows how many messages came, and remembers it in images which are large now and then. */
    private static final class Counter {
        private final Journal journal;
        private long known;
        private int images;

        Counter(Journal.State state) throws Exception {
            journal = new Journal(state, LEAST);
            InputStream image = journal.image();
            known = image == null ? 0 : read(image.readAllBytes());
            journal.replay(this::take);
        }

        private static long read(byte[] image) {
            ByteBuffer buffer = ByteBuffer.wrap(image);
            assertThat(image).hasSize(buffer.getInt());
            return buffer.getLong();
        }

        private byte[] image() {
            images++;
            int size = images % 2 == 0 ? MESSAGE : LARGE;
            return ByteBuffer.allocate(size).putInt(size).putLong(known).array();
        }

        private void take(long time, byte[] message) {
            assertThat(time).isEqualTo(known);
            assertThat(ByteBuffer.wrap(message).getLong()).isEqualTo(known);
            assertThat(message).hasSize(MESSAGE);
            known++;
        }

        void give() throws Exception {
            byte[] message = ByteBuffer.allocate(MESSAGE).putLong(known).array();
            journal.add(known, message);
            take(known, message);
            if (journal.isLong()) {
                journal.replace(out -> out.write(image()));
            }
        }
    }

    /** An operator with a counter for each key; tells what it knew, after how many images, and how much its state holds now. */
    private static final class Counting extends KeyedProcessFunction<Integer, Integer, List<Long>> {
        private static final long serialVersionUID = 1;

        private transient Map<Integer, Counter> counters = Map.of();

        @Override
        public void open(OpenContext context) {
            counters = new HashMap<>();
        }

        @Override
        public void processElement(Integer key, Context context, Collector<List<Long>> out) throws Exception {
            Journal.State state = Journal.State.of(getRuntimeContext());
            Counter counter = counters.get(key);
            if (counter == null) {
                counter = new Counter(state);
                counters.put(key, counter);
            }
            long known = counter.known;
            counter.give();
            long held = 0;
            for (byte[] chunk : state.image().values()) {
                held += chunk.length;
            }
            for (byte[] entry : state.entries().values()) {
                held += entry.length;
            }
            out.collect(List.of(known, (long) counter.images, held));
        }
    }

    /** The operator, on its own. */
    private static final class Operator {
        private final KeyedOneInputStreamOperatorTestHarness<Integer, Integer, List<Long>> harness;
        private int told;

        Operator() throws Exception {
            harness = new KeyedOneInputStreamOperatorTestHarness<>(
                    new KeyedProcessOperator<>(new Counting()), key -> key, Types.INT);
            harness.setup(Types.LIST(Types.LONG)
                    .createSerializer(harness.getExecutionConfig().getSerializerConfig()));
        }

        List<Long> give(int key) throws Exception {
            harness.processElement(key, 0);
            told++;
            return harness.extractOutputValues().get(told - 1);
        }

        OperatorSubtaskState checkpoint() throws Exception {
            return harness.snapshot(told, told);
        }
    }

    private final List<Operator> operators = new ArrayList<>();

    private Operator operator() throws Exception {
        var operator = new Operator();
        operators.add(operator);
        operator.harness.open();
        return operator;
    }

    private Operator operator(OperatorSubtaskState checkpoint) throws Exception {
        var operator = new Operator();
        operators.add(operator);
        operator.harness.initializeState(checkpoint);
        operator.harness.open();
        return operator;
    }

    @AfterEach
    void close() throws Exception {
        for (Operator operator : operators) {
            operator.harness.close();
        }
    }

    @Test
    void whateverCheckpointSurvivesIsTheStateThatWasThere() throws Exception {
        List<OperatorSubtaskState> checkpoints = new ArrayList<>();
        long images = 0;
        Operator operator = operator();
        for (int i = 0; i < MESSAGES; i++) {
            images = operator.give(7).get(1);
            if (i % 3 == 0) {
                operator.give(8);
            }
            checkpoints.add(operator.checkpoint());
        }
        assertThat(images).isGreaterThan(2);

        for (int i = 0; i < MESSAGES; i++) {
            Operator survivor = operator(checkpoints.get(i));
            assertThat(survivor.give(8).get(0)).isEqualTo(i / 3 + 1);
            assertThat(survivor.give(7).get(0)).isEqualTo(i + 1);
        }
    }

    @Test
    void whoGoesOnFromItGoesOnAsIfNothingHadHappened() throws Exception {
        var random = new Random(0x9E3779B97F4A7C15L);
        Operator operator = operator();
        for (long i = 0; i < MESSAGES; i++) {
            if (random.nextInt(4) == 0) {
                operator = operator(operator.checkpoint());
            }
            assertThat(operator.give(7).get(0)).isEqualTo(i);
        }
    }

    @Test
    void anImageTakesThePlaceOfWhatCameBeforeItSoThatStateDoesNotGrow() throws Exception {
        Operator operator = operator();
        for (int i = 0; i < 3 * MESSAGES; i++) {
            assertThat(operator.give(7).get(2)).isLessThanOrEqualTo(3L * LARGE + 2 * MESSAGE);
        }
    }
}
