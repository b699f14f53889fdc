// SPDX-License-Identifier: Apache-2.0
package io.whotrail;

import io.whotrail.event.Arn;
import io.whotrail.event.InputTrust;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Draws the verdict from candidates. Pure: the same candidates give the same verdict in whatever order they come.
 */
final class Resolver {
    private Resolver() {}

    /**
     * The verdict over the candidates of the strongest match. As long as one of them is unresolved, none of the others is
     * the answer: it might be another origin.
     *
     * @param candidates at least one
     * @param acting the identity proven when the candidates do not agree on how far the proof reaches
     * @param claims what the acting session claims
     */
    static Verdict merge(List<Verdict> candidates, Identity acting, Claims claims) {
        var explanations = new ArrayList<Explanation>(candidates.size());
        Gap gap = null;
        for (Verdict candidate : candidates) {
            if (candidate instanceof Explanation explanation) {
                explanations.add(explanation);
            } else if (candidate instanceof Ambiguity ambiguity) {
                explanations.addAll(ambiguity.candidates());
            } else {
                gap = weaker(gap, (Gap) candidate, acting);
            }
        }
        if (gap != null) {
            Identity furthest = explanations.isEmpty() ? gap.furthest() : acting;
            return new Gap(gap.reason(), furthest, claims);
        }
        return distinct(explanations);
    }

    private static Gap weaker(@Nullable Gap one, Gap other, Identity acting) {
        if (one == null) {
            return other;
        }
        UnattributedReason reason = one.reason().compareTo(other.reason()) <= 0 ? one.reason() : other.reason();
        Identity furthest = Objects.equals(one.furthest(), other.furthest()) ? one.furthest() : acting;
        return new Gap(reason, furthest, Claims.NONE);
    }

    /** One explanation where all origins are the same, the best of them; else the best of each origin. */
    private static Verdict distinct(List<Explanation> explanations) {
        explanations.sort(Explanation.BEST_FIRST);
        var origins = new ArrayList<List<Explanation>>(2);
        for (Explanation explanation : explanations) {
            List<Explanation> same = null;
            for (List<Explanation> origin : origins) {
                same = same == null && areAllOf(origin, explanation.origin()) ? origin : same;
            }
            if (same == null) {
                same = new ArrayList<>(2);
                origins.add(same);
            }
            same.add(explanation);
        }
        return origins.size() == 1
                ? origins.get(0).get(0)
                : new Ambiguity(origins.stream().map(origin -> origin.get(0)).toList());
    }

    /** A name without an id fits many ids, which do not fit each other. */
    private static boolean areAllOf(List<Explanation> explanations, Identity origin) {
        return explanations.stream().allMatch(one -> one.origin().sameAs(origin));
    }

    /** The caller's verdict, one hop further. */
    static Verdict extend(Verdict caller, HopSource hop, Basis link, InputTrust trust, int maximumChainLength) {
        if (caller instanceof Explanation explanation) {
            return explanation.chain().length() >= maximumChainLength
                    ? tooLong(hop.hop(link))
                    : extend(explanation, hop, link, trust);
        }
        if (caller instanceof Ambiguity ambiguity) {
            var longer = new ArrayList<Explanation>();
            for (Explanation candidate : ambiguity.candidates()) {
                if (candidate.chain().length() >= maximumChainLength) {
                    return tooLong(hop.hop(link));
                }
                longer.add(extend(candidate, hop, link, trust));
            }
            return new Ambiguity(longer);
        }
        Gap gap = (Gap) caller;
        Hop told = hop.hop(link);
        return new Gap(gap.reason(), gap.furthest() == null ? actingOf(told) : gap.furthest(), claims(told));
    }

    /** Whether a verdict is what {@link #extend} made of a caller's explanation, seen without making it again. */
    static boolean isExtended(Verdict verdict, Verdict caller, HopSource hop, Basis link, InputTrust trust) {
        return verdict instanceof Explanation explanation
                && caller instanceof Explanation called
                && explanation.chain().isOf(called.chain(), hop, link)
                && explanation.trust() == called.trust().weaker(trust);
    }

    private static Gap tooLong(Hop hop) {
        return new Gap(UnattributedReason.CHAIN_TOO_LONG, actingOf(hop), claims(hop));
    }

    static Claims claims(Hop hop) {
        return new Claims(hop.sessionName(), hop.sourceIdentity());
    }

    private static Explanation extend(Explanation caller, HopSource hop, Basis link, InputTrust trust) {
        return new Explanation(
                caller.origin(),
                caller.basis().weaker(link),
                caller.chain().append(hop, link),
                caller.trust().weaker(trust));
    }

    /** The same session by another door: no hop is added, but the last one gains the event that proves the door. */
    static Verdict reenter(Verdict caller, List<String> eventIds, InputTrust trust) {
        if (caller instanceof Explanation explanation) {
            return reenter(explanation, eventIds, trust);
        }
        if (caller instanceof Ambiguity ambiguity) {
            return new Ambiguity(ambiguity.candidates().stream()
                    .map(candidate -> reenter(candidate, eventIds, trust))
                    .toList());
        }
        return caller;
    }

    private static Explanation reenter(Explanation caller, List<String> eventIds, InputTrust trust) {
        InputTrust weaker = caller.trust().weaker(trust);
        Basis basis = caller.basis().weaker(Basis.SESSION_BIRTH);
        List<Hop> hops = caller.chain().hops();
        if (hops.isEmpty()) {
            return new Explanation(caller.origin(), basis, caller.chain(), weaker);
        }
        Hop last = hops.get(hops.size() - 1);
        var proof = new ArrayList<>(last.issuanceEventIds());
        eventIds.stream().filter(Predicate.not(proof::contains)).forEach(proof::add);
        Hop door = last.provenBy(last.link().weaker(Basis.SESSION_BIRTH), proof);
        return new Explanation(caller.origin(), basis, caller.chain().withLast(door), weaker);
    }

    static @Nullable Identity actingOf(Hop hop) {
        Arn role = Arn.parse(hop.roleArn());
        if (role == null) {
            return null;
        }
        String name = role.roleName();
        return name == null || hop.sessionName() == null
                ? Identity.of(IdentityType.ROLE, null, hop.roleArn(), hop.roleId(), role.accountId())
                : Identity.of(
                        IdentityType.ASSUMED_ROLE,
                        null,
                        "arn:" + role.partition() + ":sts::" + role.accountId() + ":assumed-role/" + name + '/'
                                + hop.sessionName(),
                        hop.roleId() == null ? null : hop.roleId() + ':' + hop.sessionName(),
                        role.accountId());
    }
}
