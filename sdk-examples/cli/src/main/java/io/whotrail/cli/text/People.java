// SPDX-License-Identifier: Apache-2.0
package io.whotrail.cli.text;

import io.whotrail.Explanation;
import io.whotrail.Hop;
import io.whotrail.Identity;
import io.whotrail.event.Arn;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Identities and chains as people speak of them. Names come from the input: escape what is printed. */
public final class People {
    private static final int HOPS_DRAWN = 4;
    private static final String ARROW = " → ";

    private People() {}

    /** A name short enough for a table: {@code alice}. */
    public static String brief(Identity identity) {
        return switch (identity.type()) {
            case ROOT -> "root of " + known(identity.accountId());
            case AWS_ACCOUNT -> "account " + known(identity.accountId());
            case ASSUMED_ROLE -> session(identity);
            case UNKNOWN -> first(identity.name(), identity.principalId(), "unknown");
            default -> first(identity.name(), identity.arn(), identity.userId(), identity.principalId(), "unnamed");
        };
    }

    /** A description that can stand in a sentence: {@code alice, an IAM user of account 111122223333}. */
    public static String described(Identity identity) {
        return switch (identity.type()) {
            case ROOT -> "the root user of account " + known(identity.accountId());
            case AWS_ACCOUNT ->
                "the principal " + known(identity.principalId()) + " of the foreign account "
                        + known(identity.accountId());
            case AWS_SERVICE -> "the AWS service " + brief(identity);
            case SOURCE_IDENTITY -> brief(identity) + ", a name that the session bears as its source identity";
            case WORKLOAD -> brief(identity) + ", a workload run by " + known(identity.service());
            case SAML_USER, WEB_IDENTITY_USER ->
                brief(identity) + ", a user vouched for by the identity provider " + known(identity.provider());
            case IDENTITY_CENTER_USER -> brief(identity) + ", a user of IAM Identity Center" + account(identity);
            case UNKNOWN -> brief(identity) + ", an identity of a kind that is not known";
            default -> brief(identity) + ", " + kind(identity) + account(identity);
        };
    }

    /** What the identity is called by AWS, as exactly as is known. */
    public static String identifier(Identity identity) {
        return first(identity.arn(), identity.userId(), identity.principalId(), identity.roleArn(), "");
    }

    private static String kind(Identity identity) {
        return switch (identity.type()) {
            case IAM_USER -> "an IAM user";
            case FEDERATED_USER -> "a federated user";
            case DIRECTORY -> "a directory user";
            case ROLE -> "a role";
            case ASSUMED_ROLE -> "a role session";
            default -> "an identity of type " + identity.type().word();
        };
    }

    private static String account(Identity identity) {
        return identity.accountId() == null ? "" : " of account " + identity.accountId();
    }

    /** A chain in one line: {@code alice → Dev → Prod}; of a long one the middle is left out. */
    public static String chain(Explanation explanation) {
        var names = new ArrayList<String>();
        names.add(brief(explanation.origin()));
        List<Hop> hops = explanation.chain().hops();
        if (explanation.chain().length() <= HOPS_DRAWN) {
            hops.forEach(hop -> names.add(role(hop)));
        } else {
            names.add(role(hops.get(0)));
            names.add("…(+" + (explanation.chain().length() - 2) + ")");
            names.add(role(hops.get(hops.size() - 1)));
        }
        return String.join(ARROW, names);
    }

    /** The role's name without its path: {@code Dev}. */
    public static String role(Hop hop) {
        Arn arn = Arn.parse(hop.roleArn());
        if (arn == null) {
            return first(hop.roleArn(), hop.sessionName(), "a role");
        }
        String resource = arn.resource();
        return resource.substring(resource.lastIndexOf('/') + 1);
    }

    /** {@code Dev/alice} of the ARN {@code …:assumed-role/Dev/alice}. */
    private static String session(Identity identity) {
        Arn arn = Arn.parse(identity.arn());
        return arn == null
                ? first(identity.name(), identity.userId(), identity.principalId(), "unnamed")
                : arn.resource().substring(arn.resource().indexOf('/') + 1);
    }

    private static String known(@Nullable String text) {
        return Objects.requireNonNullElse(text, "that is not named");
    }

    private static String first(@Nullable String... texts) {
        for (String text : texts) {
            if (text != null && !text.isEmpty()) {
                return text;
            }
        }
        return "";
    }
}
