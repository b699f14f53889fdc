// SPDX-License-Identifier: Apache-2.0
package io.whotrail.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import io.whotrail.IdentityType;
import io.whotrail.cli.text.People;
import io.whotrail.cli.text.TerminalText;
import io.whotrail.cli.text.Words;
import io.whotrail.investigation.Revocation;
import io.whotrail.investigation.RevocationPlan;
import io.whotrail.investigation.SessionTree;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;

/** Tells what to revoke, and with which policies. */
final class RevocationText {
    private static final JsonFactory JSON =
            JsonFactory.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

    private RevocationText() {}

    static void tell(SessionTree tree, RevocationPlan plan, List<String> lines) {
        lines.add("");
        if (plan.revocations().isEmpty() && plan.others().isEmpty()) {
            lines.add("Nothing to revoke: no session descends from it.");
            return;
        }
        lines.add("To revoke exactly these sessions:");
        lines.add("  First take away what opens new ones: " + TerminalText.escape(first(tree)) + '.');
        for (Revocation revocation : plan.revocations()) {
            lines.add("  " + TerminalText.escape(revocation.roleArn()) + ", "
                    + Words.count(revocation.sessions().size(), "session") + ": " + where(revocation));
            revocation.policies().forEach(policy -> lines.add("    " + policy));
        }
        if (!plan.others().isEmpty()) {
            lines.add("  " + Words.count(plan.others().size(), "session")
                    + " that no policy of a role can deny: of federated users, of root, or of unknown birth."
                    + " Take away what they were opened with.");
        }
    }

    private static String first(SessionTree tree) {
        String keys = tree.accessKeyIds().stream()
                .filter(key -> key.startsWith("AKIA"))
                .reduce((one, other) -> one + ", " + other)
                .map(list -> "deactivate " + list)
                .orElse("");
        IdentityType type = tree.origin().type();
        String who = People.brief(tree.origin());
        if (type == IdentityType.IAM_USER) {
            return (keys.isEmpty() ? "the keys" : keys) + " and the password of " + who;
        }
        return keys.isEmpty() ? "the access of " + who : keys + " and the access of " + who;
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

    /** One object a line: the role, where the policy goes, and the policy. */
    static void policies(RevocationPlan plan, List<String> lines) {
        for (Revocation revocation : plan.revocations()) {
            for (String policy : revocation.policies()) {
                var text = new StringWriter();
                try (JsonGenerator json = JSON.createGenerator(text)) {
                    json.writeStartObject();
                    json.writeStringField("roleArn", revocation.roleArn());
                    json.writeStringField("place", revocation.place().name());
                    json.writeFieldName("policy");
                    json.writeRawValue(policy);
                    json.writeEndObject();
                } catch (IOException impossible) {
                    throw new UncheckedIOException(impossible);
                }
                lines.add(text.toString());
            }
        }
    }
}
