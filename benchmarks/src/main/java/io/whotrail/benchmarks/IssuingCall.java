// SPDX-License-Identifier: Apache-2.0
package io.whotrail.benchmarks;

import io.whotrail.Identity;
import io.whotrail.event.CloudTrailEvent;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a join keeps of a call that issued credentials: a small part of the event, since it keeps very many.
 *
 * @param eventId the event's id
 * @param time when the call was
 * @param caller who called; {@code null} where the event itself does not say
 * @param callerKey the key that the caller used
 * @param callerArn the caller's ARN
 */
record IssuingCall(
        String eventId,
        @Nullable Instant time,
        @Nullable Identity caller,
        @Nullable String callerKey,
        @Nullable String callerArn) {
    private static final int MOST = 400_000;

    static IssuingCall of(CloudTrailEvent event) {
        return new IssuingCall(
                event.eventId(),
                event.eventTime(),
                ShownIdentity.ofCaller(event),
                event.userIdentity().accessKeyId(),
                event.userIdentity().arn());
    }

    /** A map of the last so many: as many as Whotrail keeps sessions in most profiles. */
    static <K, V> Map<K, V> latest() {
        return new LinkedHashMap<>() {
            private static final long serialVersionUID = 1;

            @Override
            protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
                return size() > MOST;
            }
        };
    }
}
