// SPDX-License-Identifier: Apache-2.0
package io.whotrail;

import io.whotrail.event.Arn;
import io.whotrail.event.CloudTrailEvent;
import io.whotrail.event.RequestParameters;
import io.whotrail.event.ResponseElements;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Finds what an event hands out. A call that failed hands out nothing. Pure. */
final class IssuanceExtractor {
    private static final String SUCCESS = "Success";
    private static final String LAKE_FORMATION_ROLE =
            "aws-service-role/lakeformation.amazonaws.com/AWSServiceRoleForLakeFormationDataAccess";
    private static final String INSIGHT = "AwsCloudTrailInsight";

    private IssuanceExtractor() {}

    /** The issuances of an event: usually none, at most two. */
    static List<Issuance> of(CloudTrailEvent event, Use caller) {
        Issuance credential = event.errorCode() == null ? credential(event, caller) : null;
        Issuance shared = shared(event, caller);
        if (credential == null) {
            return shared == null ? List.of() : List.of(shared);
        }
        var both = new ArrayList<Issuance>(2);
        both.add(credential);
        if (shared != null) {
            both.add(shared);
        }
        return both;
    }

    private static @Nullable Issuance credential(CloudTrailEvent event, Use caller) {
        return switch (event.eventName()) {
            case "AssumeRole", "AssumeRoleWithSAML", "AssumeRoleWithWebIdentity" ->
                isSts(event) ? assumeRole(event, caller) : null;
            case "CreateSession" -> event.eventSource().startsWith("rolesanywhere.") ? assumeRole(event, caller) : null;
            case "AssumeRoot" -> isSts(event) ? assumeRoot(event, caller) : null;
            case "GetFederationToken" -> isSts(event) ? federationToken(event, caller) : null;
            case "GetDataAccess" -> event.eventSource().startsWith("lakeformation.") ? dataAccess(event, caller) : null;
            case "GetSigninToken", "ConsoleLogin", "AuthorizeOAuth2Access", "CreateOAuth2Token" ->
                isSignIn(event) ? signIn(event, caller) : null;
            case "SwitchRole" -> isSignIn(event) ? switchRole(event, caller) : null;
            default -> null;
        };
    }

    private static boolean isSts(CloudTrailEvent event) {
        return event.eventSource().startsWith("sts.");
    }

    private static boolean isSignIn(CloudTrailEvent event) {
        return event.eventSource().startsWith("signin.");
    }

    private static @Nullable Issuance assumeRole(CloudTrailEvent event, Use caller) {
        RequestParameters request = event.requestParameters();
        ResponseElements response = event.responseElements();
        String groupKey = GroupKeys.ofAssumeRole(request, response);
        if (groupKey == null || !handsOut(response)) {
            return null;
        }
        Hop hop = new Hop(
                roleArn(request, groupKey),
                roleId(response.assumedRoleId()),
                GroupKeys.sessionNameOf(groupKey),
                response.sourceIdentity() == null ? request.sourceIdentity() : response.sourceIdentity(),
                event.eventTime(),
                Basis.ISSUED_KEY,
                List.of(event.eventId()));
        Verdict callerVerdict = callerVerdict(event, caller, groupKey);
        return session(
                event, groupKey, response.assumedRoleId(), hop, caller, callerVerdict, Issuance.LONGEST_ROLE_SESSION);
    }

    private static @Nullable String roleId(@Nullable String assumedRoleId) {
        if (assumedRoleId == null) {
            return null;
        }
        int colon = assumedRoleId.indexOf(':');
        return colon < 1 ? null : assumedRoleId.substring(0, colon);
    }

    /** Whether anything was handed out: a call that failed without an error code answers nothing. */
    private static boolean handsOut(ResponseElements response) {
        return response.accessKeyId() != null
                || response.expiration() != null
                || response.assumedRoleId() != null
                || response.assumedRoleArn() != null;
    }

    /** The role as asked for, with its path; where only the session is shown, the role without it. */
    private static String roleArn(RequestParameters request, String groupKey) {
        String requested = request.roleArn();
        if (requested != null && Arn.parse(requested) != null) {
            return requested;
        }
        return roleArn(Objects.requireNonNull(Arn.parse(groupKey)));
    }

    private static String roleArn(Arn session) {
        return "arn:" + session.partition() + ":iam::" + session.accountId() + ":role/" + session.roleName();
    }

    private static @Nullable Issuance assumeRoot(CloudTrailEvent event, Use caller) {
        String groupKey = GroupKeys.ofAssumeRoot(event);
        if (groupKey == null || !handsOut(event.responseElements())) {
            return null;
        }
        Hop hop = new Hop(groupKey, null, null, null, event.eventTime(), Basis.ISSUED_KEY, List.of(event.eventId()));
        return session(event, groupKey, null, hop, caller, ownAnswer(caller), Issuance.LONGEST_ROOT_SESSION);
    }

    private static @Nullable Issuance federationToken(CloudTrailEvent event, Use caller) {
        ResponseElements response = event.responseElements();
        String groupKey = GroupKeys.ofFederatedUser(response.federatedUserArn());
        if (groupKey == null) {
            return null;
        }
        Hop hop = new Hop(
                null,
                null,
                event.requestParameters().name(),
                null,
                event.eventTime(),
                Basis.ISSUED_KEY,
                List.of(event.eventId()));
        return session(
                event,
                groupKey,
                response.federatedUserId(),
                hop,
                caller,
                ownAnswer(caller),
                Issuance.LONGEST_FEDERATED_SESSION);
    }

    private static Issuance session(
            CloudTrailEvent event,
            String groupKey,
            @Nullable String principalId,
            Hop hop,
            Use caller,
            @Nullable Verdict callerVerdict,
            Duration longest) {
        long birth = EpochSeconds.of(event.eventTime());
        long expiration = EpochSeconds.of(event.responseElements().expiration());
        long latest = birth == EpochSeconds.UNKNOWN ? Long.MAX_VALUE : EpochSeconds.plus(birth, longest);
        long keyUntil = expiration == EpochSeconds.UNKNOWN ? latest : Math.min(expiration, latest);
        return new Issuance(
                Issuance.Kind.SESSION,
                event,
                groupKey,
                event.sharedEventId() == null ? event.eventId() : event.sharedEventId(),
                event.responseElements().accessKeyId(),
                principalId,
                birth,
                tolerant(keyUntil),
                tolerant(latest),
                hop,
                caller,
                callerVerdict,
                Ancestors.NONE);
    }

    private static long tolerant(long until) {
        return until == Long.MAX_VALUE ? until : EpochSeconds.plus(until, Issuance.LATE_TOLERANCE);
    }

    /** The session that signs in to the console goes on there, with keys that no event issues. */
    private static @Nullable Issuance signIn(CloudTrailEvent event, Use caller) {
        boolean failed = event.eventName().equals("ConsoleLogin")
                && !SUCCESS.equals(event.responseElements().outcome());
        String groupKey = signInGroup(event, caller);
        return failed || groupKey == null
                ? null
                : keyless(Issuance.Kind.SIGN_IN, event, groupKey, null, caller, ownAnswer(caller));
    }

    /** An OAuth grant goes on with the birth of the session that granted it; all else is born when it is handed out. */
    private static long birth(CloudTrailEvent event, Use caller) {
        return Issuance.isGrant(event) ? caller.birth() : EpochSeconds.of(event.eventTime());
    }

    /** Users and root go on as themselves; sessions and federated users have to be found again by their birth. */
    private static @Nullable String signInGroup(CloudTrailEvent event, Use caller) {
        IdentityType type = Identities.typeOf(event.userIdentity());
        if (type == IdentityType.FEDERATED_USER) {
            return GroupKeys.ofFederatedUser(event.userIdentity().arn());
        }
        return type == IdentityType.ASSUMED_ROLE ? caller.groupKey() : null;
    }

    private static @Nullable Issuance switchRole(CloudTrailEvent event, Use caller) {
        Arn from = Arn.parse(event.additionalEventData().switchFrom());
        if (from == null
                || caller.groupKey() == null
                || !SUCCESS.equals(event.responseElements().outcome())) {
            return null;
        }
        Claims claims = caller.claims();
        Arn shown = Arn.parse(event.userIdentity().arn());
        String role = shown == null || shown.roleName() == null
                ? roleArn(Objects.requireNonNull(Arn.parse(caller.groupKey())))
                : roleArn(shown);
        Hop hop = new Hop(
                role, null, claims.sessionName(), null, event.eventTime(), Basis.PROVIDER, List.of(event.eventId()));
        return keyless(Issuance.Kind.SWITCH, event, caller.groupKey(), hop, caller, switchedFrom(from));
    }

    /** The data is read by Lake Formation's service-linked role, in a session whose unique name the event shows. */
    private static @Nullable Issuance dataAccess(CloudTrailEvent event, Use caller) {
        String sessionName = event.additionalEventData().lakeFormationRoleSessionName();
        String account = event.recipientAccountId();
        if (sessionName == null || sessionName.isEmpty() || account == null) {
            return null;
        }
        Arn callerArn = Arn.parse(event.userIdentity().arn());
        String partition = callerArn == null ? "aws" : callerArn.partition();
        Hop hop = new Hop(
                "arn:" + partition + ":iam::" + account + ":role/" + LAKE_FORMATION_ROLE,
                null,
                sessionName,
                null,
                event.eventTime(),
                Basis.PROVIDER,
                List.of(event.eventId()));
        String roleName = LAKE_FORMATION_ROLE.substring(LAKE_FORMATION_ROLE.lastIndexOf('/') + 1);
        String groupKey = Arn.ofRoleSession(partition, account, roleName, sessionName);
        return keyless(Issuance.Kind.NAMED, event, groupKey, hop, caller, ownAnswer(caller));
    }

    /** AWS writes {@code SwitchFrom}. A user's ARN names the user; of a role session it names only the session. */
    private static Verdict switchedFrom(Arn from) {
        String arn = from.toString();
        if (from.isRoot()) {
            return new Explanation(
                    Identity.of(IdentityType.ROOT, null, arn, null, from.accountId()), Basis.PROVIDER, RoleChain.EMPTY);
        }
        if (from.resource().startsWith("user/")) {
            return new Explanation(
                    Identity.of(IdentityType.IAM_USER, from.name(), arn, null, from.accountId()),
                    Basis.PROVIDER,
                    RoleChain.EMPTY);
        }
        return new Gap(
                UnattributedReason.ISSUANCE_NOT_SEEN,
                Identity.of(IdentityType.ASSUMED_ROLE, null, arn, null, from.accountId()),
                Claims.NONE);
    }

    /** Copies of one call share an id; the copy in the caller's account shows who called. */
    private static @Nullable Issuance shared(CloudTrailEvent event, Use caller) {
        String sharedEventId = event.sharedEventId();
        if (sharedEventId == null) {
            return null;
        }
        IdentityType type = Identities.typeOf(event.userIdentity());
        boolean telling = type != null
                && type != IdentityType.AWS_ACCOUNT
                && type != IdentityType.AWS_SERVICE
                && type != IdentityType.UNKNOWN;
        if (!telling || INSIGHT.equals(event.eventType())) {
            return null;
        }
        return keyless(
                Issuance.Kind.SHARED, event, GroupKeys.ofSharedEvent(sharedEventId), null, caller, ownAnswer(caller));
    }

    private static Issuance keyless(
            Issuance.Kind kind,
            CloudTrailEvent event,
            String groupKey,
            @Nullable Hop hop,
            Use caller,
            @Nullable Verdict callerVerdict) {
        long birth = birth(event, caller);
        long until = birth == EpochSeconds.UNKNOWN
                ? Long.MAX_VALUE
                : EpochSeconds.plus(birth, Issuance.LONGEST_ROLE_SESSION);
        return new Issuance(
                kind,
                event,
                groupKey,
                event.eventId(),
                null,
                kind == Issuance.Kind.NAMED ? null : event.userIdentity().principalId(),
                birth,
                tolerant(until),
                tolerant(until),
                hop,
                caller,
                callerVerdict,
                Ancestors.NONE);
    }

    private static @Nullable Verdict callerVerdict(CloudTrailEvent event, Use caller, String groupKey) {
        if (Identities.typeOf(event.userIdentity()) == IdentityType.AWS_SERVICE
                && caller.own() instanceof Explanation service) {
            String name = Objects.requireNonNull(service.origin().name());
            String roleAccount = Objects.requireNonNull(Arn.parse(groupKey)).accountId();
            return Explanation.direct(Workloads.origin(name, event, roleAccount));
        }
        return ownAnswer(caller);
    }

    /** The answer that the caller gives of itself for good, or {@code null} where it has to be asked. */
    private static @Nullable Verdict ownAnswer(Use caller) {
        if (caller.groupKey() != null) {
            return null;
        }
        return caller.own() == null ? Identities.malformed(caller.identity()) : caller.own();
    }
}
