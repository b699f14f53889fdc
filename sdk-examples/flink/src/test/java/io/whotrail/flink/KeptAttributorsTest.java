// SPDX-License-Identifier: Apache-2.0
package io.whotrail.flink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.whotrail.EventBytes;
import io.whotrail.checkpoint.CheckpointException;
import io.whotrail.simulation.Profile;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.typeinfo.PrimitiveArrayTypeInfo;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.tuple.Tuple3;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** An operator that goes on from a checkpoint under other settings. */
final class KeptAttributorsTest {
    private static final byte[] EVENT =
            EventBytes.of(World.of(Profile.MIXED, 33, 100).events().get(0));

    private final List<KeyedOneInputStreamOperatorTestHarness<Integer, Tuple3<Integer, Long, byte[]>, byte[]>> filters =
            new ArrayList<>();

    private KeyedOneInputStreamOperatorTestHarness<Integer, Tuple3<Integer, Long, byte[]>, byte[]> filter(
            JobSettings settings) throws Exception {
        KeyedOneInputStreamOperatorTestHarness<Integer, Tuple3<Integer, Long, byte[]>, byte[]> filter =
                new KeyedOneInputStreamOperatorTestHarness<>(
                        new NewsFilter.Operator(settings), event -> event.f0, Types.INT);
        filter.setup(PrimitiveArrayTypeInfo.BYTE_PRIMITIVE_ARRAY_TYPE_INFO.createSerializer(
                filter.getExecutionConfig().getSerializerConfig()));
        filters.add(filter);
        return filter;
    }

    @AfterEach
    void close() throws Exception {
        for (var filter : filters) {
            filter.close();
        }
    }

    private static JobSettings with(Parts parts, boolean held) {
        JobSettings settings = JobFolder.settings(held);
        return new JobSettings(
                parts,
                settings.ends(),
                settings.lateness(),
                settings.idleness(),
                settings.partMemory(),
                settings.resolverMemory(),
                settings.leastJournal(),
                held,
                settings.clock());
    }

    private OperatorSubtaskState kept(JobSettings settings) throws Exception {
        var filter = filter(settings);
        filter.open();
        filter.processElement(Tuple3.of(3, 0L, EVENT), 0);
        return filter.snapshot(1, 1);
    }

    private void goOn(OperatorSubtaskState state, JobSettings settings) throws Exception {
        var filter = filter(settings);
        filter.initializeState(state);
        filter.open();
        filter.processElement(Tuple3.of(3, 0L, EVENT), 0);
    }

    @Test
    void nobodyGoesOnUnderSettingsUnderWhichItWouldHaveAnsweredOtherwise() throws Exception {
        JobSettings then = with(new Parts(8), true);
        OperatorSubtaskState state = kept(then);
        goOn(state, then);
        for (JobSettings now : new JobSettings[] {with(new Parts(8), false), with(new Parts(16), true)}) {
            assertThatThrownBy(() -> goOn(state, now))
                    .isInstanceOf(CheckpointException.class)
                    .hasMessageContaining("kept with " + then.text())
                    .hasMessageContaining("stay as they are");
        }
        assertThat(then.asOf(then.text())).isEqualTo(then);
    }
}
