// SPDX-License-Identifier: Apache-2.0
package io.whotrail.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.whotrail.sink.ResumableSink;
import io.whotrail.sink.SinkException;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** What every sink keeps that can take back what came after a mark, beside {@link AttributionSinkContract}. */
public abstract class ResumableSinkContract extends AttributionSinkContract {
    @Override
    protected abstract ResumableSink open() throws IOException;

    /** Opens the sink under test once more, on what is at the destination by now. */
    protected abstract ResumableSink reopen() throws IOException;

    /** What a checkpoint does. */
    private static String flushed(ResumableSink sink) throws IOException {
        sink.flush();
        return sink.mark();
    }

    @Test
    void whatCameAfterAMarkIsTakenBackHoweverOftenThatHappens() throws IOException {
        String mark;
        try (ResumableSink sink = open()) {
            flushed(sink);
            sink.write(SinkEntries.answers(0, 2));
            mark = flushed(sink);
            sink.write(SinkEntries.answers(2, 3));
            sink.abandon();
        }
        for (int run = 0; run < 3; run++) {
            try (ResumableSink sink = reopen()) {
                sink.resume(mark);
                sink.write(SinkEntries.answers(2 + run, 1));
                mark = flushed(sink);
                sink.write(SinkEntries.answers(10, 4));
                sink.abandon();
            }
        }
        try (ResumableSink sink = reopen()) {
            sink.resume(mark);
        }
        assertThat(arrived()).containsExactly("event-0", "event-1", "event-2", "event-3", "event-4");
    }

    @Test
    void whatWasFlushedAfterAMarkThatWasKeptLastIsTakenBackToo() throws IOException {
        String mark;
        try (ResumableSink sink = open()) {
            mark = flushed(sink);
            sink.write(SinkEntries.answers(0, 3));
            sink.flush();
            sink.abandon();
        }
        try (ResumableSink sink = reopen()) {
            sink.resume(mark);
            sink.write(SinkEntries.answers(0, 1));
        }
        assertThat(arrived()).containsExactly("event-0");
    }

    @Test
    void aMarkStandsStillUntilTheNextFlush() throws IOException {
        try (ResumableSink sink = open()) {
            String mark = flushed(sink);
            sink.write(SinkEntries.answers(0, 2));
            assertThat(sink.mark()).isEqualTo(mark);
            assertThat(flushed(sink)).isNotEqualTo(mark);
        }
    }

    @Test
    void resumingComesBeforeAllElse() throws IOException {
        try (ResumableSink sink = open()) {
            sink.write(SinkEntries.answers(0, 1));
            String mark = flushed(sink);
            assertThatThrownBy(() -> sink.resume(mark))
                    .isInstanceOfSatisfying(
                            SinkException.class,
                            refused -> assertThat(refused.remedy()).isEqualTo(SinkException.Remedy.STOP));
        }
        assertThat(arrived()).containsExactly("event-0");
    }

    @Test
    void whatIsNoMarkIsRefusedAndTakesNothingBack() throws IOException {
        try (ResumableSink sink = open()) {
            sink.write(SinkEntries.answers(0, 1));
        }
        try (ResumableSink sink = reopen()) {
            assertThatThrownBy(() -> sink.resume("no mark of any sink")).isInstanceOf(IllegalArgumentException.class);
        }
        assertThat(arrived()).containsExactly("event-0");
    }

    @Test
    void anAbandonedSinkMayBeClosedAndAbandonedAgain() throws IOException {
        ResumableSink sink = open();
        String mark = flushed(sink);
        sink.abandon();
        sink.abandon();
        sink.close();
        try (ResumableSink next = reopen()) {
            next.resume(mark);
        }
        assertThat(arrived()).isEmpty();
    }
}
