// SPDX-License-Identifier: Apache-2.0
package io.whotrail.benchmarks;

import io.whotrail.Identity;
import io.whotrail.event.Arn;
import io.whotrail.event.CloudTrailEvent;
import java.time.Instant;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The join of a session with the last call of the five minutes before that assumed its role under its name, repeated for the
 * caller of that call: what stream processors do with a window.
 */
final class WindowJoin implements Baseline {
    private static final long WINDOW_SECONDS = 300;
    private static final int MOST_HOPS = 64;

    private final Map<Pane, NavigableMap<Instant, IssuingCall>> issuances = IssuingCall.latest();

    /** A session in one of the five minutes that follow each other. */
    private record Pane(String session, long number) {}

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
            issuances
                    .computeIfAbsent(new Pane(session, number(time)), key -> new TreeMap<>())
                    .put(time, IssuingCall.of(event));
        }
    }

    @Override
    public @Nullable Identity answer(CloudTrailEvent event) {
        Identity shown = ShownIdentity.of(event);
        String arn = event.userIdentity().arn();
        Instant time = event.eventTime();
        String id = event.eventId();
        for (int hops = 0; hops < MOST_HOPS; hops++) {
            if (shown != null) {
                return shown;
            }
            IssuingCall issuance = lastBefore(arn, time);
            if (issuance == null || issuance.eventId().equals(id)) {
                return null;
            }
            shown = issuance.caller();
            arn = issuance.callerArn();
            time = issuance.time();
            id = issuance.eventId();
        }
        return null;
    }

    private @Nullable IssuingCall lastBefore(@Nullable String sessionArn, @Nullable Instant time) {
        Arn arn = Arn.parse(sessionArn);
        if (arn == null || arn.roleName() == null || arn.roleSessionName() == null || time == null) {
            return null;
        }
        String session = Arn.ofRoleSession(arn.partition(), arn.accountId(), arn.roleName(), arn.roleSessionName());
        IssuingCall last = lastBefore(session, time, number(time));
        return last == null ? lastBefore(session, time, number(time) - 1) : last;
    }

    private @Nullable IssuingCall lastBefore(String session, Instant time, long pane) {
        NavigableMap<Instant, IssuingCall> calls = issuances.get(new Pane(session, pane));
        Map.Entry<Instant, IssuingCall> last = calls == null ? null : calls.floorEntry(time);
        boolean inWindow = last != null && !last.getKey().isBefore(time.minusSeconds(WINDOW_SECONDS));
        return inWindow && last != null ? last.getValue() : null;
    }

    private static long number(Instant time) {
        return Math.floorDiv(time.getEpochSecond(), WINDOW_SECONDS);
    }
}
