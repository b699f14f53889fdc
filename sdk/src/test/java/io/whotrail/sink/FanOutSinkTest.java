// SPDX-License-Identifier: Apache-2.0
package io.whotrail.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.whotrail.testing.SinkEntries;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import org.junit.jupiter.api.Test;

/** Every part gets every batch once, whatever the others do. */
class FanOutSinkTest {
    private static final List<SinkEntry> BATCH = SinkEntries.answers(0, 2);
    private static final List<SinkEntry> OTHER = SinkEntries.answers(2, 2);

    /** A part that does what it is told with one batch after the other, and takes them once there is nothing left to do. */
    private static final class Part implements AttributionSink {
        private final Queue<RuntimeException> breaks = new ArrayDeque<>();
        private final Queue<SinkException.Remedy> remedies = new ArrayDeque<>();
        private final List<List<SinkEntry>> taken = new ArrayList<>();
        private int flushes;
        private int closes;
        private boolean failingAtTheEnd;

        static Part that(SinkException.Remedy... remedies) {
            var part = new Part();
            part.remedies.addAll(List.of(remedies));
            return part;
        }

        @Override
        public void write(List<SinkEntry> batch) throws SinkException {
            if (!breaks.isEmpty()) {
                throw breaks.remove();
            }
            if (!remedies.isEmpty()) {
                throw new SinkException(remedies.remove(), "as told");
            }
            taken.add(batch);
        }

        @Override
        public void flush() throws SinkException {
            flushes++;
            fail();
        }

        @Override
        public void close() throws SinkException {
            closes++;
            fail();
        }

        private void fail() throws SinkException {
            if (failingAtTheEnd) {
                throw new SinkException(SinkException.Remedy.RETRY, "as told");
            }
        }
    }

    private static SinkException refusal(AttributionSink sink, List<SinkEntry> batch) {
        try {
            sink.write(batch);
        } catch (SinkException refused) {
            return refused;
        }
        throw new AssertionError("the batch was taken");
    }

    @Test
    void aRetryReachesThoseOnlyThatAskedForIt() throws SinkException {
        Part first = Part.that();
        Part second = Part.that(SinkException.Remedy.RETRY, SinkException.Remedy.RETRY);
        Part third = Part.that();
        var sink = new FanOutSink(List.of(first, second, third));
        assertThat(refusal(sink, BATCH).remedy()).isEqualTo(SinkException.Remedy.RETRY);
        assertThat(third.taken).containsExactly(BATCH);
        assertThat(refusal(sink, new ArrayList<>(BATCH)).remedy()).isEqualTo(SinkException.Remedy.RETRY);
        sink.write(BATCH);
        sink.write(OTHER);
        for (Part part : List.of(first, second, third)) {
            assertThat(part.taken).containsExactly(BATCH, OTHER);
        }
    }

    @Test
    void aBatchGivenUpDoesNotKeepTheNextFromAnyPart() throws SinkException {
        Part first = Part.that();
        Part second = Part.that(SinkException.Remedy.RETRY);
        var sink = new FanOutSink(List.of(first, second));
        refusal(sink, BATCH);
        sink.write(OTHER);
        assertThat(first.taken).containsExactly(BATCH, OTHER);
        assertThat(second.taken).containsExactly(OTHER);
    }

    @Test
    void theSameBatchIsAnotherOneOnceItWasTaken() throws SinkException {
        Part part = Part.that();
        var sink = new FanOutSink(List.of(part));
        sink.write(BATCH);
        sink.write(BATCH);
        assertThat(part.taken).containsExactly(BATCH, BATCH);
    }

    @Test
    void whatAPartRefusesForGoodIsToldWhenTheRetriesOfOthersAreOver() throws SinkException {
        Part first = Part.that(SinkException.Remedy.SKIP);
        Part second = Part.that(SinkException.Remedy.RETRY);
        var sink = new FanOutSink(List.of(first, second));
        SinkException both = refusal(sink, BATCH);
        assertThat(both.remedy()).isEqualTo(SinkException.Remedy.RETRY);
        assertThat(both.getSuppressed()).hasSize(1);
        assertThat(refusal(sink, BATCH).remedy()).isEqualTo(SinkException.Remedy.SKIP);
        assertThat(second.taken).containsExactly(BATCH);
        sink.write(OTHER);
        assertThat(first.taken).containsExactly(OTHER);
        assertThat(second.taken).containsExactly(BATCH, OTHER);
    }

    @Test
    void aPartThatStopsLetsTheOthersHaveTheBatchAndNoLaterOne() throws SinkException {
        Part first = Part.that(SinkException.Remedy.STOP);
        Part second = Part.that(SinkException.Remedy.RETRY);
        Part third = Part.that();
        var sink = new FanOutSink(List.of(first, second, third));
        assertThat(refusal(sink, BATCH).remedy()).isEqualTo(SinkException.Remedy.STOP);
        assertThat(third.taken).containsExactly(BATCH);
        assertThat(refusal(sink, OTHER).remedy()).isEqualTo(SinkException.Remedy.STOP);
        assertThat(third.taken).containsExactly(BATCH);
        sink.close();
        assertThat(List.of(first.closes, second.closes, third.closes)).containsExactly(1, 1, 1);
    }

    @Test
    void aPartThatBreaksCountsAsOneThatStops() {
        Part first = Part.that();
        first.breaks.add(new IllegalStateException("a defect"));
        Part second = Part.that();
        var sink = new FanOutSink(List.of(first, second));
        assertThat(refusal(sink, BATCH)).hasRootCauseInstanceOf(IllegalStateException.class);
        assertThat(second.taken).containsExactly(BATCH);
        assertThat(refusal(sink, BATCH).remedy()).isEqualTo(SinkException.Remedy.STOP);
    }

    @Test
    void flushingAndClosingReachEveryPart() {
        Part first = Part.that();
        Part second = Part.that();
        first.failingAtTheEnd = true;
        var sink = new FanOutSink(List.of(first, second));
        assertThatThrownBy(sink::flush).isInstanceOf(SinkException.class);
        assertThatThrownBy(sink::close).isInstanceOf(SinkException.class);
        assertThat(second.flushes).isEqualTo(1);
        assertThat(second.closes).isEqualTo(1);
    }

    @Test
    void nothingToFanOutToIsAMistake() {
        assertThatThrownBy(() -> new FanOutSink(List.of())).isInstanceOf(IllegalArgumentException.class);
    }
}
