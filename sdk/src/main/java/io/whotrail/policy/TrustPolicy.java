// SPDX-License-Identifier: Apache-2.0
package io.whotrail.policy;

/**
 * A role's trust policy, analysed: who may open sessions of the role, and under which names.
 *
 * <p>Only the analysis is kept, never the document. Immutable, safe for use by any number of threads.
 */
public final class TrustPolicy {
    /**
     * The longest document that is looked at, in characters: IAM allows 2,048 characters by default, more on request, and
     * URL encoding makes at most three of one.
     */
    public static final int MAXIMUM_LENGTH = 1 << 16;

    private final SessionNameRequirement requirement;

    private TrustPolicy(SessionNameRequirement requirement) {
        this.requirement = requirement;
    }

    /**
     * Reads a trust policy as IAM's interfaces show it: a JSON object, such an object as a JSON string, or either of them
     * URL-encoded by RFC 3986, where {@code +} is no space.
     *
     * @param document the document
     * @return the policy
     * @throws MalformedTrustPolicyException if the document is no trust policy that IAM could have accepted: no JSON, a
     *     key that is there twice, an element of the wrong kind, or longer than {@value #MAXIMUM_LENGTH} characters
     */
    public static TrustPolicy parse(String document) {
        return new TrustPolicy(Analysis.of(PolicyParser.parse(PolicyText.decoded(document))));
    }

    /**
     * What the policy asks of session names.
     *
     * @return the answer, with its reason
     */
    public SessionNameRequirement requirement() {
        return requirement;
    }

    @Override
    public String toString() {
        return "TrustPolicy[" + requirement.answer() + "]";
    }
}
