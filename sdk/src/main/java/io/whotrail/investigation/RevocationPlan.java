// SPDX-License-Identifier: Apache-2.0
package io.whotrail.investigation;

import io.whotrail.event.Arn;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What to revoke, so that nothing more is done with some sessions.
 *
 * @param revocations what to do, role by role, in the order of their ARNs
 * @param others sessions that no role's policy can deny: federated users, root sessions, and those whose birth is not known,
 *     or whose name AWS would not take
 */
public record RevocationPlan(List<Revocation> revocations, List<SessionNode> others) {
    /** What AWS takes as a session name; nothing in it means anything else in a condition. */
    private static final Pattern SESSION_NAME = Pattern.compile("[A-Za-z0-9_+=,.@-]{2,64}");

    private static final String SERVICE_LINKED = "role/aws-service-role/";
    private static final String IDENTITY_CENTER = "role/aws-reserved/sso.amazonaws.com/";
    private static final String IDENTITY_CENTER_NAME = "AWSReservedSSO_";

    /** Copies the lists. */
    public RevocationPlan {
        revocations = List.copyOf(revocations);
        others = List.copyOf(others);
    }

    /**
     * Plans to revoke exactly these sessions. Those that descend from them have to be among them: a session goes on when
     * the one that opened it is revoked.
     *
     * @param sessions for example {@link SessionTree#allSessions}
     * @return what to do
     */
    public static RevocationPlan of(Collection<SessionNode> sessions) {
        var others = new ArrayList<SessionNode>();
        Map<String, List<SessionNode>> byRole = new TreeMap<>();
        for (SessionNode session : sessions) {
            Arn role = Arn.parse(session.hop().roleArn());
            if (role == null
                    || role.roleName() == null
                    || !isName(session.hop().sessionName())
                    || session.hop().issuedAt() == null) {
                others.add(session);
            } else {
                String name = role.partition()
                        + ':'
                        + role.accountId()
                        + ':'
                        + role.roleName().toLowerCase(Locale.ROOT);
                byRole.computeIfAbsent(name, none -> new ArrayList<>()).add(session);
            }
        }
        return new RevocationPlan(
                byRole.values().stream().map(RevocationPlan::revocation).toList(), others);
    }

    private static boolean isName(@Nullable String text) {
        return text != null && SESSION_NAME.matcher(text).matches();
    }

    private static Revocation revocation(List<SessionNode> ofOneRole) {
        String roleArn = ofOneRole.stream()
                .map(session -> String.valueOf(session.hop().roleArn()))
                .max((one, other) -> one.length() == other.length()
                        ? other.compareTo(one)
                        : Integer.compare(one.length(), other.length()))
                .orElseThrow();
        Revocation.Place place = place(roleArn);
        List<String> policies = place == Revocation.Place.NOWHERE ? List.of() : new DenyPolicies(ofOneRole).documents();
        return new Revocation(roleArn, place, ofOneRole, policies);
    }

    private static Revocation.Place place(String roleArn) {
        if (roleArn.contains(SERVICE_LINKED)) {
            return Revocation.Place.NOWHERE;
        }
        String name = roleArn.substring(roleArn.lastIndexOf('/') + 1);
        return roleArn.contains(IDENTITY_CENTER) || name.startsWith(IDENTITY_CENTER_NAME)
                ? Revocation.Place.PERMISSION_SET
                : Revocation.Place.ROLE;
    }
}
