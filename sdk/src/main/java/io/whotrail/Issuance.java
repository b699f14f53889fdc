// SPDX-License-Identifier: Apache-2.0
package io.whotrail;

import io.whotrail.event.Addendum;
import io.whotrail.event.Arn;
import io.whotrail.event.CloudTrailEvent;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What one event hands out: a credential, or the right to call a session by an identity. Pure: made from one event, knows
 * no state.
 *
 * @param kind how it came about
 * @param event the issuing event
 * @param groupKey the group that it issues into
 * @param callId what the copies of one call share: the shared event id, else the event id
 * @param accessKeyId the issued key; {@code null} where none was issued, or none is shown
 * @param principalId the unique id of the new session; {@code null} where the event does not say
 * @param birth when, in epoch seconds
 * @param keyUntil until when its key can be used, in epoch seconds, tolerance included
 * @param birthUntil until when a session born of it can be used, in epoch seconds, tolerance included
 * @param hop what it adds to the chain, before the link is known; {@code null} where it adds none
 * @param caller the question who called
 * @param callerVerdict the answer to it where the event itself gives it for good, or whoever holds the caller's group told
 *     it; {@code null} where it has to be asked
 * @param ancestors the sessions that a told answer descends from
 */
record Issuance(
        Kind kind,
        CloudTrailEvent event,
        String groupKey,
        String callId,
        @Nullable String accessKeyId,
        @Nullable String principalId,
        long birth,
        long keyUntil,
        long birthUntil,
        @Nullable Hop hop,
        Use caller,
        @Nullable Verdict callerVerdict,
        Ancestors ancestors) {

    private static final String AWS_INTERNAL = "AWS Internal";
    private static final String ROOT = ":root";

    /** How far a use may lie before its issuance and after its expiration: clocks differ. */
    static final Duration EARLY_TOLERANCE = Duration.ofMinutes(5);

    static final Duration LATE_TOLERANCE = Duration.ofMinutes(15);
    /** The longest lifetime of a role session, and of a console session whatever credential it was born of. */
    static final Duration LONGEST_ROLE_SESSION = Duration.ofHours(12);
    /** The longest lifetime of {@code AssumeRoot}'s credentials. */
    static final Duration LONGEST_ROOT_SESSION = Duration.ofMinutes(15);

    /** The longest lifetime of {@code GetFederationToken}'s credentials. */
    static final Duration LONGEST_FEDERATED_SESSION = Duration.ofHours(36);

    enum Kind {
        /** {@code AssumeRole…}, {@code AssumeRoot}, {@code GetFederationToken}: a new session. */
        SESSION,
        /** {@code GetSigninToken}, {@code ConsoleLogin}: the same session, in the console. */
        SIGN_IN,
        /** {@code SwitchRole}: a new session, said by the console. */
        SWITCH,
        /** Lake Formation's {@code GetDataAccess}: a session of its service-linked role, with a name that AWS made up. */
        NAMED,
        /** The caller's own copy of a call that another account shows as {@code AWSAccount}. */
        SHARED
    }

    /** The same, with who called as whoever holds the caller's group answers it. */
    Issuance calledBy(Relayed.Answer told) {
        return new Issuance(
                kind,
                event,
                groupKey,
                callId,
                accessKeyId,
                principalId,
                birth,
                keyUntil,
                birthUntil,
                hop,
                caller,
                told.verdict(),
                told.ancestors());
    }

    /** Whether it is an OAuth grant: a sign that the session goes on with other keys, and nothing more. */
    boolean isGrant() {
        return kind == Kind.SIGN_IN && isGrant(event);
    }

    static boolean isGrant(CloudTrailEvent event) {
        return event.eventName().equals("AuthorizeOAuth2Access")
                || event.eventName().equals("CreateOAuth2Token");
    }

    /** Whether it is a session of an account's root user. */
    boolean isOfRoot() {
        return kind == Kind.SESSION && groupKey.endsWith(ROOT);
    }

    /** The event that this one is the corrected record of, or {@code null}. */
    @Nullable
    String correctedEventId() {
        Addendum addendum = event.addendum();
        return addendum == null ? null : addendum.originalEventId();
    }

    /** The session's ARN as its events show it. */
    String sessionArn() {
        String shown = event.responseElements().assumedRoleArn();
        if (shown != null) {
            return shown;
        }
        Arn role = hop == null ? null : Arn.parse(hop.roleArn());
        if (role == null || hop == null || hop.sessionName() == null || role.roleName() == null) {
            return groupKey;
        }
        return "arn:" + role.partition() + ":sts::" + role.accountId() + ":assumed-role/" + role.roleName() + '/'
                + hop.sessionName();
    }

    /** Whether the console made the call for its user, who goes on with other keys. */
    boolean isOfConsole() {
        return AWS_INTERNAL.equals(event.userIdentity().invokedBy()) || AWS_INTERNAL.equals(event.sourceIpAddress());
    }

    /** Whether the caller is shown only as a principal of another account. */
    boolean isForeignView() {
        return Identities.typeOf(event.userIdentity()) == IdentityType.AWS_ACCOUNT;
    }
}
