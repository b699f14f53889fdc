// SPDX-License-Identifier: Apache-2.0
package io.whotrail.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.whotrail.sink.AttributionSink;
import io.whotrail.sink.SinkEntry;
import io.whotrail.sink.SinkException;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a sink keeps beside all else that refuses a batch for the time being when its destination fails, as tests. */
public abstract class RetryingSinkContract extends AttributionSinkContract {
    /** Opens the sink under test on a destination that fails at the first batch, and takes what comes after. */
    protected abstract AttributionSink openFailingOnce() throws IOException;

    @Test
    void aBatchThatIsGivenAgainAfterItWasRefusedForTheTimeBeingArrivesOnce() throws IOException {
        try (AttributionSink sink = openFailingOnce()) {
            List<SinkEntry> batch = SinkEntries.answers(0, 3);
            assertThat(refusal(sink, batch).remedy()).isEqualTo(SinkException.Remedy.RETRY);
            sink.write(batch);
            sink.write(SinkEntries.answers(3, 1));
        }
        assertThat(arrived()).containsExactly("event-0", "event-1", "event-2", "event-3");
    }

    @Test
    void aBatchThatIsGivenUpKeepsTheNextFromNowhere() throws IOException {
        try (AttributionSink sink = openFailingOnce()) {
            refusal(sink, SinkEntries.answers(0, 3));
            sink.write(SinkEntries.answers(3, 1));
        }
        assertThat(arrived()).endsWith("event-3").doesNotHaveDuplicates();
    }
}
