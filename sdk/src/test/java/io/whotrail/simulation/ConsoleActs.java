// SPDX-License-Identifier: Apache-2.0
package io.whotrail.simulation;

import io.whotrail.Basis;
import io.whotrail.event.AdditionalEventData;
import io.whotrail.event.ResponseElements;
import io.whotrail.event.UserIdentity;

/** Sessions that go on in the console, and out of it. Not thread safe. */
final class ConsoleActs {
    private static final Fate AT_ONCE = new Fate(0, 0, false, 1);
    private static final int HOUR = 3600;

    private final Stage stage;
    private final SplitMix64 random;
    private final RoleActs roles;

    ConsoleActs(Stage stage, RoleActs roles) {
        this.stage = stage;
        this.random = stage.random();
        this.roles = roles;
    }

    /** The user in the console, with a key that no event issued. */
    private Acting inConsole(Person person) {
        return person.byKey()
                .with(person.identity(
                        stage.key(person.account()), stage.instant().minusSeconds(random.below(HOUR)), null))
                .as(Scenario.CONSOLE);
    }

    void switchRole() {
        Person person = random.pick(stage.organisation().people());
        OrgRole role = random.below(3) == 0 ? roles.sharedOf(person.account()) : roles.shared();
        if (role == null || !role.isFree(person.name(), stage.now())) {
            return;
        }
        role.note(person.name(), stage.now());
        Assuming assuming = new Assuming(stage, inConsole(person), role, person.name(), Scenario.CONSOLE)
                .inConsole()
                .happen();
        Proof itself = Oracle.orSwitch(assuming.proof(), person.origin().identity(), AT_ONCE);
        if (stage.parameters().isCrowded()) {
            itself = assuming.proof()
                    .orMaybe(itself)
                    .orMaybe(Outcome.known(person.origin().identity(), Basis.PROVIDER));
        }
        Fate told = tellSwitch(assuming.grantedInConsole(itself), person, false).fate();
        Proof proof = Oracle.orSwitch(assuming.proof(), person.origin().identity(), told);
        if (stage.parameters().isCrowded()) {
            proof = proof.orMaybe(itself);
        }
        stage.keep(assuming.grantedInConsole(proof));
    }

    private Evidence.Copy tellSwitch(Grant grant, Person person, boolean safe) {
        UserIdentity shown = Sessions.signingIn(grant.role(), grant.name());
        return stage.tell(stage.call(grant.acting().with(shown), Api.SWITCH_ROLE)
                .issuing()
                .safe(safe)
                .answering(ResponseElements.builder().outcome("Success").build())
                .adding(AdditionalEventData.builder().switchFrom(person.arn()).build()));
    }

    /**
     * Two users of one name, of different accounts, switch to one role in one second: each switch tells its own user,
     * nothing tells whose calls follow, and the records of either may be lost, apart from the switches.
     */
    void switchRoleTwins() {
        Person one = random.pick(stage.organisation().people());
        Person other = null;
        for (Person person : stage.organisation().people()) {
            boolean twin = person != one && person.name().equals(one.name());
            other = twin && (other == null || random.below(2) == 0) ? person : other;
        }
        OrgRole role = roles.shared();
        if (other == null
                || !role.isFree(one.name(), stage.now())
                || role.account().visibility() == Visibility.NONE) {
            return;
        }
        role.note(one.name(), stage.now());
        Assuming first = twin(one, role);
        Assuming second = twin(other, role);
        Proof ofOne = Oracle.orSwitch(first.proof(), one.origin().identity(), AT_ONCE);
        Proof ofOther = Oracle.orSwitch(second.proof(), other.origin().identity(), AT_ONCE);
        tellSwitch(first.grantedInConsole(ofOne), one, true);
        tellSwitch(second.grantedInConsole(ofOther), other, true);
        Proof both = ofOne.and(ofOther.outcome());
        stage.keep(first.grantedInConsole(both));
        stage.keep(second.grantedInConsole(both));
    }

    private Assuming twin(Person person, OrgRole role) {
        return new Assuming(stage, inConsole(person).as(Scenario.COLLISION), role, person.name(), Scenario.COLLISION)
                .inConsole()
                .happen();
    }

    /** An issued credential goes on in the console; its birth stays. */
    void signInToken() {
        Grant grant = stage.alive(session -> session.keys() == Grant.Keys.ISSUED
                && session.role() != null
                && session.role().isFree(session.name(), stage.now()));
        if (grant == null) {
            return;
        }
        grant.role().note(grant.name(), stage.now());
        stage.tell(stage.call(grant.acting(), Api.GET_SIGNIN_TOKEN).issuing());
        Acting console = grant.rekeyed().as(Scenario.CONSOLE);
        stage.keep(new Grant(
                console,
                console,
                grant.role(),
                grant.name(),
                grant.sourceIdentity(),
                grant.birth(),
                grant.birth() + 12 * HOUR,
                grant.depth(),
                Grant.Keys.FRESH,
                grant.carries()));
    }

    /** A console session lets the terminal go on as itself, with one more key. */
    void oauthGrant() {
        Grant grant = stage.alive(session -> session.keys() == Grant.Keys.FRESH);
        if (grant == null) {
            return;
        }
        Acting console = Uses.inConsole(stage, grant);
        stage.tell(stage.call(console, Api.AUTHORIZE_OAUTH2).safe());
        stage.tell(stage.call(console, Api.CREATE_OAUTH2_TOKEN).safe());
        UserIdentity identity = console.identity();
        UserIdentity terminal = Sessions.rekeyed(
                identity, stage.ids().key("ASIA", grant.acting().account().number()), null, identity.onBehalfOf());
        stage.keep(new Grant(
                grant.rekeyed().with(terminal),
                null,
                grant.role(),
                grant.name(),
                grant.sourceIdentity(),
                grant.birth(),
                grant.until(),
                grant.depth(),
                Grant.Keys.ONE,
                true));
    }
}
