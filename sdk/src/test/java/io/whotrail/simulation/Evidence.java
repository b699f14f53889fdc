// SPDX-License-Identifier: Apache-2.0
package io.whotrail.simulation;

import java.util.ArrayList;
import java.util.List;

/**
 * The calls that made a credential, from the last one back to the first.
 *
 * @param copies the records of this call
 * @param caller what made the caller's own credential; {@code null} where the caller names itself
 */
public record Evidence(List<Copy> copies, Evidence caller) {
    /**
     * One record of an issuing call.
     *
     * @param eventId its id
     * @param accountId the account whose trail tells of it
     * @param fate what became of it
     */
    public record Copy(String eventId, String accountId, Fate fate) {}

    /** The records of all calls, the last call first. */
    public List<Copy> all() {
        var all = new ArrayList<Copy>();
        for (Evidence call = this; call != null; call = call.caller) {
            all.addAll(call.copies);
        }
        return all;
    }

    /** The longest that a delivered record of these took, in seconds. */
    public long longestDelay() {
        long longest = 0;
        for (Evidence call = this; call != null; call = call.caller) {
            for (Copy copy : call.copies) {
                longest = copy.fate.isDelivered() ? Math.max(longest, copy.fate.delay()) : longest;
            }
        }
        return longest;
    }

    /** Whether a record was lost. */
    public boolean hasLoss() {
        for (Evidence call = this; call != null; call = call.caller) {
            for (Copy copy : call.copies) {
                if (!copy.fate.isDelivered()) {
                    return true;
                }
            }
        }
        return false;
    }
}
