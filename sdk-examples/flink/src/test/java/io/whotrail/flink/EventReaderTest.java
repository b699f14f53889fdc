// SPDX-License-Identifier: Apache-2.0
package io.whotrail.flink;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.api.java.tuple.Tuple3;
import org.apache.flink.streaming.api.operators.ProcessOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The reader, on its own. */
final class EventReaderTest {
    private final OneInputStreamOperatorTestHarness<Tuple2<String, byte[]>, Tuple3<Integer, Long, byte[]>> reader;

    EventReaderTest() throws Exception {
        reader = new OneInputStreamOperatorTestHarness<>(
                new ProcessOperator<>(new EventReader(JobFolder.settings(true))));
    }

    @BeforeEach
    void open() throws Exception {
        reader.open();
    }

    @AfterEach
    void close() throws Exception {
        reader.close();
    }

    @Test
    void aPlaceIsToldInOneFieldOfOneLineWhateverItsName() throws Exception {
        byte[] noEvent = "{\"no\":\"event\"}".getBytes(StandardCharsets.UTF_8);
        reader.processElement(Tuple2.of("a\tfile\nwith\u2028lines\u0085\r", noEvent), 0);
        List<String> rejected = reader.getSideOutput(EventReader.REJECTED).stream()
                .map(StreamRecord::getValue)
                .toList();
        assertThat(rejected).hasSize(1);
        assertThat(rejected.get(0)).startsWith("a file with lines  \t").matches("[^\\v\t]*\t[^\\v\t]*\t[^\\v\t]*");
    }
}
