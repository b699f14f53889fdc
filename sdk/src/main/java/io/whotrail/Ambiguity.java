// SPDX-License-Identifier: Apache-2.0
package io.whotrail;

import java.util.List;

/**
 * Several explanations with different origins, none preferred.
 *
 * @param candidates two explanations or more, in an order that says nothing
 */
public record Ambiguity(List<Explanation> candidates) implements Verdict {
    /** Copies the candidates.
     *
     * @throws IllegalArgumentException if there are fewer than two */
    public Ambiguity {
        candidates = List.copyOf(candidates);
        if (candidates.size() < 2) {
            throw new IllegalArgumentException("ambiguous needs two candidates or more, got " + candidates.size());
        }
    }
}
