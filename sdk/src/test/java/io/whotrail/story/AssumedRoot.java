// SPDX-License-Identifier: Apache-2.0
package io.whotrail.story;

import java.time.Duration;
import java.time.Instant;

/** Makes root sessions of {@code AssumeRoot}. */
final class AssumedRoot {
    private static final Duration LIFETIME = Duration.ofMinutes(15);

    private AssumedRoot() {}

    static Principal of(RoleSession caller, Account member) {
        Instant birth = caller.story().now();
        String key = caller.story().ids().temporaryKey(member.id());
        caller.calls(
                "sts.amazonaws.com",
                "AssumeRoot",
                draft -> draft.request(
                                "targetPrincipal", member.id(),
                                "taskPolicyArn",
                                        Json.object("arn", "arn:aws:iam::aws:policy/root-task/S3UnlockBucketPolicy"))
                        .response("credentials", Assumption.credentials(key, birth.plus(LIFETIME)))
                        .put("readOnly", false));
        String arn = member.arn("iam", "root");
        return new Principal(
                member,
                caller.origin(),
                () -> Json.object(
                        "type",
                        "Root",
                        "principalId",
                        member.id(),
                        "arn",
                        arn,
                        "accountId",
                        member.id(),
                        "accessKeyId",
                        key,
                        "sessionContext",
                        Json.object(
                                "attributes",
                                Json.object("creationDate", birth.toString(), "mfaAuthenticated", "false"))),
                caller.address());
    }
}
