// SPDX-License-Identifier: Apache-2.0
package io.whotrail.simulation;

import io.whotrail.SignalType;
import io.whotrail.event.UserIdentity;
import java.util.Set;

/**
 * Somebody about to call: what the record will show of the caller, and what is true.
 *
 * @param identity the {@code userIdentity}
 * @param origin who it is in truth
 * @param proof what the delivered records prove of this caller
 * @param expectation the same, as what is right to answer
 * @param evidence the calls that made the credential; {@code null} where the identity names itself
 * @param account whose trail tells of the call
 * @param address where from
 * @param console whether the browser calls
 * @param scenario the story
 */
record Acting(
        UserIdentity identity,
        Origin origin,
        Proof proof,
        Expectation expectation,
        Evidence evidence,
        OrgAccount account,
        String address,
        boolean console,
        Scenario scenario) {

    /** Somebody whose identity says it all. */
    static Acting self(UserIdentity identity, Origin origin, OrgAccount account, String address, Scenario scenario) {
        return self(identity, origin, Outcome.direct(origin.identity()), account, address, scenario);
    }

    /** Somebody of whom no other record tells. */
    static Acting self(
            UserIdentity identity,
            Origin origin,
            Outcome outcome,
            OrgAccount account,
            String address,
            Scenario scenario) {
        Proof proof = Proof.of(outcome);
        return new Acting(identity, origin, proof, new Expectation(proof), null, account, address, false, scenario);
    }

    Acting as(Scenario other) {
        return new Acting(identity, origin, proof, expectation, evidence, account, address, console, other);
    }

    Acting with(UserIdentity other) {
        return new Acting(other, origin, proof, expectation, evidence, account, address, console, scenario);
    }

    Acting inConsole() {
        return new Acting(identity, origin, proof, expectation, evidence, account, address, true, scenario);
    }

    Acting from(String other) {
        return new Acting(identity, origin, proof, expectation, evidence, account, other, console, scenario);
    }

    Acting proving(Proof other) {
        return new Acting(
                identity, origin, other, new Expectation(other), evidence, account, address, console, scenario);
    }

    /** Whose answers have to signal something. */
    Acting signalling(Set<SignalType> signals) {
        return signals.isEmpty()
                ? this
                : new Acting(
                        identity,
                        origin,
                        proof,
                        expectation.signalling(signals),
                        evidence,
                        account,
                        address,
                        console,
                        scenario);
    }
}
