// SPDX-License-Identifier: Apache-2.0
package io.whotrail.simulation;

import io.whotrail.Ambiguity;
import io.whotrail.Basis;
import io.whotrail.Claims;
import io.whotrail.Explanation;
import io.whotrail.Gap;
import io.whotrail.Identity;
import io.whotrail.IdentityType;
import io.whotrail.RoleChain;
import io.whotrail.UnattributedReason;
import io.whotrail.Verdict;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Makes a verdict of the fields of a line: what can be held against the truth, without the chain. */
public final class WrittenVerdict {
    private static final RoleChain NO_CHAIN = new RoleChain(List.of(), 0);

    private WrittenVerdict() {}

    /** The verdict that a line tells. */
    public static Verdict of(Map<?, ?> line) {
        return switch ((String) line.get("verdict")) {
            case "ATTRIBUTED" -> explanation(line);
            case "AMBIGUOUS" ->
                new Ambiguity(((List<?>) line.get("candidates"))
                        .stream()
                                .map(candidate -> explanation((Map<?, ?>) candidate))
                                .toList());
            case "UNATTRIBUTED" ->
                new Gap(UnattributedReason.valueOf((String) line.get("reason")), null, new Claims(null, null));
            default -> throw new AssertionError("no verdict: " + line);
        };
    }

    private static Explanation explanation(Map<?, ?> line) {
        return new Explanation(
                identity((Map<?, ?>) line.get("origin")), Basis.valueOf((String) line.get("basis")), NO_CHAIN);
    }

    private static Identity identity(Map<?, ?> origin) {
        return new Identity(
                type((String) origin.get("type")),
                (String) origin.get("name"),
                (String) origin.get("arn"),
                (String) origin.get("principalId"),
                (String) origin.get("accountId"),
                (String) origin.get("provider"),
                (String) origin.get("userId"),
                (String) origin.get("identityStoreArn"),
                (String) origin.get("service"),
                (String) origin.get("roleArn"));
    }

    private static IdentityType type(String word) {
        return Stream.of(IdentityType.values())
                .filter(type -> type.word().equals(word))
                .findFirst()
                .orElseThrow();
    }
}
