// SPDX-License-Identifier: Apache-2.0
package io.whotrail.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import io.whotrail.cli.text.People;
import io.whotrail.cli.text.TerminalText;
import io.whotrail.cli.text.Words;
import io.whotrail.investigation.Revocation;
import io.whotrail.investigation.RevocationPlan;
import io.whotrail.investigation.SessionTree;
import io.whotrail.investigation.SessionTwin;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Tells what to revoke, with which policies, and what they leave out. */
final class RevocationText {
    private static final int TWINS_TOLD = 8;

    private static final JsonFactory JSON =
            JsonFactory.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

    private RevocationText() {}

    static void tell(SessionTree tree, RevocationPlan plan, List<String> lines) {
        lines.add("");
        if (plan.revocations().isEmpty() && plan.others().isEmpty()) {
            lines.add(nothing(plan));
            if (plan.originPolicy() == null) {
                return;
            }
            lines.add("To end what the user has itself:");
        } else {
            lines.add("To revoke these sessions:");
        }
        lines.add("  First take away what opens new ones: " + TerminalText.escape(FirstSteps.of(tree)) + '.');
        if (plan.originPolicy() != null) {
            lines.add("  " + TerminalText.escape(People.identifier(tree.origin()))
                    + ": put this policy on the user, whose temporary credentials stay valid otherwise");
            lines.add("    " + plan.originPolicy());
        }
        plan.revocations().forEach(revocation -> tell(revocation, lines));
        twins(plan, lines);
        if (!plan.others().isEmpty()) {
            lines.add("  " + others(plan) + ". Take away what they were opened with.");
        }
        if (plan.untold() > 0 && !(plan.revocations().isEmpty() && plan.others().isEmpty())) {
            lines.add("  This is not all: " + untold(plan) + '.');
        }
    }

    private static String nothing(RevocationPlan plan) {
        if (plan.untold() > 0) {
            return "No session can be revoked yet: " + untold(plan) + '.';
        }
        return plan.originPolicy() == null
                ? "Nothing to revoke: no session descends from it."
                : "No session of a role descends from it.";
    }

    private static void tell(Revocation revocation, List<String> lines) {
        lines.add("  " + TerminalText.escape(revocation.roleArn()) + ", "
                + Words.count(revocation.sessions().size(), "session") + ": " + where(revocation));
        revocation.policies().forEach(policy -> lines.add("    " + policy));
        if (isTooMany(revocation)) {
            lines.add(
                    "    " + tooMany(revocation) + ". Instead, this one ends every session of the role that was opened"
                            + " before now, whosever it is:");
            lines.add("    " + revocation.olderSessions());
        }
    }

    private static boolean isTooMany(Revocation revocation) {
        return !revocation.isPlaceable() && revocation.place() != Revocation.Place.NOWHERE;
    }

    private static String tooMany(Revocation revocation) {
        return "These are " + revocation.policies().size() + " policies, and a role can have "
                + Revocation.MAXIMUM_POLICIES + " unless the quota was raised, with those that it has already";
    }

    private static String others(RevocationPlan plan) {
        return Words.count(plan.others().size(), "session")
                + " that no policy of a role can deny: of federated users, of root, of unknown birth, or of a name or"
                + " time that AWS would not take";
    }

    private static String untold(RevocationPlan plan) {
        return Words.count(plan.untold(), "event")
                + " of further sessions, for which there was no room; --told-apart makes some";
    }

    private static void twins(RevocationPlan plan, List<String> lines) {
        if (plan.twins().isEmpty()) {
            return;
        }
        lines.add("  " + twins(plan) + ':');
        for (SessionTwin twin :
                plan.twins().subList(0, Math.min(TWINS_TOLD, plan.twins().size()))) {
            String who = twin.origin() == null ? "nobody knows whose" : People.described(twin.origin());
            lines.add("    " + TerminalText.escape(twin.roleArn() + " \"" + twin.sessionName() + '"') + " since "
                    + twin.issuedAt() + ": " + TerminalText.escape(who));
        }
        if (plan.twins().size() > TWINS_TOLD) {
            lines.add("    and " + (plan.twins().size() - TWINS_TOLD) + " more");
        }
    }

    private static String twins(RevocationPlan plan) {
        return Words.count(plan.twins().size(), "session")
                + " that nobody asked for, with the same role and name and born within a second, will be denied too";
    }

    private static String where(Revocation revocation) {
        String these = revocation.policies().size() == 1 ? "this policy" : "each of these policies";
        return switch (revocation.place()) {
            case ROLE -> "put " + these + " on the role";
            case PERMISSION_SET ->
                "IAM Identity Center owns the role; put " + these
                        + " into its permission set, or into a service control policy";
            case NOWHERE -> "a service-linked role, whose sessions cannot be revoked; end what the service does";
        };
    }

    /** One object a line: the user or role, where the policy goes, and the policy. */
    static void policies(SessionTree tree, RevocationPlan plan, List<String> lines) {
        if (plan.originPolicy() != null) {
            String user = Objects.requireNonNullElse(tree.origin().arn(), People.brief(tree.origin()));
            lines.add(policy("userArn", user, "USER", plan.originPolicy()));
        }
        for (Revocation revocation : plan.revocations()) {
            for (String policy : revocation.policies()) {
                lines.add(policy(
                        "roleArn", revocation.roleArn(), revocation.place().name(), policy));
            }
        }
    }

    private static String policy(String field, String arn, String place, String policy) {
        var text = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(text)) {
            json.writeStartObject();
            json.writeStringField(field, arn);
            json.writeStringField("place", place);
            json.writeFieldName("policy");
            json.writeRawValue(policy);
            json.writeEndObject();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return text.toString();
    }

    /** What somebody has to know who sees nothing but the policies. */
    static List<String> amiss(RevocationPlan plan) {
        var told = new ArrayList<String>();
        if (plan.untold() > 0) {
            told.add(untold(plan));
        }
        if (!plan.others().isEmpty()) {
            told.add(others(plan));
        }
        for (Revocation revocation : plan.revocations()) {
            if (!revocation.isPlaceable()) {
                String role = TerminalText.escape(revocation.roleArn()) + ": ";
                told.add(role + (isTooMany(revocation) ? tooMany(revocation) : where(revocation)));
            }
        }
        if (!plan.twins().isEmpty()) {
            told.add(twins(plan));
        }
        return told;
    }
}
