// SPDX-License-Identifier: Apache-2.0
package io.whotrail.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.whotrail.event.CloudTrailEvent;
import io.whotrail.source.ReadStats;
import io.whotrail.source.ResumableSource;
import io.whotrail.source.SourcePosition;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What every source that can be resumed keeps, beside {@link EventSourceContract}. */
public abstract class ResumableSourceContract extends EventSourceContract {
    private static final List<String> RECORDS = List.of(
            record("one"), "{}", record("two"), record("three"), "[]", "{}", record("four"), record("five"), "{}");

    private static final List<String> IDS = List.of("one", "two", "three", "four", "five");

    @Override
    protected abstract ResumableSource open(List<String> records) throws IOException;

    /** Opens what was opened last once more, from its beginning. */
    protected abstract ResumableSource reopen() throws IOException;

    private static List<String> read(ResumableSource source, int most) throws IOException {
        var read = new ArrayList<String>();
        while (read.size() < most) {
            CloudTrailEvent event = source.next();
            if (event == null) {
                break;
            }
            read.add(event.eventId());
        }
        return read;
    }

    @Test
    void readingGoesOnFromAnyPositionWithoutLossAndWithoutRepetition() throws IOException {
        open(RECORDS).close();
        for (int count = 0; count <= IDS.size(); count++) {
            SourcePosition position;
            try (ResumableSource source = reopen()) {
                assertThat(read(source, count)).isEqualTo(IDS.subList(0, count));
                position = source.position();
            }
            try (ResumableSource source = reopen()) {
                source.resume(new SourcePosition(position.text()));
                assertThat(read(source, IDS.size())).isEqualTo(IDS.subList(count, IDS.size()));
                assertCounted(source.stats(), IDS.size() - count);
            }
        }
    }

    private static void assertCounted(ReadStats stats, long events) {
        if (!stats.equals(ReadStats.NONE)) {
            assertThat(stats.events()).isEqualTo(events);
            assertThat(stats.balances()).as("%s", stats).isTrue();
        }
    }

    @Test
    void behindTheEndNothingIsLeft() throws IOException {
        SourcePosition end;
        try (ResumableSource source = open(RECORDS)) {
            read(source, Integer.MAX_VALUE);
            end = source.position();
        }
        try (ResumableSource source = reopen()) {
            source.resume(end);
            assertThat(source.next()).isNull();
            assertThat(source.position()).isEqualTo(end);
        }
    }

    @Test
    void positionsDoNotDependOnHowOftenReadingResumed() throws IOException {
        SourcePosition straight;
        try (ResumableSource source = open(RECORDS)) {
            read(source, 4);
            straight = source.position();
        }
        SourcePosition position;
        try (ResumableSource source = reopen()) {
            position = source.position();
        }
        for (int count = 0; count < 4; count++) {
            try (ResumableSource source = reopen()) {
                source.resume(position);
                read(source, 1);
                position = source.position();
            }
        }
        assertThat(position).isEqualTo(straight);
    }

    @Test
    void aSourceThatWasReadResumesNowhere() throws IOException {
        try (ResumableSource source = open(RECORDS)) {
            read(source, 1);
            SourcePosition position = source.position();
            assertThatThrownBy(() -> source.resume(position)).isInstanceOf(IllegalStateException.class);
        }
    }

    @Test
    void whatIsNoPositionIsRefused() throws IOException {
        try (ResumableSource source = open(RECORDS)) {
            assertThatThrownBy(() -> source.resume(new SourcePosition("no position of any source")))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void aWatermarkNeverGoesBackNorAwayAlsoWhereReadingResumes() throws IOException {
        Optional<Instant> earlier = Optional.empty();
        SourcePosition position;
        try (ResumableSource source = open(RECORDS)) {
            position = source.position();
            for (int count = 0; count <= IDS.size(); count++) {
                earlier = notBefore(earlier, source);
                read(source, 1);
            }
        }
        earlier = Optional.empty();
        for (int count = 0; count < IDS.size(); count++) {
            try (ResumableSource source = reopen()) {
                source.resume(position);
                read(source, 1);
                earlier = notBefore(earlier, source);
                position = source.position();
            }
        }
    }

    private static Optional<Instant> notBefore(Optional<Instant> earlier, ResumableSource source) {
        Optional<Instant> now = source.watermark();
        earlier.ifPresent(time -> assertThat(now).get().matches(later -> !later.isBefore(time), "not before " + time));
        return now;
    }

    @Test
    void whatWasReadCanBeAcknowledged() throws IOException {
        try (ResumableSource source = open(RECORDS)) {
            read(source, 2);
            source.acknowledge(source.position());
            assertThat(read(source, 1)).containsExactly("three");
            source.acknowledge(source.position());
        }
    }
}
