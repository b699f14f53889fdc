// SPDX-License-Identifier: Apache-2.0
package io.whotrail.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.whotrail.event.CloudTrailEvent;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** All that came of reading one source to its end. That the counts balance is checked each time. */
record Reading(List<CloudTrailEvent> events, List<RejectedRecord> rejects, ReadStats stats) {
    static final String NAME = "test.json";

    static Reading of(String text) {
        return of(text.getBytes(StandardCharsets.UTF_8));
    }

    static Reading of(byte[] bytes) {
        return of(bytes, ReadLimits.defaults());
    }

    static Reading of(byte[] bytes, ReadLimits limits) {
        return of(new ByteArrayInputStream(bytes), limits);
    }

    static Reading of(InputStream in, ReadLimits limits) {
        List<CloudTrailEvent> events = new ArrayList<>();
        List<RejectedRecord> rejects = new ArrayList<>();
        CloudTrailReader reader =
                CloudTrailReader.builder().limits(limits).rejected(rejects::add).build();
        try (EventSource source = reader.open(in, NAME)) {
            for (CloudTrailEvent event = source.next(); event != null; event = source.next()) {
                events.add(event);
                assertThat(source.stats().balances()).isTrue();
            }
            assertThat(source.next()).isNull();
            Reading reading = new Reading(events, rejects, source.stats());
            reading.check(reader);
            return reading;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private void check(CloudTrailReader reader) {
        assertThat(stats.balances()).as("%s", stats).isTrue();
        assertThat(stats.events()).isEqualTo(events.size());
        assertThat(stats.rejected()).isEqualTo(rejects.size());
        assertThat(reader.stats()).isEqualTo(stats);
        assertThat(rejects).allSatisfy(reject -> {
            assertThat(reject.source()).isEqualTo(NAME);
            assertThat(reject.byteOffset()).isBetween(0L, stats.bytesScanned());
            assertThat(reject.recordIndex()).isBetween(0L, stats.records() - 1);
            assertThat(reject.path()).startsWith("$");
            assertThat(reject.message()).contains(reject.path()).contains("(byte ");
        });
    }

    /** The same without what depends on how far the source was read ahead before damage ended it. */
    Reading withoutReadAhead() {
        ReadStats same = new ReadStats(
                stats.records(),
                stats.events(),
                stats.rejects(),
                stats.passedOver(),
                stats.gzipMembers(),
                0,
                stats.bytesScanned(),
                0);
        return new Reading(events, rejects, same);
    }

    List<String> ids() {
        return events.stream().map(CloudTrailEvent::eventId).toList();
    }

    List<RejectReason> reasons() {
        return rejects.stream().map(RejectedRecord::reason).toList();
    }

    /** The only event. */
    CloudTrailEvent event() {
        assertThat(rejects).isEmpty();
        assertThat(events).hasSize(1);
        return events.get(0);
    }

    /** The only reject. */
    RejectedRecord reject() {
        assertThat(rejects).hasSize(1);
        return rejects.get(0);
    }
}
