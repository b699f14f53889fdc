// SPDX-License-Identifier: Apache-2.0
package io.whotrail.simulation;

import io.whotrail.Basis;
import io.whotrail.Identity;
import java.util.ArrayList;
import java.util.List;

/** Says what the delivered records of a birth prove. Knows who called and what was delivered; knows no rule of matching. */
final class Oracle {
    private Oracle() {}

    /**
     * What the records of an issuing call prove of its caller.
     *
     * @param own the record that shows the caller
     * @param view the record of the role's account that shows only a principal of another account; {@code null} for none
     */
    static Proof caller(Acting caller, Fate own, Fate view) {
        Outcome foreign = view != null && view.isDelivered() ? foreign(caller) : null;
        Outcome without = foreign == null ? Outcome.NOT_SEEN : foreign;
        if (!own.isDelivered()) {
            return foreign != null && view.late() ? new Proof(foreign, List.of(Outcome.NOT_SEEN)) : Proof.of(without);
        }
        Proof proof = caller.proof();
        if (!own.late()) {
            return proof;
        }
        proof = proof.orMaybe(without);
        return foreign != null && view.late() ? proof.orMaybe(Outcome.NOT_SEEN) : proof;
    }

    /** As another account's trail shows a caller. */
    static Outcome foreign(Acting caller) {
        Identity shown = Origin.foreign(
                caller.identity().principalId(), caller.identity().accountId());
        return Outcome.known(shown, Basis.FOREIGN_ACCOUNT);
    }

    /** Where nothing, or only the foreign account, is known, a delivered switch of role tells the user. */
    static Proof orSwitch(Proof proof, Identity user, Fate switched) {
        if (!switched.isDelivered()) {
            return proof;
        }
        Outcome told = Outcome.known(user, Basis.PROVIDER);
        Proof all = proof.map(outcome -> isFaint(outcome) ? told : outcome);
        return switched.late() ? all.orMaybe(proof) : all;
    }

    private static boolean isFaint(Outcome outcome) {
        return outcome.isGap() || outcome.basis() == Basis.FOREIGN_ACCOUNT;
    }

    static Evidence evidence(Acting caller, Evidence.Copy own, Evidence.Copy view) {
        List<Evidence.Copy> copies = new ArrayList<>(2);
        copies.add(own);
        if (view != null) {
            copies.add(view);
        }
        return new Evidence(List.copyOf(copies), caller.evidence());
    }
}
