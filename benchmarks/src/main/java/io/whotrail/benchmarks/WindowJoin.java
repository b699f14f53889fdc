// SPDX-License-Identifier: Apache-2.0
package io.whotrail.benchmarks;

import io.whotrail.Identity;
import io.whotrail.event.Arn;
import io.whotrail.event.CloudTrailEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The join of a session with the last call of the five minutes before that assumed its role under its name, repeated for the
 * caller of that call: what stream processors do with a window.
 */
final class WindowJoin implements Baseline {
    private static final Duration WINDOW = Duration.ofMinutes(5);
    private static final int MOST_HOPS = 64;
    private static final int MOST_SESSIONS = 200_000;

    private final Map<String, NavigableMap<Instant, CloudTrailEvent>> issuances = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, NavigableMap<Instant, CloudTrailEvent>> eldest) {
            return size() > MOST_SESSIONS;
        }
    };

    @Override
    public String title() {
        return "5-minute window";
    }

    @Override
    public void learn(CloudTrailEvent event) {
        Arn role = Arn.parse(event.requestParameters().roleArn());
        String name = event.requestParameters().roleSessionName();
        Instant time = event.eventTime();
        boolean issues = event.responseElements().accessKeyId() != null;
        if (role != null && role.roleName() != null && name != null && issues && time != null) {
            String session = Arn.ofRoleSession(role.partition(), role.accountId(), role.roleName(), name);
            issuances.computeIfAbsent(session, key -> new TreeMap<>()).put(time, event);
        }
    }

    @Override
    public @Nullable Identity answer(CloudTrailEvent event) {
        CloudTrailEvent hop = event;
        for (int hops = 0; hops < MOST_HOPS; hops++) {
            Identity shown = hops == 0 ? ShownIdentity.of(hop) : ShownIdentity.ofCaller(hop);
            if (shown != null) {
                return shown;
            }
            CloudTrailEvent issuance = lastBefore(hop);
            if (issuance == null) {
                return null;
            }
            hop = issuance;
        }
        return null;
    }

    private @Nullable CloudTrailEvent lastBefore(CloudTrailEvent event) {
        Arn arn = Arn.parse(event.userIdentity().arn());
        Instant time = event.eventTime();
        if (arn == null || arn.roleName() == null || arn.roleSessionName() == null || time == null) {
            return null;
        }
        String session = Arn.ofRoleSession(arn.partition(), arn.accountId(), arn.roleName(), arn.roleSessionName());
        NavigableMap<Instant, CloudTrailEvent> calls = issuances.get(session);
        Map.Entry<Instant, CloudTrailEvent> last = calls == null ? null : calls.floorEntry(time);
        boolean inWindow = last != null && Duration.between(last.getKey(), time).compareTo(WINDOW) <= 0;
        return inWindow && last != null && !last.getValue().eventId().equals(event.eventId()) ? last.getValue() : null;
    }
}
