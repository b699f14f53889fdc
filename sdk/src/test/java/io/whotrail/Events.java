// SPDX-License-Identifier: Apache-2.0
package io.whotrail;

import io.whotrail.event.CloudTrailEvent;
import io.whotrail.event.RequestParameters;
import io.whotrail.event.ResponseElements;
import io.whotrail.event.SessionContext;
import io.whotrail.event.SessionIssuer;
import io.whotrail.event.UserIdentity;
import java.time.Instant;
import java.util.UUID;

/** Short ways to make the events that tests of the engine need. */
final class Events {
    static final String ACCOUNT = "111122223333";
    static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");

    private Events() {}

    /** A credential as its holder shows it: who, with which key, born when. */
    record Holder(UserIdentity identity) {
        Holder withKey(String accessKeyId) {
            return new Holder(copy(identity).accessKeyId(accessKeyId).build());
        }

        Holder withSourceIdentity(String sourceIdentity) {
            SessionContext context = identity.sessionContext();
            return new Holder(copy(identity)
                    .sessionContext(new SessionContext(
                            context.sessionIssuer(),
                            context.creationDate(),
                            null,
                            sourceIdentity,
                            null,
                            false,
                            null,
                            null))
                    .build());
        }
    }

    static UserIdentity.Builder copy(UserIdentity identity) {
        return UserIdentity.builder()
                .type(identity.type())
                .principalId(identity.principalId())
                .arn(identity.arn())
                .accountId(identity.accountId())
                .accessKeyId(identity.accessKeyId())
                .userName(identity.userName())
                .invokedBy(identity.invokedBy())
                .sessionContext(identity.sessionContext());
    }

    static String id(String seed) {
        return UUID.nameUUIDFromBytes(seed.getBytes(java.nio.charset.StandardCharsets.UTF_8))
                .toString();
    }

    static Holder user(String name) {
        return new Holder(UserIdentity.builder()
                .type("IAMUser")
                .principalId("AIDA" + name.toUpperCase(java.util.Locale.ROOT))
                .arn("arn:aws:iam::" + ACCOUNT + ":user/" + name)
                .accountId(ACCOUNT)
                .accessKeyId("AKIA" + name.toUpperCase(java.util.Locale.ROOT))
                .userName(name)
                .build());
    }

    static Holder session(String role, String sessionName, String accessKeyId, Instant birth) {
        String roleId = "AROA" + role.toUpperCase(java.util.Locale.ROOT);
        return new Holder(UserIdentity.builder()
                .type("AssumedRole")
                .principalId(roleId + ":" + sessionName)
                .arn("arn:aws:sts::" + ACCOUNT + ":assumed-role/" + role + "/" + sessionName)
                .accountId(ACCOUNT)
                .accessKeyId(accessKeyId)
                .sessionContext(SessionContext.of(
                        new SessionIssuer("Role", roleId, "arn:aws:iam::" + ACCOUNT + ":role/" + role, ACCOUNT, role),
                        birth))
                .build());
    }

    static CloudTrailEvent use(String id, Holder holder, Instant time) {
        return CloudTrailEvent.builder(id(id))
                .eventTime(time)
                .eventSource("s3.amazonaws.com")
                .eventName("ListBuckets")
                .eventType("AwsApiCall")
                .sourceIpAddress("203.0.113.7")
                .recipientAccountId(ACCOUNT)
                .userIdentity(holder.identity())
                .build();
    }

    static CloudTrailEvent fromConsole(CloudTrailEvent event) {
        return CloudTrailEvent.builder(event.eventId())
                .eventTime(event.eventTime())
                .eventSource(event.eventSource())
                .eventName(event.eventName())
                .eventType(event.eventType())
                .sourceIpAddress(event.sourceIpAddress())
                .recipientAccountId(event.recipientAccountId())
                .userIdentity(event.userIdentity())
                .sessionCredentialFromConsole(true)
                .build();
    }

    static CloudTrailEvent.Builder assume(
            String id, Holder caller, String role, String sessionName, String issuedKey, Instant time) {
        return CloudTrailEvent.builder(id(id))
                .eventTime(time)
                .eventSource("sts.amazonaws.com")
                .eventName("AssumeRole")
                .eventType("AwsApiCall")
                .sourceIpAddress("203.0.113.7")
                .recipientAccountId(ACCOUNT)
                .userIdentity(caller.identity())
                .requestParameters(new RequestParameters(
                        "arn:aws:iam::" + ACCOUNT + ":role/" + role, sessionName, 3600, null, null, null, null, null))
                .responseElements(ResponseElements.builder()
                        .accessKeyId(issuedKey)
                        .expiration(time.plusSeconds(3600))
                        .assumedRoleId("AROA" + role.toUpperCase(java.util.Locale.ROOT) + ":" + sessionName)
                        .assumedRoleArn("arn:aws:sts::" + ACCOUNT + ":assumed-role/" + role + "/" + sessionName)
                        .build());
    }
}
