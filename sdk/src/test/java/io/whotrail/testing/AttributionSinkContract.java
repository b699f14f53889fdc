// SPDX-License-Identifier: Apache-2.0
package io.whotrail.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.whotrail.sink.AttributionSink;
import io.whotrail.sink.SinkEntry;
import io.whotrail.sink.SinkException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * What every sink keeps, as tests. Whoever writes a sink extends this class in tests of their own, which need JUnit 5 and
 * AssertJ beside the test jar, all on the class path; each test gets an instance of its own. For a sink that refuses batches
 * for the time being there is {@link RetryingSinkContract}.
 */
public abstract class AttributionSinkContract {
    private static final int MANY = 1_000;
    private static final String HARM = "a\r\n\u0000\u001b[2J\u202eb\u200b\u2028\"\\\ud800<b>\udb40\udc01";

    /** Opens the sink under test on a destination where nothing is yet. It has room for 1,100 entries. */
    protected abstract AttributionSink open() throws IOException;

    /**
     * What has arrived at the destination, in its order, once the sink is closed: of an answer the event id, of a notice the
     * session's access key id.
     */
    protected abstract List<String> arrived() throws IOException;

    private static List<String> names(List<SinkEntry> entries) {
        return entries.stream().map(SinkEntries::nameOf).toList();
    }

    static SinkException refusal(AttributionSink sink, List<SinkEntry> batch) {
        try {
            sink.write(batch);
        } catch (SinkException refused) {
            return refused;
        }
        throw new AssertionError("the batch was taken");
    }

    @Test
    void everyEntryOfEveryBatchArrivesOnceAndInOrder() throws IOException {
        var expected = new ArrayList<SinkEntry>();
        try (AttributionSink sink = open()) {
            for (int size : new int[] {1, 3, 2, MANY}) {
                List<SinkEntry> batch = SinkEntries.answers(expected.size(), size);
                sink.write(batch);
                expected.addAll(batch);
            }
        }
        assertThat(arrived()).containsExactlyElementsOf(names(expected));
    }

    @Test
    void answersAndNoticesMayBeMixed() throws IOException {
        List<SinkEntry> batch =
                List.of(SinkEntries.answer(1, "alice"), SinkEntries.notice("ASIA1", 1), SinkEntries.answer(2, "bob"));
        try (AttributionSink sink = open()) {
            sink.write(batch);
            sink.write(SinkEntries.notice("ASIA2", 1));
        }
        assertThat(arrived()).containsExactly("event-1", "ASIA1", "event-2", "ASIA2");
    }

    @Test
    void anEmptyBatchChangesNothing() throws IOException {
        try (AttributionSink sink = open()) {
            sink.write(List.of());
            sink.write(SinkEntries.answers(0, 2));
            sink.write(List.of());
        }
        assertThat(arrived()).containsExactly("event-0", "event-1");
    }

    @Test
    void flushingIsAllowedAtAnyTimeAndChangesNoOrder() throws IOException {
        try (AttributionSink sink = open()) {
            sink.flush();
            sink.write(SinkEntries.answers(0, 1));
            sink.flush();
            sink.flush();
            sink.write(SinkEntries.answers(1, 1));
        }
        assertThat(arrived()).containsExactly("event-0", "event-1");
    }

    @Test
    void closingHandsOnWhatWasTakenAndMayBeRepeated() throws IOException {
        AttributionSink sink = open();
        sink.write(SinkEntries.answers(0, 3));
        sink.close();
        sink.close();
        assertThat(arrived()).containsExactly("event-0", "event-1", "event-2");
    }

    @Test
    void aSinkThatTookNothingClosesWithNothing() throws IOException {
        open().close();
        assertThat(arrived()).isEmpty();
    }

    @Test
    void aClosedSinkRefusesForGood() throws IOException {
        AttributionSink sink = open();
        sink.close();
        assertThat(refusal(sink, SinkEntries.answers(0, 1)).remedy()).isEqualTo(SinkException.Remedy.STOP);
        assertThatThrownBy(sink::flush)
                .isInstanceOfSatisfying(
                        SinkException.class,
                        refused -> assertThat(refused.remedy()).isEqualTo(SinkException.Remedy.STOP));
        assertThat(arrived()).isEmpty();
    }

    @Test
    void theListBelongsToWhoeverGivesIt() throws IOException {
        try (AttributionSink sink = open()) {
            var batch = new ArrayList<>(SinkEntries.answers(0, 2));
            sink.write(batch);
            batch.clear();
            batch.addAll(SinkEntries.answers(2, 1));
            sink.write(batch);
            batch.clear();
        }
        assertThat(arrived()).containsExactly("event-0", "event-1", "event-2");
    }

    @Test
    void namesThatAreMadeToDoHarmCostNoEntry() throws IOException {
        try (AttributionSink sink = open()) {
            sink.write(List.of(
                    SinkEntries.answer(0, HARM),
                    SinkEntries.answer(1, HARM.repeat(100)),
                    SinkEntries.answer(2, "bob")));
        }
        assertThat(arrived()).containsExactly("event-0", "event-1", "event-2");
    }
}
