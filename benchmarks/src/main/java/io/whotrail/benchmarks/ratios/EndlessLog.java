// SPDX-License-Identifier: Apache-2.0
package io.whotrail.benchmarks.ratios;

import java.io.InputStream;
import java.time.Instant;
import java.util.Objects;

/**
 * NDJSON of any length that takes hardly more time than copying: two records of 1.9 kB, of which only ids, keys, names and
 * times change. A thousand sessions are opened, each is used sixty times, a thousand others follow; a hundred records a
 * second.
 */
final class EndlessLog extends InputStream {
    static final Instant BEGINNING = Instant.parse("2026-03-02T00:00:00Z");

    private static final int AT_ONCE = 1_000;
    private static final int USES = 60;
    private static final int RECORDS_A_SECOND = 100;

    private final Template issuance = Template.of("issuance.json");
    private final Template use = Template.of("use.json");
    private final long records;
    private long made;
    private byte[] record = {};
    private int at;

    /** So many records. */
    EndlessLog(long records) {
        this.records = records;
    }

    @Override
    public int read() {
        return advance() ? record[at++] & 0xFF : -1;
    }

    @Override
    public int read(byte[] to, int offset, int length) {
        Objects.checkFromIndexSize(offset, length, to.length);
        int copied = 0;
        while (copied < length && advance()) {
            int part = Math.min(length - copied, record.length - at);
            System.arraycopy(record, at, to, offset + copied, part);
            at += part;
            copied += part;
        }
        return copied == 0 && length > 0 ? -1 : copied;
    }

    private boolean advance() {
        if (at < record.length) {
            return true;
        }
        if (made == records) {
            return false;
        }
        long inCycle = made % (AT_ONCE * (USES + 1));
        long session = made / (AT_ONCE * (USES + 1)) * AT_ONCE + inCycle % AT_ONCE;
        record = (inCycle < AT_ONCE ? issuance : use).fill(made, session, second(made), birth(session));
        at = 0;
        made++;
        return true;
    }

    private static long second(long number) {
        return BEGINNING.getEpochSecond() + number / RECORDS_A_SECOND;
    }

    private static long birth(long session) {
        return second(session / AT_ONCE * AT_ONCE * (USES + 1) + session % AT_ONCE);
    }
}
