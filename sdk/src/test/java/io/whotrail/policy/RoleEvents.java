// SPDX-License-Identifier: Apache-2.0
package io.whotrail.policy;

import io.whotrail.event.AdditionalEventData;
import io.whotrail.event.CloudTrailEvent;
import io.whotrail.event.IamRole;
import io.whotrail.event.RequestParameters;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Events of IAM about one role, {@code Dev} of account {@value Policies#ACCOUNT}. */
final class RoleEvents {
    static final String ROLE = "Dev";
    static final String ROLE_ID = "AROAFIRST";
    static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");

    private RoleEvents() {}

    static Instant at(long seconds) {
        return NOON.plusSeconds(seconds);
    }

    static CloudTrailEvent created(long seconds, String roleId, @Nullable String policy) {
        String encoded = policy == null ? null : Policies.urlEncoded(policy);
        String arn = "arn:aws:iam::" + Policies.ACCOUNT + ":role/team/" + ROLE;
        return event("CreateRole", seconds)
                .iamRole(new IamRole(ROLE, policy, new IamRole.Stored(ROLE, arn, roleId, at(seconds), encoded)))
                .build();
    }

    static CloudTrailEvent updated(long seconds, @Nullable String policy) {
        return event("UpdateAssumeRolePolicy", seconds)
                .iamRole(new IamRole("dev", policy, null))
                .build();
    }

    static CloudTrailEvent deleted(long seconds) {
        return event("DeleteRole", seconds)
                .iamRole(new IamRole(ROLE, null, null))
                .build();
    }

    static CloudTrailEvent selfAssumed(long seconds) {
        return CloudTrailEvent.builder("self" + seconds)
                .eventTime(at(seconds))
                .eventName("AssumeRole")
                .eventSource("sts.amazonaws.com")
                .requestParameters(new RequestParameters(
                        "arn:aws:iam::" + Policies.ACCOUNT + ":role/team/Dev", "x", null, null, null, null, null, null))
                .additionalEventData(
                        AdditionalEventData.builder().explicitTrustGrant(false).build())
                .build();
    }

    static CloudTrailEvent.Builder event(String name, long seconds) {
        return CloudTrailEvent.builder(name + seconds)
                .eventTime(at(seconds))
                .eventName(name)
                .eventSource("iam.amazonaws.com")
                .recipientAccountId(Policies.ACCOUNT);
    }

    static RoleSnapshot captured(long seconds, String policy) {
        return snapshot(ROLE_ID, null, at(seconds), policy);
    }

    static RoleSnapshot undated(long createdSeconds, String policy) {
        return snapshot(ROLE_ID, at(createdSeconds), null, policy);
    }

    static RoleSnapshot snapshot(
            @Nullable String roleId, @Nullable Instant created, @Nullable Instant captured, String policy) {
        return RoleSnapshot.of(new RoleKey(Policies.ACCOUNT, ROLE), ROLE, roleId, created, captured, policy);
    }
}
