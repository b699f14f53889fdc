// SPDX-License-Identifier: Apache-2.0
package io.whotrail.cli;

import io.whotrail.Identity;
import io.whotrail.cli.text.People;
import io.whotrail.investigation.SessionNode;
import io.whotrail.investigation.SessionTree;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/** What to take away before sessions are revoked: else whoever opened them opens others. Names are as the input has them. */
final class FirstSteps {
    private static final int ROLES_TOLD = 4;

    private FirstSteps() {}

    /** An imperative, for whoever is at the far end. */
    static String of(SessionTree tree) {
        if (tree.onTheWay()) {
            return "the right to assume " + roles(tree) + ", of " + People.brief(tree.origin())
                    + " or of the sessions on the way";
        }
        Identity origin = tree.origin();
        String who = People.brief(origin);
        String keys = keys(tree);
        return switch (origin.type()) {
            case IAM_USER -> (keys.isEmpty() ? "the keys" : keys) + " and the password of " + who;
            case ROOT ->
                (keys.isEmpty() ? "the keys" : keys) + " and the password of " + who
                        + "; no policy of the account denies what was issued to it, a service control policy does";
            case IDENTITY_CENTER_USER -> "disable " + who + " in IAM Identity Center, and end the sessions there";
            case SAML_USER, WEB_IDENTITY_USER, DIRECTORY -> "the access of " + who + " at the identity provider";
            case AWS_SERVICE, WORKLOAD -> "the role of " + who + ", or stop it: it is given new credentials otherwise";
            case AWS_ACCOUNT -> "take " + who + " out of the trust policies of these roles";
            default -> keys.isEmpty() ? "the access of " + who : keys + " and the access of " + who;
        };
    }

    private static String keys(SessionTree tree) {
        List<String> keys = tree.accessKeyIds().stream()
                .filter(key -> key.startsWith("AKIA"))
                .toList();
        return keys.isEmpty() ? "" : "deactivate " + String.join(", ", keys);
    }

    /** The roles that are nearest to the origin of those that were asked for. */
    private static String roles(SessionTree tree) {
        var names = new TreeSet<String>();
        var level = new ArrayList<>(tree.sessions());
        for (int at = 0; at < level.size(); at++) {
            SessionNode session = level.get(at);
            if (session.onTheWay()) {
                level.addAll(session.sessions());
            } else {
                names.add(People.role(session.hop()));
            }
        }
        List<String> told = names.stream().limit(ROLES_TOLD).toList();
        return String.join(", ", told)
                + (told.size() == names.size() ? "" : " and " + (names.size() - told.size()) + " more");
    }
}
