// SPDX-License-Identifier: Apache-2.0
package io.whotrail.simulation;

import io.whotrail.SignalType;
import io.whotrail.UnattributedReason;
import java.util.List;

/** Who looks like somebody else: by chance, by choice, or by forgery. Not thread safe. */
final class HostileActs {
    private static final Outcome CONFLICT = Outcome.gap(UnattributedReason.CONFLICT);

    private final Stage stage;
    private final SplitMix64 random;
    private final Organisation organisation;
    private final RoleActs roles;
    private final FederationActs federation;

    HostileActs(Stage stage, RoleActs roles, FederationActs federation) {
        this.stage = stage;
        this.random = stage.random();
        this.organisation = stage.organisation();
        this.roles = roles;
        this.federation = federation;
    }

    private Person somebody() {
        return random.pick(organisation.people());
    }

    private Person another(Person than) {
        List<Person> people = than.account().people();
        Person other = random.pick(people);
        return other == than ? people.get((people.indexOf(than) + 1) % people.size()) : other;
    }

    /** Key ids recur, also at the same time. */
    void keyCollision() {
        Grant grant = stage.alive(session -> session.keys() == Grant.Keys.ISSUED);
        Person person = somebody();
        OrgRole role = roles.sharedOf(person.account());
        if (grant == null || role == null) {
            return;
        }
        String name = stage.freeName(role, roles.sessionName(person.name()));
        stage.keep(new Assuming(stage, person.byKey().as(Scenario.COLLISION), role, name, Scenario.COLLISION)
                .key(grant.acting().identity().accessKeyId())
                .happen()
                .granted());
    }

    /** Only the keys tell these two sessions apart. */
    void twins() {
        Person one = somebody();
        OrgRole role = roles.sharedOf(one.account());
        if (role == null || !role.isFree("deploy", stage.now())) {
            return;
        }
        role.note("deploy", stage.now());
        for (Person person : List.of(one, another(one))) {
            stage.keep(new Assuming(stage, person.byKey().as(Scenario.COLLISION), role, "deploy", Scenario.COLLISION)
                    .safe()
                    .happen()
                    .granted());
        }
    }

    void spoofedName() {
        Person person = somebody();
        boolean machine = random.below(3) == 0;
        OrgRole role = machine ? random.pick(organisation.roles(RoleKind.INSTANCE)) : roles.shared();
        String name = machine ? "i-0" + stage.ids().hex(16) : another(person).name();
        if (role.isFree(name, stage.now())) {
            role.note(name, stage.now());
            stage.keep(assuming(person, role, name).happen().granted());
        }
    }

    void chosenSourceIdentity() {
        Person person = somebody();
        OrgRole role = roles.shared();
        String name = stage.freeName(role, roles.sessionName(person.name()));
        stage.keep(assuming(person, role, name)
                .claiming(another(person).name())
                .signalling(SignalType.SOURCE_IDENTITY_DISAGREES, SignalType.SOURCE_IDENTITY_SELF_CHOSEN)
                .happen()
                .granted());
    }

    private Assuming assuming(Person person, OrgRole role, String name) {
        return new Assuming(stage, person.byKey().as(Scenario.HOSTILE), role, name, Scenario.HOSTILE);
    }

    /** Two records say who got the key: both stories are told. */
    void forgedIssuance() {
        Person person = somebody();
        OrgRole role = roles.sharedOf(person.account());
        if (role != null) {
            String name = stage.freeName(role, roles.sessionName(person.name()));
            stage.keep(assuming(person, role, name)
                    .safe()
                    .forgedFor(another(person).byKey().as(Scenario.HOSTILE))
                    .happen()
                    .granted());
        }
    }

    /** Two records with one id: nothing is known of that event. */
    void forgedContent() {
        Person person = somebody();
        Acting victim = person.byKey().as(Scenario.HOSTILE);
        var conflict = new Expectation(Proof.of(CONFLICT));
        Api api = random.pick(Api.EVERYDAY);
        Call real = stage.call(victim, api).safe().expecting(conflict).signalling(SignalType.CONTENT_CONFLICT);
        stage.tell(real);
        Acting blamed = new Acting(
                another(person).byKey().identity(),
                victim.origin(),
                victim.proof(),
                conflict,
                null,
                victim.account(),
                victim.address(),
                false,
                Scenario.HOSTILE);
        Call forged = new Call(blamed, api, real.eventId, stage.instant()).safe();
        forged.region = real.region;
        stage.tell(forged);
    }

    /** A session goes back and forth between two roles, so that it never ends and no key of it is old. */
    void juggle() {
        Person person = somebody();
        OrgRole one = roles.shared();
        OrgRole other = one;
        while (other == one) {
            other = roles.shared();
        }
        Acting caller = person.byKey().as(Scenario.HOSTILE);
        int hops = 3 + random.below(4);
        for (int depth = 1; depth <= hops; depth++) {
            OrgRole role = depth % 2 == 1 ? one : other;
            String name = stage.freeName(role, roles.sessionName(person.name()));
            Assuming assuming = new Assuming(stage, caller, role, name, Scenario.HOSTILE).depth(depth);
            Grant grant = (depth > 2 ? assuming.signalling(SignalType.ROLE_JUGGLING) : assuming)
                    .happen()
                    .granted();
            stage.keep(grant);
            caller = grant.acting();
        }
    }

    /** Most by one user; some by subjects that nobody saw before. */
    void flood() {
        String name = "flood-" + stage.ids().hex(12);
        Grant grant;
        if (random.below(5) == 0) {
            grant = federation.web(
                    random.pick(organisation.roles(RoleKind.WEB)),
                    "idp.example.org",
                    "bot-" + stage.ids().hex(8),
                    name,
                    Scenario.FLOOD);
        } else {
            Person mallory = organisation.people().get(organisation.people().size() - 1);
            grant = new Assuming(stage, mallory.byKey().as(Scenario.FLOOD), roles.shared(), name, Scenario.FLOOD)
                    .happen()
                    .granted();
        }
        if (random.below(10) == 0) {
            stage.tell(stage.call(grant.acting(), random.pick(Api.EVERYDAY)));
        }
    }
}
