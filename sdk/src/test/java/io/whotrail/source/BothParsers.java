// SPDX-License-Identifier: Apache-2.0
package io.whotrail.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.whotrail.event.CloudTrailEvent;
import io.whotrail.event.InputTrust;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.Inflater;

/** The selective parser beside Jackson, which is the reference. For one thread. */
final class BothParsers {
    private static final InputTrust TRUST = InputTrust.SOURCE_AUTHENTICATED;

    private final ReadLimits limits;
    private final SelectiveParser selective;
    private final EventParser jackson;
    private long records;
    private long selected;

    BothParsers(ReadLimits limits) {
        this.limits = limits;
        this.selective = new SelectiveParser(limits, TRUST);
        this.jackson = new EventParser(new JsonSyntax(limits), TRUST);
    }

    /** Reads a record that may be anything; what the selective parser makes of it, Jackson makes as well. */
    void check(byte[] record, String what) {
        records++;
        if (record.length == 0 || record[0] != '{') {
            return;
        }
        CloudTrailEvent event = selective.parse(record, 0, record.length);
        if (event == null) {
            return;
        }
        selected++;
        int end = selective.end();
        assertThat(JsonText.valueEnd(record, 0, record.length)).as(what).isEqualTo(end);
        assertThat(Utf8.firstInvalid(record, 0, end)).as(what).isEqualTo(-1);
        CloudTrailEvent reference = reference(record, end, what);
        if (!event.equals(reference)) {
            assertThat(event).as(what).isEqualTo(reference);
        }
    }

    private CloudTrailEvent reference(byte[] record, int end, String what) {
        try {
            return jackson.parse(record, 0, end);
        } catch (MalformedRecord refused) {
            throw new AssertionError(what + ": Jackson refuses what was read: " + refused.problem, refused);
        }
    }

    long records() {
        return records;
    }

    /** How many records Jackson was not needed for. */
    long selected() {
        return selected;
    }

    /** Reads a document with and without the selective parser: same events, same rejects in same places, same counts. */
    void checkDocument(byte[] document, String what) {
        Reading reference = reading(document, new SelectiveParser(limits, TRUST, 0));
        Reading reading = reading(document, new SelectiveParser(limits, TRUST));
        if (!reading.equals(reference)) {
            assertThat(reading.rejects()).as(what).isEqualTo(reference.rejects());
            assertThat(reading).as(what).isEqualTo(reference);
        }
    }

    private Reading reading(byte[] document, SelectiveParser parser) {
        List<CloudTrailEvent> events = new ArrayList<>();
        List<RejectedRecord> rejects = new ArrayList<>();
        ReaderShared shared = new ReaderShared(limits, TRUST, () -> new Inflater(true), rejects::add, false);
        shared.giveBack(parser);
        try (var source = new StreamSource("document", () -> new ByteArrayInputStream(document), shared)) {
            for (CloudTrailEvent event = source.next(); event != null; event = source.next()) {
                events.add(event);
            }
            return new Reading(events, rejects, source.stats());
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
