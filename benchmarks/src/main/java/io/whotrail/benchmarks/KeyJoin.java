// SPDX-License-Identifier: Apache-2.0
package io.whotrail.benchmarks;

import io.whotrail.Identity;
import io.whotrail.event.CloudTrailEvent;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The join of {@code userIdentity.accessKeyId} with the {@code responseElements.credentials.accessKeyId} of an earlier call,
 * repeated for the caller of that call: what most queries in a data lake do.
 */
final class KeyJoin implements Baseline {
    private static final int MOST_HOPS = 64;

    private final Map<String, IssuingCall> issuances = IssuingCall.latest();

    @Override
    public String title() {
        return "access key";
    }

    @Override
    public void learn(CloudTrailEvent event) {
        String key = event.responseElements().accessKeyId();
        if (key != null) {
            issuances.put(key, IssuingCall.of(event));
        }
    }

    @Override
    public @Nullable Identity answer(CloudTrailEvent event) {
        String key = event.userIdentity().accessKeyId();
        String id = event.eventId();
        IssuingCall hop = null;
        for (int hops = 0; hops < MOST_HOPS; hops++) {
            IssuingCall issuance = key == null ? null : issuances.get(key);
            if (issuance == null || issuance.eventId().equals(id)) {
                return hop == null ? ShownIdentity.of(event) : hop.caller();
            }
            hop = issuance;
            key = hop.callerKey();
            id = hop.eventId();
        }
        return null;
    }
}
