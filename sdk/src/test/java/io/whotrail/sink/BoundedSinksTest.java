// SPDX-License-Identifier: Apache-2.0
package io.whotrail.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.whotrail.testing.SinkEntries;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What sinks say when they are full, broken, or told to refuse. */
class BoundedSinksTest {
    private static SinkException.Remedy remedy(AttributionSink sink, List<SinkEntry> batch) {
        try {
            sink.write(batch);
        } catch (SinkException refused) {
            return refused.remedy();
        }
        throw new AssertionError("the batch was taken");
    }

    @Test
    void whatDoesNotFitNowMayFitLaterAndWhatNeverFitsIsSkipped() throws SinkException {
        var sink = new MemorySink(3);
        List<SinkEntry> two = SinkEntries.answers(0, 2);
        sink.write(two);
        assertThat(remedy(sink, SinkEntries.answers(2, 2))).isEqualTo(SinkException.Remedy.RETRY);
        assertThat(remedy(sink, SinkEntries.answers(2, 4))).isEqualTo(SinkException.Remedy.SKIP);
        assertThat(sink.drain()).isEqualTo(two);
        sink.write(SinkEntries.answers(2, 3));
        assertThat(sink.entries()).isEqualTo(SinkEntries.answers(2, 3));
        assertThatThrownBy(() -> new MemorySink(0)).hasMessageContaining("got 0");
    }

    @Test
    void whatACallbackSaysIsPassedOn() {
        var told = new SinkException(SinkException.Remedy.SKIP, "too large");
        assertThatThrownBy(() -> new CallbackSink(batch -> {
                            throw told;
                        })
                        .write(SinkEntries.answers(0, 1)))
                .isSameAs(told);
        var defect = new IllegalStateException("a defect");
        assertThatThrownBy(() -> new CallbackSink(batch -> {
                            throw defect;
                        })
                        .write(SinkEntries.answers(0, 1)))
                .isSameAs(defect);
        assertThat(remedy(
                        new CallbackSink(batch -> {
                            throw new IOException("out of reach");
                        }),
                        SinkEntries.answers(0, 1)))
                .isEqualTo(SinkException.Remedy.RETRY);
    }

    @Test
    void aStreamThatFailedIsNotWrittenToAgain() throws SinkException {
        var out = new OutputStream() {
            private int writes;

            @Override
            public void write(int one) throws IOException {
                writes++;
                throw new IOException("broken pipe");
            }
        };
        var sink = new NdjsonSink(out);
        assertThat(remedy(sink, SinkEntries.answers(0, 1))).isEqualTo(SinkException.Remedy.STOP);
        assertThat(remedy(sink, SinkEntries.answers(0, 1))).isEqualTo(SinkException.Remedy.STOP);
        assertThat(out.writes).isEqualTo(1);
        sink.close();
    }
}
