// SPDX-License-Identifier: Apache-2.0
package io.whotrail.sink;

import io.whotrail.event.CloudTrailEvent;
import io.whotrail.event.RequestParameters;
import io.whotrail.event.ResponseElements;
import io.whotrail.event.UserIdentity;
import org.jspecify.annotations.Nullable;

/**
 * An event by which somebody signs in or is handed a session, and who that makes them.
 *
 * @param uid the ARN, role or user, that is signed in to
 * @param name the name of the session or user
 * @param accountId the account of the user, where it is the caller
 */
record SignIn(
        @Nullable String uid,
        @Nullable String name,
        @Nullable String accountId) {
    private static final String STS = "sts.amazonaws.com";
    private static final String CONSOLE = "signin.amazonaws.com";

    /** What an event signs in to, or {@code null} where it does not, or does not say to what. */
    static @Nullable SignIn of(CloudTrailEvent event) {
        RequestParameters asked = event.requestParameters();
        ResponseElements answered = event.responseElements();
        if (!event.eventSource().equals(STS) && !event.eventSource().equals(CONSOLE)) {
            return null;
        }
        return switch (event.eventSource() + ' ' + event.eventName()) {
            case STS + " AssumeRole", STS + " AssumeRoleWithSAML", STS + " AssumeRoleWithWebIdentity" ->
                orNull(asked.roleArn(), asked.roleSessionName(), null);
            case STS + " AssumeRoot" -> orNull(asked.targetPrincipal(), null, null);
            case STS + " GetFederationToken" -> orNull(answered.federatedUserArn(), asked.name(), null);
            case STS + " GetSessionToken", CONSOLE + " ConsoleLogin", CONSOLE + " SwitchRole" ->
                caller(event.userIdentity());
            default -> null;
        };
    }

    /** Whether a call failed; a failed sign-in to the console has no error code and says it in its answer. */
    static boolean failed(CloudTrailEvent event) {
        return event.errorCode() != null
                || "Failure".equals(event.responseElements().outcome());
    }

    private static @Nullable SignIn caller(UserIdentity identity) {
        return orNull(identity.arn(), identity.userName(), identity.accountId());
    }

    private static @Nullable SignIn orNull(@Nullable String uid, @Nullable String name, @Nullable String accountId) {
        String shownUid = JsonFields.emptyAsAbsent(uid);
        String shownName = JsonFields.emptyAsAbsent(name);
        return shownUid == null && shownName == null
                ? null
                : new SignIn(shownUid, shownName, JsonFields.emptyAsAbsent(accountId));
    }
}
