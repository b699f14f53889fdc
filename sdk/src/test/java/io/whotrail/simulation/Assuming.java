// SPDX-License-Identifier: Apache-2.0
package io.whotrail.simulation;

import io.whotrail.Basis;
import io.whotrail.SignalType;
import io.whotrail.UnattributedReason;
import io.whotrail.event.UserIdentity;
import java.util.Set;

/** One {@code AssumeRole}, in the caller's account and, where the role is of another, in the role's. Not thread safe. */
final class Assuming {
    private static final String AWS_INTERNAL = "AWS Internal";

    private final Stage stage;
    private final Acting caller;
    private final OrgRole role;
    private final String name;
    private final Scenario scenario;
    private String sourceIdentity;
    private String key;
    private int seconds = 3600;
    private int depth = 1;
    private boolean safe;
    private boolean console;
    private Acting forger;
    private Outcome enforced;
    private Set<SignalType> signals = Set.of();
    private Proof proof;
    private Evidence evidence;

    Assuming(Stage stage, Acting caller, OrgRole role, String name, Scenario scenario) {
        this.stage = stage;
        this.caller = caller;
        this.role = role;
        this.name = name;
        this.scenario = scenario;
        this.key = stage.key(role.account());
    }

    Assuming claiming(String value) {
        sourceIdentity = value;
        return this;
    }

    Assuming key(String value) {
        key = value;
        return this;
    }

    Assuming seconds(int value) {
        seconds = value;
        return this;
    }

    Assuming depth(int value) {
        depth = value;
        return this;
    }

    /** Both records come, and in time. */
    Assuming safe() {
        safe = true;
        return this;
    }

    /** The console calls for its user, who goes on with other keys. */
    Assuming inConsole() {
        console = true;
        return this;
    }

    /** Somebody who can write to the transport says that it was another who called. */
    Assuming forgedFor(Acting other) {
        forger = other;
        return this;
    }

    /** What the role's trust policy proves of the session name. */
    Assuming enforcing(Outcome value) {
        enforced = value;
        return this;
    }

    /** What the answers for the session's calls have to signal. */
    Assuming signalling(SignalType... types) {
        signals = Set.of(types);
        return this;
    }

    /** Tells the records; after it, what they prove is known. */
    Assuming happen() {
        UserIdentity shown = console
                ? Sessions.rekeyed(
                        caller.identity(),
                        stage.key(caller.account()),
                        AWS_INTERNAL,
                        caller.identity().onBehalfOf())
                : caller.identity();
        boolean across = caller.account() != role.account();
        String shared = across ? stage.ids().uuid() : null;
        Evidence.Copy own = tell(caller.with(shown), caller.expectation(), shared);
        Evidence.Copy view = across ? tellView(own, shared) : null;
        proof = Oracle.caller(caller, own.fate(), view == null ? null : view.fate());
        if (view != null && stage.parameters().isCrowded()) {
            proof = proof.orMaybe(Outcome.gap(UnattributedReason.ISSUANCE_EVICTED));
        }
        if (forger != null) {
            tell(forger, forger.expectation(), null);
            proof = proof.and(forger.proof().outcome());
        }
        evidence = Oracle.evidence(caller, own, view);
        return this;
    }

    private Evidence.Copy tell(Acting shown, Expectation expectation, String shared) {
        Call call = stage.call(shown, Api.ASSUME_ROLE).issuing().safe(safe).shared(shared);
        call.region = stage.random().below(2) == 0 ? Organisation.REGIONS.get(0) : null;
        call.expectation = expectation;
        if (console) {
            call.address = AWS_INTERNAL;
        }
        return stage.tell(asked(call));
    }

    /** The role's account sees a principal of another account; the caller's own record tells who that is. */
    private Evidence.Copy tellView(Evidence.Copy own, String shared) {
        Proof seen = own.fate().isDelivered() ? caller.proof() : Proof.of(Oracle.foreign(caller));
        if (own.fate().late()) {
            seen = seen.orMaybe(Oracle.foreign(caller));
        }
        Acting viewed = new Acting(
                Sessions.foreign(caller.identity()),
                caller.origin(),
                seen,
                new Expectation(seen),
                caller.evidence(),
                role.account(),
                console ? AWS_INTERNAL : caller.address(),
                false,
                scenario);
        return stage.tell(
                asked(stage.call(viewed, Api.ASSUME_ROLE).issuing().safe(safe).shared(shared)));
    }

    private Call asked(Call call) {
        return call.asking(Sessions.asking(role, name, seconds, sourceIdentity))
                .answering(Sessions.answering(role, name, key, stage.instant().plusSeconds(seconds), sourceIdentity)
                        .build());
    }

    Proof proof() {
        return proof;
    }

    Evidence evidence() {
        return evidence;
    }

    String name() {
        return name;
    }

    String key() {
        return key;
    }

    /** The session, used by the issued key. */
    Grant granted() {
        Outcome claimed = Sessions.claimed(sourceIdentity, role);
        Outcome carried = enforced == null ? claimed : enforced;
        UserIdentity identity = Sessions.role(role, name, key, Sessions.context(role, stage.instant(), sourceIdentity))
                .build();
        Acting byKey = session(identity, proof, Basis.ISSUED_KEY, carried);
        boolean plain = safe || forger != null;
        Acting rekeyed = plain ? null : session(identity, proof, Basis.SESSION_BIRTH, carried);
        Grant.Keys keys = plain ? Grant.Keys.ONE : Grant.Keys.ISSUED;
        return grant(byKey, rekeyed, keys, seconds, carried != null || enforced != null);
    }

    /** The session in the console. */
    Grant grantedInConsole(Proof ofCaller) {
        UserIdentity identity = Sessions.role(role, name, key, Sessions.context(role, stage.instant(), sourceIdentity))
                .build();
        Acting acting = session(identity, ofCaller, Basis.SESSION_BIRTH, Sessions.claimed(sourceIdentity, role));
        return grant(acting, acting, Grant.Keys.FRESH, seconds, false);
    }

    private Acting session(UserIdentity identity, Proof ofCaller, Basis link, Outcome carried) {
        return stage.session(caller, identity, role.account(), ofCaller, link, carried, evidence, scenario)
                .signalling(signals);
    }

    private Grant grant(Acting acting, Acting rekeyed, Grant.Keys keys, int alive, boolean carries) {
        long now = stage.now();
        return new Grant(acting, rekeyed, role, name, sourceIdentity, now, now + alive, depth, keys, carries);
    }
}
