// SPDX-License-Identifier: Apache-2.0
package io.whotrail.benchmarks.ratios;

import java.io.InputStream;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * NDJSON of any length that takes hardly more time than copying: records of {@link RecordKinds}, in which only ids, keys, names
 * and times change; a hundred records a second. A session is issued, then the sessions of which it is the latest, the latest but
 * sixteen, the latest but thirty-two and so on are used once each, then the next is issued. So all are used equally often,
 * and with sixty uses a thousand are open side by side.
 */
final class EndlessLog extends InputStream {
    static final Instant BEGINNING = Instant.parse("2026-03-02T00:00:00Z");

    private static final int APART = 16;
    private static final int RECORDS_A_SECOND = 100;

    private final RecordKinds kinds;
    private final long records;
    private final int uses;
    private long made;
    private byte[] record = {};
    private int at;

    /** So many records of some kinds, of sessions that are used so many times each; one log at a time has the kinds. */
    EndlessLog(RecordKinds kinds, long records, int uses) {
        this.kinds = kinds;
        this.records = records;
        this.uses = uses;
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
        if (at == record.length) {
            byte[] next = next();
            if (next == null) {
                return false;
            }
            record = next;
            at = 0;
        }
        return true;
    }

    /** The next record with its line's end, good until the next call; {@code null} after the last. */
    byte @Nullable [] next() {
        if (made == records) {
            return null;
        }
        long latest = made / (uses + 1);
        long turn = made % (uses + 1);
        // Before there are sessions that long ago, others are used in their place.
        long session = turn == 0 ? latest : Math.floorMod(latest - (turn - 1) * APART, latest + 1);
        Template template = turn == 0 ? kinds.issuance(session) : kinds.use(session, made);
        return template.fill(made, session, second(made++), second(session * (uses + 1)));
    }

    private static long second(long number) {
        return BEGINNING.getEpochSecond() + number / RECORDS_A_SECOND;
    }
}
