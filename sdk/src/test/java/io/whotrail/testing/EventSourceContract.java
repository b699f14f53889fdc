// SPDX-License-Identifier: Apache-2.0
package io.whotrail.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.whotrail.event.CloudTrailEvent;
import io.whotrail.source.EventPlace;
import io.whotrail.source.EventSource;
import io.whotrail.source.ReadStats;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * What every source keeps, as tests. Whoever writes a source extends this class in tests of their own, which need JUnit 5
 * and AssertJ beside the test jar, all on the class path; each test gets an instance of its own.
 */
public abstract class EventSourceContract {
    private static final int MANY = 2_500;

    /**
     * Opens the source under test.
     *
     * @param records what it is to hold, each the JSON of a CloudTrail record, or something broken
     */
    protected abstract EventSource open(List<String> records) throws IOException;

    /** A record with an id. */
    protected static String record(String id) {
        return """
                {"eventVersion":"1.11","eventID":"%s","eventTime":"2026-03-02T12:00:00Z","eventSource":"s3.amazonaws.com",\
                "eventName":"GetObject","userIdentity":{"type":"IAMUser","userName":"alice"}}""".formatted(id);
    }

    private static List<String> ids(int count) {
        return IntStream.range(0, count).mapToObj(number -> "event-" + number).toList();
    }

    private static List<String> records(int count) {
        return ids(count).stream().map(EventSourceContract::record).toList();
    }

    private static List<String> readAll(EventSource source) throws IOException {
        var read = new ArrayList<String>();
        for (CloudTrailEvent event = source.next(); event != null; event = source.next()) {
            read.add(event.eventId());
        }
        return read;
    }

    private static void assertBalanced(ReadStats stats, long events) {
        if (!stats.equals(ReadStats.NONE)) {
            assertThat(stats.events()).isEqualTo(events);
            assertThat(stats.balances()).as("%s", stats).isTrue();
        }
    }

    @Test
    void everyEventIsReadOnceAndInOrder() throws IOException {
        try (EventSource source = open(records(MANY))) {
            assertThat(readAll(source)).containsExactlyElementsOf(ids(MANY));
            assertBalanced(source.stats(), MANY);
        }
    }

    @Test
    void theEndStaysTheEnd() throws IOException {
        try (EventSource source = open(records(1))) {
            assertThat(source.next()).isNotNull();
            assertThat(source.next()).isNull();
            assertThat(source.next()).isNull();
        }
    }

    @Test
    void aSourceWithNothingInItEndsAtOnce() throws IOException {
        try (EventSource source = open(List.of())) {
            assertThat(source.next()).isNull();
            assertBalanced(source.stats(), 0);
        }
    }

    @Test
    void onlyALiveSourceKnowsAtItsEndOfMoreToCome() throws IOException {
        try (EventSource source = open(records(1))) {
            readAll(source);
            assertThat(source.isLive() || !source.isExpecting()).isTrue();
        }
    }

    @Test
    void aSourceHasAName() throws IOException {
        try (EventSource source = open(records(1))) {
            String name = source.name();
            assertThat(name).isNotEmpty();
            readAll(source);
            assertThat(source.name()).isEqualTo(name);
        }
    }

    @Test
    void aPlaceIsOfTheEventThatWasGivenLast() throws IOException {
        try (EventSource source = open(records(3))) {
            assertThat(source.place()).isNull();
            var places = new ArrayList<EventPlace>();
            while (source.next() != null) {
                EventPlace place = source.place();
                assertThat(source.place()).isEqualTo(place);
                if (place != null) {
                    assertThat(place.source()).isNotEmpty();
                    places.add(place);
                }
            }
            assertThat(source.place()).isNull();
            assertThat(places).doesNotHaveDuplicates();
            assertThat(places.size()).isIn(0, 3);
        }
        EventSource closed = open(records(1));
        closed.next();
        closed.close();
        assertThat(closed.place()).isNull();
    }

    @Test
    void oneBadRecordCostsNoOther() throws IOException {
        for (String bad : List.of(
                "{\"eventName\":\"a\",\"eventSource\":\"s3\",\"userIdentity\":\"alice\"}",
                "[]",
                "{}",
                "{\"eventName\":\"a\",}")) {
            try (EventSource source = open(List.of(record("before"), bad, record("after")))) {
                assertThat(readAll(source)).as(bad).containsExactly("before", "after");
                assertBalanced(source.stats(), 2);
            }
        }
    }

    @Test
    void aSourceMayBeClosedBeforeItsEndAndMoreThanOnce() throws IOException {
        EventSource source = open(records(3));
        assertThat(source.next()).isNotNull();
        source.close();
        source.close();
        assertBalanced(source.stats(), 1);
        open(records(1)).close();
    }

    @Test
    void aClosedSourceIsNoSourceThatHasEnded() throws IOException {
        EventSource source = open(records(3));
        source.close();
        assertThatThrownBy(source::next).isInstanceOf(IOException.class);
    }
}
