// SPDX-License-Identifier: Apache-2.0
package io.whotrail.policy;

import io.whotrail.checkpoint.CheckpointException;
import io.whotrail.event.CloudTrailEvent;
import io.whotrail.event.IamRole;
import io.whotrail.event.InputTrust;
import io.whotrail.policy.PolicyVersion.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;

/**
 * What is known of roles' trust policies over time: learned from IAM's events and from exports, asked about the second in
 * which a session was born.
 *
 * <p><b>Time.</b> IAM's changes spread with delay, and clocks differ. An answer therefore takes in every version that may
 * have been in force from {@link #BEFORE_BIRTH} before the birth to {@link #AFTER_BIRTH} after it, and is the weakest of
 * them; it is {@code FORCED_TO_CALLER} only if all of them force the caller's name. Of two changes in one second both may
 * have been in force.
 *
 * <p><b>Events.</b> Successful {@code CreateRole}, {@code CreateServiceLinkedRole}, {@code UpdateAssumeRolePolicy} and
 * {@code DeleteRole} count. They are taken to be complete from the first one known of a role on; of the time before it
 * nothing is known, save that a role has no sessions before it is created. A role that is deleted and created again is
 * another role: where the asked role's id and the known one differ, the answer is {@code UNKNOWN}. An {@code AssumeRole}
 * that shows that a role assumes itself without a grant ({@code explicitTrustGrant} is false) makes all answers for that
 * role {@code FREE}, since such a session can take any name.
 *
 * <p><b>Exports.</b> One that says when it was taken holds from that time to the first change known, and bears witness
 * after it: if it shows what could not be in force then, nothing is known from the change before it to the one after. Of two
 * such exports that differ, with no change between, nothing is known of the time between. An export that does not say when
 * it was taken holds from the role's creation on, but only if no change of the role is known and no other export differs;
 * otherwise it is without effect.
 *
 * <p><b>Trust.</b> An event says how far it is believed, an export does not: it is given by the host, and believed as the
 * host's own configuration is.
 *
 * <p><b>Bounds.</b> At most a number of roles is kept, and of each the latest versions. A role that does not fit any more,
 * and a time before the versions kept, is {@code UNKNOWN}; both are counted. Below the number of roles every answer depends
 * on the set of what was learned only, not on its order nor on repetitions. Analyses are kept, never documents.
 *
 * <p>Thread safe: any number of threads may ask while others learn.
 */
public final class TrustPolicies {
    /**
     * What a role's trust policy asked of session names in some second, and how far that is believed.
     *
     * @param requirement what it asked
     * @param trust the weakest trust of the events that show it; exports do not weaken it
     */
    public record InForce(SessionNameRequirement requirement, InputTrust trust) {}

    /** How long before a birth a version may have ended and still have been in force, 5 minutes: IAM spreads changes. */
    public static final Duration BEFORE_BIRTH = Duration.ofMinutes(5);

    /** How long after a birth a version may begin and still have been in force, 1 second: clocks differ that much. */
    public static final Duration AFTER_BIRTH = Duration.ofSeconds(1);

    /** The default number of roles, 20,000: an account has 1,000 by default; some 10 MB. */
    public static final int DEFAULT_MAXIMUM_ROLES = 20_000;

    /** The default number of versions of one role that are kept, 128: trust policies seldom change, but some are deployed often. */
    public static final int DEFAULT_MAXIMUM_VERSIONS = 128;

    private static final SessionNameRequirement UNREADABLE = SessionNameRequirement.of(Finding.UNREADABLE, null);
    private static final InForce NOT_KNOWN =
            new InForce(SessionNameRequirement.of(Finding.NOT_KNOWN, null), InputTrust.DIGEST_VERIFIED);
    private static final SessionNameRequirement GONE = SessionNameRequirement.of(Finding.DELETED, null);

    private final ConcurrentMap<RoleKey, RoleHistory> roles = new ConcurrentHashMap<>();
    private final Object learning = new Object();
    private final int maximumRoles;
    private final int maximumVersions;
    private volatile long refused;
    private volatile long unplaced;

    private TrustPolicies(int maximumRoles, int maximumVersions) {
        this.maximumRoles = maximumRoles;
        this.maximumVersions = maximumVersions;
    }

    /**
     * Knows nothing yet, with the default bounds.
     *
     * @return new trust policies
     */
    public static TrustPolicies create() {
        return create(DEFAULT_MAXIMUM_ROLES, DEFAULT_MAXIMUM_VERSIONS);
    }

    /**
     * Knows nothing yet.
     *
     * @param maximumRoles how many roles are kept
     * @param maximumVersions how many versions of each, changes and exports apart
     * @return new trust policies
     * @throws IllegalArgumentException if a number is not positive
     */
    public static TrustPolicies create(int maximumRoles, int maximumVersions) {
        if (maximumRoles < 1 || maximumVersions < 1) {
            throw new IllegalArgumentException(
                    "bounds must be positive, got " + maximumRoles + " roles and " + maximumVersions + " versions");
        }
        return new TrustPolicies(maximumRoles, maximumVersions);
    }

    /**
     * Learns from an event. Cheap for events that are not about roles.
     *
     * @param event any event
     * @return the role about which more is known than before; {@code null} where that is none
     */
    public @Nullable RoleKey learn(CloudTrailEvent event) {
        if (event.errorCode() != null) {
            return null;
        }
        IamRole role = event.iamRole();
        if (role != null) {
            return learn(event, role);
        }
        return Boolean.FALSE.equals(event.additionalEventData().explicitTrustGrant()) ? selfAssumed(event) : null;
    }

    private @Nullable RoleKey learn(CloudTrailEvent event, IamRole role) {
        RoleKey key = key(event, role);
        if (key == null) {
            synchronized (learning) {
                unplaced++;
            }
            return null;
        }
        Instant time = event.eventTime();
        if (time == null) {
            return change(key, history -> history.withFlaw(Finding.NO_TIME));
        }
        PolicyVersion version = version(event, role).at(time.getEpochSecond());
        return change(key, history -> history.withChange(version, maximumVersions));
    }

    private static @Nullable RoleKey key(CloudTrailEvent event, IamRole role) {
        IamRole.Stored stored = role.stored();
        RoleKey answered = stored == null ? null : RoleKey.of(stored.arn());
        if (answered != null) {
            return answered;
        }
        String account =
                event.recipientAccountId() == null ? event.userIdentity().accountId() : event.recipientAccountId();
        String name = role.roleName() == null && stored != null ? stored.roleName() : role.roleName();
        return account == null || name == null || account.isEmpty() || name.isEmpty()
                ? null
                : new RoleKey(account, name);
    }

    private static PolicyVersion version(CloudTrailEvent event, IamRole role) {
        InputTrust trust = event.inputTrust();
        return switch (event.eventName()) {
            case "DeleteRole" -> new PolicyVersion(0, Kind.DELETED, null, GONE, trust);
            case "UpdateAssumeRolePolicy" ->
                new PolicyVersion(0, Kind.UPDATED, null, read(role.policyDocument()), trust);
            default -> created(role, trust);
        };
    }

    private static PolicyVersion created(IamRole role, InputTrust trust) {
        IamRole.Stored stored = role.stored();
        String asked = role.policyDocument();
        String kept = stored == null ? null : stored.policyDocument();
        SessionNameRequirement requirement = read(asked == null ? kept : asked);
        if (asked != null && kept != null) {
            requirement = requirement.weaker(read(kept));
        }
        return new PolicyVersion(0, Kind.CREATED, stored == null ? null : stored.roleId(), requirement, trust);
    }

    private static SessionNameRequirement read(@Nullable String document) {
        try {
            return document == null ? UNREADABLE : TrustPolicy.parse(document).requirement();
        } catch (MalformedTrustPolicyException malformed) {
            return UNREADABLE;
        }
    }

    private @Nullable RoleKey selfAssumed(CloudTrailEvent event) {
        RoleKey key = event.eventName().equals("AssumeRole")
                ? RoleKey.of(event.requestParameters().roleArn())
                : null;
        return key == null ? null : change(key, history -> history.withFlaw(Finding.SELF_ASSUMED));
    }

    /**
     * Learns from an export. One without a role, or without both its time and the role's creation, is without effect and
     * counted.
     *
     * @param snapshot a role as an export shows it
     * @return the role about which more is known than before; {@code null} where that is none
     */
    public @Nullable RoleKey learn(RoleSnapshot snapshot) {
        RoleKey key = snapshot.role();
        Instant captured = snapshot.capturedAt();
        Instant placed = captured == null ? snapshot.createDate() : captured;
        if (key == null || placed == null) {
            synchronized (learning) {
                unplaced++;
            }
            return null;
        }
        var version = new PolicyVersion(
                placed.getEpochSecond(),
                Kind.CAPTURED,
                snapshot.roleId(),
                snapshot.requirement(),
                InputTrust.DIGEST_VERIFIED);
        return change(
                key,
                history -> captured == null
                        ? history.withUndated(version, maximumVersions)
                        : history.withCaptured(version, maximumVersions));
    }

    /** A step from what is known of a role to more. */
    private interface Step {
        RoleHistory from(RoleHistory history);
    }

    private @Nullable RoleKey change(RoleKey key, Step step) {
        synchronized (learning) {
            RoleHistory before = roles.get(key);
            if (before == null && roles.size() >= maximumRoles) {
                refused++;
                return null;
            }
            RoleHistory known = before == null ? RoleHistory.EMPTY : before;
            RoleHistory after = step.from(known);
            roles.put(key, after);
            return after.equals(known) ? null : key;
        }
    }

    /**
     * What a role's trust policy asked of session names when a session was born.
     *
     * @param accountId the role's account
     * @param roleName the role's name, without its path, in any case
     * @param roleId the role's unique id, {@code AROA…}; {@code null} where it is not known
     * @param birth when the session was born
     * @return the weakest of all that may have been in force; {@code UNKNOWN} where the policy is not known
     */
    public SessionNameRequirement requirementAt(
            String accountId, String roleName, @Nullable String roleId, Instant birth) {
        return inForceAt(accountId, roleName, roleId, birth).requirement();
    }

    /**
     * What a role's trust policy asked of session names when a session was born, and how far that is believed.
     *
     * @param accountId the role's account
     * @param roleName the role's name, without its path, in any case
     * @param roleId the role's unique id, {@code AROA…}; {@code null} where it is not known
     * @param birth when the session was born
     * @return as {@link #requirementAt}, with the weakest trust of all that may have been in force
     */
    public InForce inForceAt(String accountId, String roleName, @Nullable String roleId, Instant birth) {
        RoleHistory history =
                accountId.isEmpty() || roleName.isEmpty() ? null : roles.get(new RoleKey(accountId, roleName));
        Objects.requireNonNull(birth, "birth");
        return history == null ? NOT_KNOWN : history.inForceAt(roleId, birth.getEpochSecond());
    }

    /**
     * Writes all that is known as of one moment into a checkpoint, for {@link #restore}.
     *
     * @param out where to; flushed, not closed
     * @throws IOException if it cannot be written
     */
    public void snapshot(OutputStream out) throws IOException {
        PolicyImage.write(new PolicyImage.Content(new TreeMap<>(roles), refused, unplaced), out);
    }

    /**
     * Learns all that was known when a checkpoint was written, beside what is known now. Within the bounds, so that a role
     * for which there is no room is counted as refused.
     *
     * @param in what {@link #snapshot} wrote, and nothing after it; read to its end, not closed
     * @throws IOException if it cannot be read
     * @throws CheckpointException if it cannot be used: then nothing of it was
     */
    public void restore(InputStream in) throws IOException, CheckpointException {
        PolicyImage.Content content = PolicyImage.read(in);
        synchronized (learning) {
            refused += content.refused();
            unplaced += content.unplaced();
            content.roles().forEach((key, history) -> change(key, known -> known.with(history, maximumVersions)));
        }
    }

    /**
     * How many roles are known.
     *
     * @return the number, at most the maximum
     */
    public int roles() {
        return roles.size();
    }

    /**
     * How often something was not learned because there was no room for another role.
     *
     * @return the number of events and exports
     */
    public long refused() {
        return refused;
    }

    /**
     * How many events and exports were without effect because they do not say of which role, or of which time, they are.
     *
     * @return the number of events and exports
     */
    public long unplaced() {
        return unplaced;
    }

    /**
     * How many roles had more versions than are kept.
     *
     * @return the number of roles
     */
    public long rolesCut() {
        return roles.values().stream().filter(RoleHistory::isCut).count();
    }
}
