// SPDX-License-Identifier: Apache-2.0
package io.whotrail.simulation;

/** How a verdict compares with what is right. */
public enum Judgement {
    /** The right origin, with the right basis. */
    RIGHT(true),
    /** Several origins, and nothing delivered tells them apart. */
    AMBIGUOUS(true),
    /** No origin, for the right reason. */
    UNATTRIBUTED(true),
    /** Another origin than what was delivered proves, and not the true one either. */
    WRONG(false),
    /** The right origin, with a basis that was not delivered, or is not the strongest. */
    WRONG_BASIS(false),
    /** The true origin, though nothing delivered proves it: a lucky guess. */
    UNPROVEN(false),
    /** Several origins, though what was delivered tells more, or less. */
    NEEDLESSLY_AMBIGUOUS(false),
    /** No origin, though what was delivered proves one, or tells that there are several. */
    MISSED(false),
    /** No origin, for another reason than the right one. */
    WRONG_REASON(false);

    private final boolean right;

    Judgement(boolean right) {
        this.right = right;
    }

    /** Whether nothing is to be said against it. */
    public boolean isRight() {
        return right;
    }
}
