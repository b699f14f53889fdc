// SPDX-License-Identifier: Apache-2.0
package io.whotrail.sink;

/** Where the origin stands in a document of the Elastic Common Schema. */
public enum EcsPlacement {
    /**
     * In {@code whotrail.origin}. {@code user} stays whoever CloudTrail names, a role where a role acts, as Elastic's own
     * CloudTrail integration has it; the origin is found by {@code related.user} too. Rules and dashboards that exist go on
     * to mean what they mean: the safe choice, and the default.
     */
    NAMESPACE,
    /**
     * In {@code user}, and the role whose permissions were used in {@code user.effective}, as the schema defines them. Only an
     * origin that is attributed stands there: where it is ambiguous or unknown, {@code user} has an {@code effective} part and
     * no name. {@code whotrail.origin} is there as well.
     */
    USER
}
