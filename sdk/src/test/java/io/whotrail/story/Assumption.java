// SPDX-License-Identifier: Apache-2.0
package io.whotrail.story;

import io.whotrail.Identity;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;

/** The assumption of a role: what is asked, and the records that it leaves. Not thread safe. */
public final class Assumption {
    /** Stands where CloudTrail shows the bearer part of a credential. */
    static final String TOKEN = "IQoJb3JpZ2luX2VjEXAMPLETOKEN";

    private static final DateTimeFormatter STS_TIME =
            DateTimeFormatter.ofPattern("MMM d, yyyy, h:mm:ss a", Locale.US).withZone(ZoneOffset.UTC);

    private final Actor caller;
    private final Role role;
    private final String sessionName;
    private String sourceIdentity;
    private Duration duration = Duration.ofHours(1);
    private String key;
    private String requestedArn;
    private Consumer<Draft> change = draft -> {};

    Assumption(Actor caller, Role role, String sessionName) {
        this.caller = caller;
        this.role = role;
        this.sessionName = sessionName;
        this.requestedArn = role.arn();
    }

    /** Sets the source identity. One that the caller bears already stays. */
    public Assumption as(String newSourceIdentity) {
        this.sourceIdentity = newSourceIdentity;
        return this;
    }

    public Assumption lasting(Duration newDuration) {
        this.duration = newDuration;
        return this;
    }

    /** Hands out this key id instead of a new one. */
    public Assumption handingOut(String accessKeyId) {
        this.key = accessKeyId;
        return this;
    }

    /** Asks for the role by this ARN. */
    public Assumption by(String roleArn) {
        this.requestedArn = roleArn;
        return this;
    }

    /** Changes every record that it leaves. */
    public Assumption recorded(Consumer<Draft> newChange) {
        this.change = newChange;
        return this;
    }

    static String stsTime(Instant time) {
        return STS_TIME.format(time);
    }

    static Map<String, Object> credentials(String accessKeyId, Instant expiration) {
        return Json.object(
                "accessKeyId", accessKeyId, "sessionToken", TOKEN, "expiration", STS_TIME.format(expiration));
    }

    RoleSession happen() {
        Ids ids = caller.story().ids();
        if (key == null) {
            key = ids.temporaryKey(role.account().id());
        }
        if (caller instanceof RoleSession session && session.sourceIdentity() != null) {
            sourceIdentity = session.sourceIdentity();
        }
        Instant birth = caller.story().now();
        boolean federated = caller instanceof Federated;
        boolean foreign = !federated && caller.account() != role.account();
        String shared = foreign || caller.isService() ? ids.uuid() : null;
        var issuances = new ArrayList<StoryEvent>(2);
        Draft own = draft(birth, shared);
        String requestId = own.text("requestID");
        issuances.add(caller.story().record(own, caller.origin()));
        if (foreign) {
            caller.story().sameSecond();
            issuances.add(caller.story().record(foreignCopy(birth, shared, requestId), caller.origin()));
        }
        return new RoleSession(
                role, sessionName, key, birth, sourceIdentity, issuances, showsSession(), origin(), caller);
    }

    private Draft draft(Instant birth, String shared) {
        Draft draft = Drafts.call(caller, "sts.amazonaws.com", "AssumeRole")
                .put("requestParameters", request())
                .put("responseElements", response(birth))
                .put("resources", List.of(resource()))
                .put(
                        "recipientAccountId",
                        caller instanceof Federated
                                ? role.account().id()
                                : caller.account().id());
        if (!caller.isService()) {
            draft.put(
                    "additionalEventData",
                    Json.object(
                            "RequestDetails",
                            Json.object("endpointType", "regional", "awsServingRegion", draft.text("awsRegion"))));
        }
        if (shared != null) {
            draft.put("sharedEventID", shared);
        }
        if (caller instanceof Federated subject) {
            subject.complete(draft);
        }
        change.accept(draft);
        return draft;
    }

    /** The copy in the role's account, which shows the caller as a principal of another account only. */
    private Draft foreignCopy(Instant birth, String shared, String requestId) {
        Map<String, Object> identity = caller.userIdentity();
        return draft(birth, shared)
                .put(
                        "userIdentity",
                        Json.object(
                                "type", "AWSAccount",
                                "principalId", identity.get("principalId"),
                                "accountId", caller.account().id()))
                .put("requestID", requestId)
                .put("recipientAccountId", role.account().id())
                .drop("sessionCredentialFromConsole");
    }

    private Map<String, Object> request() {
        return Json.object(
                "roleArn", requestedArn,
                "roleSessionName", sessionName,
                "durationSeconds", caller.isService() ? null : (int) duration.toSeconds(),
                "sourceIdentity", sourceIdentity);
    }

    private Map<String, Object> response(Instant birth) {
        Map<String, Object> session =
                Json.object("assumedRoleId", role.id() + ':' + sessionName, "arn", role.sessionArn(sessionName));
        return Json.object(
                "credentials",
                credentials(key, birth.plus(duration)),
                "assumedRoleUser",
                showsSession() ? session : null,
                "sourceIdentity",
                sourceIdentity);
    }

    private Map<String, Object> resource() {
        return Json.object("accountId", role.account().id(), "type", "AWS::IAM::Role", "ARN", role.arn());
    }

    /** Services that run workloads do not show the session that they made. */
    private boolean showsSession() {
        return !isWorkload();
    }

    private boolean isWorkload() {
        String service = caller.isService() ? caller.origin().name() : "";
        return service.startsWith("ec2.") || service.startsWith("ecs-tasks.") || service.startsWith("lambda.");
    }

    private Identity origin() {
        String service = caller.origin().name();
        return isWorkload()
                ? Origins.workload(sessionName, null, service.replace(".com.cn", ".com"), role)
                : caller.origin();
    }
}
