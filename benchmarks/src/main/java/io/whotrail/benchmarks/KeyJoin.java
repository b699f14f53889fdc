// SPDX-License-Identifier: Apache-2.0
package io.whotrail.benchmarks;

import io.whotrail.Identity;
import io.whotrail.event.CloudTrailEvent;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The join of {@code userIdentity.accessKeyId} with the {@code responseElements.credentials.accessKeyId} of an earlier call,
 * repeated for the caller of that call: what most queries in a data lake do.
 */
final class KeyJoin implements Baseline {
    private static final int MOST_HOPS = 64;
    private static final int MOST_KEYS = 1_000_000;

    private final Map<String, CloudTrailEvent> issuances = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, CloudTrailEvent> eldest) {
            return size() > MOST_KEYS;
        }
    };

    @Override
    public String title() {
        return "access key";
    }

    @Override
    public void learn(CloudTrailEvent event) {
        String key = event.responseElements().accessKeyId();
        if (key != null) {
            issuances.put(key, event);
        }
    }

    @Override
    public @Nullable Identity answer(CloudTrailEvent event) {
        CloudTrailEvent hop = event;
        for (int hops = 0; hops < MOST_HOPS; hops++) {
            String key = hop.userIdentity().accessKeyId();
            CloudTrailEvent issuance = key == null ? null : issuances.get(key);
            if (issuance == null || issuance.eventId().equals(hop.eventId())) {
                return hops == 0 ? ShownIdentity.of(hop) : ShownIdentity.ofCaller(hop);
            }
            hop = issuance;
        }
        return null;
    }
}
