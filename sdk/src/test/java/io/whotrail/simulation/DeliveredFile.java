// SPDX-License-Identifier: Apache-2.0
package io.whotrail.simulation;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.zip.GZIPOutputStream;

/** A log file as CloudTrail puts it into the organisation's bucket. In it events stand in no strict order. */
public final class DeliveredFile {
    private static final String ORGANISATION = "o-exampleorgid";
    /** Every second record changes its place with one of the next few: so, one in five neighbours is out of order. */
    private static final int CHANGING = 2;

    private static final int NEAR = 6;
    private static final DateTimeFormatter DAY =
            DateTimeFormatter.ofPattern("yyyy/MM/dd").withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmm'Z'").withZone(ZoneOffset.UTC);

    private final long key;
    private final long number;
    private final Trail trail;
    private final long end;
    private final long deliveredAt;
    private final List<SimulatedEvent> records = new ArrayList<>();
    private boolean shuffled;

    DeliveredFile(long key, long number, Trail trail, long end, long deliveredAt) {
        this.key = key;
        this.number = number;
        this.trail = trail;
        this.end = end;
        this.deliveredAt = deliveredAt;
    }

    void add(SimulatedEvent event) {
        records.add(event);
    }

    long key() {
        return key;
    }

    long number() {
        return number;
    }

    long deliveredAt() {
        return deliveredAt;
    }

    /** The records, in the order of the file: near the order in which they happened. */
    public List<SimulatedEvent> records() {
        if (!shuffled) {
            var random = new SplitMix64(key);
            for (int i = 0; i < records.size(); i++) {
                if (random.below(CHANGING) == 0) {
                    Collections.swap(records, i, Math.min(records.size() - 1, i + random.below(NEAR)));
                }
            }
            shuffled = true;
        }
        return Collections.unmodifiableList(records);
    }

    /** The object's key: {@code AWSLogs/o-…/ACCOUNT/CloudTrail/REGION/YYYY/MM/DD/….json.gz}. */
    public String objectKey() {
        Instant stamp = Instant.ofEpochSecond(end);
        String account = trail.accountId();
        return "AWSLogs/" + ORGANISATION + '/' + account + "/CloudTrail/" + trail.region() + '/' + DAY.format(stamp)
                + '/' + account + "_CloudTrail_" + trail.region() + '_' + STAMP.format(stamp) + '_'
                + Identifiers.fileSuffix(SplitMix64.mix(key)) + ".json.gz";
    }

    /** Writes the object's content, compressed. */
    public void writeTo(OutputStream out) throws IOException {
        try (var gzip = new GZIPOutputStream(out)) {
            gzip.write("{\"Records\":[".getBytes(StandardCharsets.US_ASCII));
            boolean first = true;
            for (SimulatedEvent record : records()) {
                if (!first) {
                    gzip.write(',');
                }
                record.writeTo(gzip);
                first = false;
            }
            gzip.write("]}".getBytes(StandardCharsets.US_ASCII));
        }
    }
}
