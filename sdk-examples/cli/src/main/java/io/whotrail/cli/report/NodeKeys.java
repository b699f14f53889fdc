// SPDX-License-Identifier: Apache-2.0
package io.whotrail.cli.report;

import io.whotrail.Ambiguity;
import io.whotrail.Explanation;
import io.whotrail.Gap;
import io.whotrail.Hop;
import io.whotrail.Identity;
import io.whotrail.IdentityType;
import io.whotrail.Verdict;
import io.whotrail.cli.report.GraphNode.Layer;
import io.whotrail.cli.text.People;
import io.whotrail.cli.text.Words;
import io.whotrail.event.Arn;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Which nodes of the graph a session's events pass. Not thread safe. */
final class NodeKeys {
    private static final int NAMES_TOLD = 3;

    /** The unique ids of users of one name; two have one name if one was deleted and made again. */
    private final Map<String, Set<String>> uniqueIds = new HashMap<>();

    /** Learns which origins there are. */
    void learn(Verdict verdict) {
        if (verdict instanceof Explanation explanation) {
            Identity origin = explanation.origin();
            if (origin.type() == IdentityType.IAM_USER && origin.principalId() != null) {
                uniqueIds
                        .computeIfAbsent(named(origin), none -> new HashSet<>())
                        .add(origin.principalId());
            }
        }
    }

    /** The origin and the roles of a session, in their order. */
    List<NodeKey> path(Strand strand) {
        var path = new ArrayList<NodeKey>();
        if (strand.verdict() instanceof Explanation explanation) {
            path.add(origin(explanation.origin()));
            explanation.chain().hops().forEach(hop -> path.add(role(hop)));
            return path;
        }
        path.add(unknown(strand.verdict()));
        NodeKey role =
                strand.session() == null ? null : roleOfSession(strand.session().arn());
        if (role != null) {
            path.add(role);
        }
        return path;
    }

    /** The origin of a session, where it has one. */
    @Nullable
    NodeKey origin(Strand strand) {
        return strand.verdict() instanceof Explanation explanation ? origin(explanation.origin()) : null;
    }

    static NodeKey account(String account) {
        return account.equals(Strand.NO_ACCOUNT)
                ? new NodeKey(Layer.ACCOUNT, account, "account not told", "Events that do not tell their account.", "")
                : new NodeKey(Layer.ACCOUNT, account, account, "account " + account, "");
    }

    /** What stands for all of a layer that are not shown by themselves. */
    static NodeKey others(Layer layer) {
        return new NodeKey(layer, "others", "others", "Those with fewer events, together.", "");
    }

    private NodeKey origin(Identity origin) {
        String named = named(origin);
        boolean several = origin.type() == IdentityType.IAM_USER
                && uniqueIds.getOrDefault(named, Set.of()).size() > 1;
        String identifier = People.identifier(origin);
        return new NodeKey(
                Layer.ORIGIN,
                several ? named + '\n' + origin.principalId() : named,
                People.brief(origin),
                People.described(origin) + (identifier.isEmpty() ? "" : "  " + identifier),
                Objects.requireNonNullElse(origin.accountId(), ""));
    }

    /** What tells an origin from others: by its name, so that several unique ids of one name are one. */
    static String named(Identity identity) {
        String name = Objects.requireNonNullElse(
                identity.userId() == null ? identity.name() : identity.userId(),
                Objects.requireNonNullElse(identity.arn(), String.valueOf(identity.principalId())));
        return String.join(
                "\n",
                identity.type().word(),
                identity.type() == IdentityType.IAM_USER ? name.toLowerCase(Locale.ROOT) : name,
                String.valueOf(identity.accountId()),
                String.valueOf(identity.provider()),
                String.valueOf(identity.identityStoreArn()),
                String.valueOf(identity.service()));
    }

    private static NodeKey unknown(Verdict verdict) {
        if (verdict instanceof Gap gap) {
            return new NodeKey(
                    Layer.ORIGIN,
                    "?" + gap.reason().name(),
                    "? " + Words.brief(gap.reason()),
                    Words.sentence(gap.reason()),
                    "");
        }
        String names = names((Ambiguity) verdict);
        return new NodeKey(Layer.ORIGIN, "?" + names, names, "Several identities explain it equally well.", "");
    }

    /** {@code bob or carol}. */
    static String names(Ambiguity ambiguity) {
        List<String> names = ambiguity.candidates().stream()
                .map(candidate -> People.brief(candidate.origin()))
                .sorted()
                .toList();
        int more = names.size() - NAMES_TOLD;
        return names.stream().limit(NAMES_TOLD).collect(Collectors.joining(" or "))
                + (more > 0 ? " or " + more + " more" : "");
    }

    private static NodeKey role(Hop hop) {
        Arn arn = Arn.parse(hop.roleArn());
        String label = People.role(hop);
        return arn == null || arn.roleName() == null
                ? new NodeKey(Layer.ROLE, label, label, String.valueOf(hop.roleArn()), "")
                : role(arn, hop.roleArn());
    }

    private static @Nullable NodeKey roleOfSession(@Nullable String sessionArn) {
        Arn arn = Arn.parse(sessionArn);
        return arn == null || arn.roleName() == null ? null : role(arn, "assumed from " + sessionArn);
    }

    /** The name of the role of a session's ARN, with its account; {@code null} for other ARNs. */
    static @Nullable String roleName(@Nullable String sessionArn) {
        Arn arn = Arn.parse(sessionArn);
        return arn == null || arn.roleName() == null ? null : arn.roleName() + " of " + arn.accountId();
    }

    private static NodeKey role(Arn arn, @Nullable String detail) {
        String name = Objects.requireNonNull(arn.roleName());
        String id = arn.partition() + ':' + arn.accountId() + ':' + name.toLowerCase(Locale.ROOT);
        return new NodeKey(Layer.ROLE, id, name, String.valueOf(detail), arn.accountId());
    }
}
