// SPDX-License-Identifier: Apache-2.0
package io.whotrail.investigation;

import io.whotrail.IdentityType;
import io.whotrail.event.Arn;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What to revoke, so that nothing more is done with some sessions.
 *
 * @param originPolicy a policy document to put on the user whose sessions these are, before all else: it denies everything to
 *     temporary credentials of the user's own ({@code GetSessionToken}, {@code GetFederationToken}, console) that were issued
 *     before the time of the plan. They stay valid when the user's keys and password are taken away, and can assume the roles
 *     again. {@code null} where the origin is no IAM user, or only on the way
 * @param revocations what to do, role by role, in the order of their ARNs
 * @param others sessions that no role's policy can deny: federated users, root sessions, and those whose birth is not known,
 *     or of a year that IAM does not know, or whose name AWS would not take
 * @param twins sessions that nobody asked for and that the policies deny as well, of those that are known
 * @param untold how many events are of further sessions, or opened them, which are not in the plan for want of room
 */
public record RevocationPlan(
        @Nullable String originPolicy,
        List<Revocation> revocations,
        List<SessionNode> others,
        List<SessionTwin> twins,
        long untold) {
    /** What AWS takes as a session name; nothing in it means anything else in a condition. */
    private static final Pattern SESSION_NAME = Pattern.compile("[A-Za-z0-9_+=,.@-]{2,64}");

    private static final String SERVICE_LINKED = "role/aws-service-role/";
    private static final String IDENTITY_CENTER = "role/aws-reserved/sso.amazonaws.com/";
    private static final String IDENTITY_CENTER_WITHOUT_PATH = ":role/AWSReservedSSO_";

    /** Years that IAM's conditions take, and a second more and less: it counts from 1970, and in four digits. */
    private static final int FIRST_YEAR = 1971;

    private static final int LAST_YEAR = 9998;

    /** Copies the lists. */
    public RevocationPlan {
        revocations = List.copyOf(revocations);
        others = List.copyOf(others);
        twins = List.copyOf(twins);
    }

    /**
     * Plans to revoke the sessions of a tree that were asked for, and the temporary credentials of its origin. What is only on
     * the way stays as it is.
     *
     * @param tree a tree of {@link SessionForest#trees} or {@link Investigation#sessions}
     * @param asOf the time of the plan, for example now; credentials that are issued later are the work of somebody from
     *     whom too little was taken
     * @return what to do
     */
    public static RevocationPlan of(SessionTree tree, Instant asOf) {
        RevocationPlan plan = of(tree.allSessions(), asOf);
        boolean isUser = tree.origin().type() == IdentityType.IAM_USER && !tree.onTheWay();
        return new RevocationPlan(
                isUser ? DenyPolicies.ofOlderCredentials(null, asOf) : null,
                plan.revocations,
                plan.others,
                plan.denied(tree.twins()),
                tree.untold());
    }

    /**
     * Plans to revoke some sessions. Those that descend from them have to be among them: a session goes on when the one that
     * opened it is revoked.
     *
     * @param sessions for example {@link SessionTree#allSessions}
     * @param asOf the time of the plan, for example now
     * @return what to do, as far as these sessions tell: without their origin, and without twins
     */
    public static RevocationPlan of(Collection<SessionNode> sessions, Instant asOf) {
        var others = new ArrayList<SessionNode>();
        Map<String, List<SessionNode>> byRole = new TreeMap<>();
        for (SessionNode session : sessions) {
            Arn role = Arn.parse(session.hop().roleArn());
            if (role == null
                    || role.roleName() == null
                    || !isName(session.hop().sessionName())
                    || !isKnownToIam(session.hop().issuedAt())) {
                others.add(session);
            } else {
                byRole.computeIfAbsent(
                                String.valueOf(SessionKey.role(session.hop().roleArn())), none -> new ArrayList<>())
                        .add(session);
            }
        }
        return new RevocationPlan(
                null,
                byRole.values().stream()
                        .map(ofOneRole -> revocation(ofOneRole, asOf))
                        .toList(),
                others,
                List.of(),
                0);
    }

    /**
     * Whether nothing is left to do when its policies are in place.
     *
     * @return whether every session is in it, a policy can deny each of them, and the policies can be put in place
     */
    public boolean isComplete() {
        return untold == 0 && others.isEmpty() && revocations.stream().allMatch(Revocation::isPlaceable);
    }

    private static boolean isName(@Nullable String text) {
        return text != null && SESSION_NAME.matcher(text).matches();
    }

    private static boolean isKnownToIam(@Nullable Instant birth) {
        if (birth == null) {
            return false;
        }
        int year = birth.atOffset(ZoneOffset.UTC).getYear();
        return year >= FIRST_YEAR && year <= LAST_YEAR;
    }

    /** Of some twins, those that the policies deny. */
    private List<SessionTwin> denied(List<SessionTwin> all) {
        Set<@Nullable String> roles = new HashSet<>();
        for (Revocation revocation : revocations) {
            if (!revocation.policies().isEmpty()) {
                roles.add(SessionKey.role(revocation.roleArn()));
            }
        }
        return all.stream()
                .filter(twin -> roles.contains(SessionKey.role(twin.roleArn())) && isName(twin.sessionName()))
                .toList();
    }

    private static Revocation revocation(List<SessionNode> ofOneRole, Instant asOf) {
        String roleArn = ofOneRole.stream()
                .map(session -> String.valueOf(session.hop().roleArn()))
                .max(Comparator.comparingInt(String::length).thenComparing(Comparator.reverseOrder()))
                .orElseThrow();
        Revocation.Place place = place(roleArn);
        int length = place == Revocation.Place.PERMISSION_SET
                ? Revocation.MAXIMUM_CONTROL_POLICY_LENGTH
                : Revocation.MAXIMUM_POLICY_LENGTH;
        List<String> policies =
                place == Revocation.Place.NOWHERE ? List.of() : new DenyPolicies(ofOneRole, length).documents();
        String roleId = ofOneRole.stream()
                .map(session -> DenyPolicies.roleId(session.hop()))
                .distinct()
                .reduce((one, other) -> DenyPolicies.ANY)
                .orElse(DenyPolicies.ANY);
        return new Revocation(roleArn, place, ofOneRole, policies, DenyPolicies.ofOlderCredentials(roleId, asOf));
    }

    private static Revocation.Place place(String roleArn) {
        if (roleArn.contains(SERVICE_LINKED)) {
            return Revocation.Place.NOWHERE;
        }
        // The ARN of a session tells no path.
        return roleArn.contains(IDENTITY_CENTER) || roleArn.contains(IDENTITY_CENTER_WITHOUT_PATH)
                ? Revocation.Place.PERMISSION_SET
                : Revocation.Place.ROLE;
    }
}
