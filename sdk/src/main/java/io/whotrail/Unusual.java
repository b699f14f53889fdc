// SPDX-License-Identifier: Apache-2.0
package io.whotrail;

import org.jspecify.annotations.Nullable;

/** What an issuing event shows that has not the usual form, as it came; {@code null} for what has. */
record Unusual(
        @Nullable String eventId,
        @Nullable String accessKeyId,
        @Nullable String principalId,
        @Nullable String sessionArn,
        @Nullable Hop hop,
        @Nullable Times times) {
    /** Times that are not known, or not within what a number of seconds after another can tell. */
    record Times(long birth, long keyUntil, long birthUntil, long due) {}

    /** What of it is unusual, or {@code null} where all is as it mostly is. */
    static @Nullable Unusual of(
            @Nullable String eventId,
            @Nullable String accessKeyId,
            @Nullable String principalId,
            @Nullable String sessionArn,
            @Nullable Hop hop,
            @Nullable Times times) {
        boolean none = eventId == null
                && accessKeyId == null
                && principalId == null
                && sessionArn == null
                && hop == null
                && times == null;
        return none ? null : new Unusual(eventId, accessKeyId, principalId, sessionArn, hop, times);
    }

    long weight() {
        return Weight.ofUnusual(eventId, accessKeyId, principalId, sessionArn, hop);
    }
}
