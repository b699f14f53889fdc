// SPDX-License-Identifier: Apache-2.0
package io.whotrail.source;

import java.util.EnumMap;

/** The running counts behind {@link ReadStats}. For one thread. */
final class ReadCounters {
    long records;
    long events;
    long gzipMembers;
    long bytesRead;
    long bytesScanned;
    long bytesIgnored;
    private final EnumMap<RejectReason, Long> rejects = new EnumMap<>(RejectReason.class);
    private final EnumMap<PassedOver, Long> passedOver = new EnumMap<>(PassedOver.class);

    void reject(RejectReason reason) {
        rejects.merge(reason, 1L, Long::sum);
    }

    void passOver(PassedOver kind) {
        passedOver.merge(kind, 1L, Long::sum);
    }

    ReadStats snapshot() {
        return new ReadStats(records, events, rejects, passedOver, gzipMembers, bytesRead, bytesScanned, bytesIgnored);
    }

    void reset() {
        records = 0;
        events = 0;
        gzipMembers = 0;
        bytesRead = 0;
        bytesScanned = 0;
        bytesIgnored = 0;
        rejects.clear();
        passedOver.clear();
    }
}
