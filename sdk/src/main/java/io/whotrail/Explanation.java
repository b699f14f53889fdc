// SPDX-License-Identifier: Apache-2.0
package io.whotrail;

import io.whotrail.event.InputTrust;
import java.util.Comparator;

/**
 * One explanation of who is behind a credential.
 *
 * @param origin the identity at the far end of the role chain
 * @param basis the weakest evidence met on the whole chain
 * @param chain the hops from the origin to the acting session; empty where the event names the origin itself
 * @param trust the weakest trust of the records that prove the chain, and of those that show the trust policy by which a
 *     name was forced, the event itself aside; the strongest there is where nothing but the event itself proves the origin
 */
public record Explanation(Identity origin, Basis basis, RoleChain chain, InputTrust trust) implements Verdict {

    /** The strongest, then shortest, then earliest explanation first; two are equal only where they say the same. */
    static final Comparator<Explanation> BEST_FIRST = Comparator.comparing(Explanation::basis)
            .thenComparingInt(explanation -> explanation.chain().length())
            .thenComparing(Explanation::proof)
            .thenComparing(explanation -> explanation.origin().sortKey())
            .thenComparing(Explanation::trust)
            .thenComparing(explanation -> explanation.chain().hops().toString());

    /**
     * An explanation that no record but the event itself proves.
     *
     * @param origin the identity at the far end of the role chain
     * @param basis the weakest evidence met on the whole chain
     * @param chain the hops from the origin to the acting session
     */
    public Explanation(Identity origin, Basis basis, RoleChain chain) {
        this(origin, basis, chain, InputTrust.DIGEST_VERIFIED);
    }

    static Explanation direct(Identity origin) {
        return new Explanation(origin, Basis.DIRECT, RoleChain.EMPTY);
    }

    private String proof() {
        var text = new StringBuilder();
        for (Hop hop : chain.hops()) {
            text.append(hop.issuedAt()).append(hop.issuanceEventIds()).append(hop.link());
        }
        return text.toString();
    }
}
