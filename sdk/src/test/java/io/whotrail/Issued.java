// SPDX-License-Identifier: Apache-2.0
package io.whotrail;

import io.whotrail.event.AdditionalEventData;
import io.whotrail.event.CloudTrailEvent;
import io.whotrail.event.RequestParameters;
import io.whotrail.event.ResponseElements;
import io.whotrail.event.UserIdentity;
import java.time.Instant;

/** Sessions as their issuing events make them, without an engine, and events that issue other than by {@code AssumeRole}. */
final class Issued {
    private static final int LONGEST_CHAIN = 64;

    private Issued() {}

    /** The session that an event issues first. */
    static IssuedSession by(CloudTrailEvent event) {
        return by(event, 0);
    }

    /** The session that an event issues, of several the one at a place. */
    static IssuedSession by(CloudTrailEvent event, int place) {
        Issuance issuance = IssuanceExtractor.of(event, Use.of(event)).get(place);
        return new IssuedSession(group(issuance.groupKey()), issuance, issuance.birth(), texts(), null);
    }

    static SharedTexts texts() {
        return new SharedTexts(LONGEST_CHAIN);
    }

    private static SessionGroup group(String key) {
        String name = GroupKeys.sessionNameOf(key);
        RoleSessions role = name == null ? null : new RoleSessions(key.substring(0, key.length() - name.length()));
        return new SessionGroup(role, key, 0);
    }

    /** A switch of role in the console, as the session that it opens shows it. */
    static CloudTrailEvent.Builder switched(String id, UserIdentity session, String from, Instant time) {
        return CloudTrailEvent.builder(Events.id(id))
                .eventTime(time)
                .eventSource("signin.amazonaws.com")
                .eventName("SwitchRole")
                .recipientAccountId(Events.ACCOUNT)
                .userIdentity(session)
                .responseElements(ResponseElements.builder().outcome("Success").build())
                .additionalEventData(
                        AdditionalEventData.builder().switchFrom(from).build());
    }

    /** A session of an account's root user. */
    static CloudTrailEvent.Builder assumedRoot(String id, Events.Holder caller, String key, Instant time) {
        return CloudTrailEvent.builder(Events.id(id))
                .eventTime(time)
                .eventSource("sts.amazonaws.com")
                .eventName("AssumeRoot")
                .userIdentity(caller.identity())
                .requestParameters(new RequestParameters(null, null, null, null, Events.ACCOUNT, null, null, null))
                .responseElements(ResponseElements.builder()
                        .accessKeyId(key)
                        .expiration(time.plusSeconds(900))
                        .build());
    }

    /** Data that Lake Formation reads in a session whose name AWS made up. */
    static CloudTrailEvent.Builder dataAccess(String id, Events.Holder caller, String sessionName, Instant time) {
        return CloudTrailEvent.builder(Events.id(id))
                .eventTime(time)
                .eventSource("lakeformation.amazonaws.com")
                .eventName("GetDataAccess")
                .recipientAccountId(Events.ACCOUNT)
                .userIdentity(caller.identity())
                .additionalEventData(AdditionalEventData.builder()
                        .lakeFormationRoleSessionName(sessionName)
                        .build());
    }
}
