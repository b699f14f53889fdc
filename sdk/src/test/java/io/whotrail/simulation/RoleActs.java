// SPDX-License-Identifier: Apache-2.0
package io.whotrail.simulation;

import io.whotrail.Basis;
import io.whotrail.event.RequestParameters;
import io.whotrail.event.ResponseElements;
import io.whotrail.event.SessionContext;
import io.whotrail.event.UserIdentity;
import java.util.List;

/** People and sessions that assume roles. Not thread safe. */
final class RoleActs {
    private static final int[] DURATIONS = {900, 3600, 3600, 43_200};

    private final Stage stage;
    private final SplitMix64 random;
    private final Organisation organisation;

    RoleActs(Stage stage) {
        this.stage = stage;
        this.random = stage.random();
        this.organisation = stage.organisation();
    }

    OrgRole shared() {
        return random.pick(organisation.roles(RoleKind.SHARED));
    }

    OrgRole sharedOf(OrgAccount account) {
        OrgRole role = shared();
        for (int attempt = 0; attempt < 32 && role.account() != account; attempt++) {
            role = shared();
        }
        return role.account() == account ? role : null;
    }

    private OrgRole sharedOutside(OrgAccount account) {
        OrgRole role = shared();
        while (role.account() == account) {
            role = shared();
        }
        return role;
    }

    /** What tools and people call sessions: the user's name, or what says nothing. */
    String sessionName(String user) {
        return switch (random.below(6)) {
            case 0 -> "botocore-session-" + stage.now();
            case 1 -> "aws-go-sdk-" + stage.now() + random.below(1_000_000_000);
            case 2 -> "AWSCLI-Session";
            case 3 -> user + "-dev";
            default -> user;
        };
    }

    int duration() {
        return DURATIONS[random.below(DURATIONS.length)];
    }

    void assume() {
        Person person = random.pick(organisation.people());
        OrgRole role = sharedOf(person.account());
        if (role != null) {
            assume(person, role, Scenario.SAME_ACCOUNT, random.below(50) == 0 ? person.name() : null);
        }
    }

    void assumeAcross() {
        Person person = random.pick(organisation.people());
        assume(person, sharedOutside(person.account()), Scenario.CROSS_ACCOUNT, null);
    }

    private void assume(Person person, OrgRole role, Scenario scenario, String sourceIdentity) {
        String name = stage.freeName(role, sessionName(person.name()));
        stage.keep(new Assuming(stage, person.byKey(), role, name, scenario)
                .claiming(sourceIdentity)
                .seconds(duration())
                .happen()
                .granted());
    }

    /** A user or a role session of an account that nothing is delivered of. */
    void assumeFromOutside() {
        if (organisation.strangers().isEmpty()) {
            return;
        }
        Person stranger = random.pick(organisation.strangers());
        Acting caller = stranger.byKey();
        if (random.below(2) == 0) {
            OrgRole role = random.pick(stranger.account().roles());
            UserIdentity session = Sessions.role(
                            role,
                            stranger.name(),
                            stage.key(role.account()),
                            Sessions.context(role, stage.instant(), null))
                    .build();
            caller = caller.with(session);
        }
        var foreign = Origin.foreign(
                caller.identity().principalId(), stranger.account().id());
        var origin = new Origin(stranger.origin().identity(), List.of(foreign));
        Acting outside = new Acting(
                caller.identity(),
                origin,
                caller.proof(),
                caller.expectation(),
                null,
                stranger.account(),
                caller.address(),
                false,
                Scenario.FOREIGN);
        OrgRole role = shared();
        String name = stage.freeName(role, sessionName("vendor"));
        stage.keep(new Assuming(stage, outside, role, name, Scenario.FOREIGN)
                .seconds(duration())
                .happen()
                .granted());
    }

    /** Another role, often of another account, or the one that the session came from. */
    void chain() {
        Grant grant = stage.alive();
        if (grant == null
                || !grant.canAssume()
                || grant.depth() >= stage.parameters().deepest()) {
            return;
        }
        OrgRole role = random.below(3) == 0 ? sharedOf(grant.role().account()) : shared();
        if (role == null) {
            return;
        }
        String name = stage.freeName(role, random.below(2) == 0 ? grant.name() : sessionName("chained"));
        Acting caller = Uses.inConsole(stage, grant);
        stage.keep(new Assuming(stage, caller, role, name, Scenario.CHAIN)
                .claiming(grant.sourceIdentity())
                .depth(grant.depth() + 1)
                .happen()
                .granted());
    }

    void refused() {
        Person person = random.pick(organisation.people());
        stage.tell(stage.call(person.byKey(), Api.ASSUME_ROLE).failing("AccessDenied"));
    }

    /** The management account becomes root of a member for a quarter of an hour. */
    void assumeRoot() {
        Grant grant = stage.alive();
        OrgAccount management = organisation.management();
        boolean session = grant != null && grant.canAssume() && grant.role().account() == management;
        Acting caller = session
                ? Uses.inConsole(stage, grant)
                : random.pick(management.people()).byKey();
        OrgAccount member = random.pick(organisation.members());
        if (member == management || !member.rootIsBorn(stage.now())) {
            return;
        }
        String key = stage.key(member);
        String target = random.below(2) == 0 ? member.id() : member.rootArn();
        Evidence.Copy copy = stage.tell(stage.call(caller, Api.ASSUME_ROOT)
                .safe()
                .asking(new RequestParameters(null, null, 900, null, target, null, null, null))
                .answering(ResponseElements.builder()
                        .accessKeyId(key)
                        .expiration(stage.instant().plusSeconds(900))
                        .build()));
        var context = new SessionContext(null, stage.instant(), Boolean.FALSE, null, null, false, null, null);
        UserIdentity identity = rootIdentity(member, key, context);
        Acting root = stage.session(
                caller,
                identity,
                member,
                caller.proof(),
                Basis.ISSUED_KEY,
                null,
                Oracle.evidence(caller, copy, null),
                Scenario.ASSUMED_ROOT);
        long now = stage.now();
        stage.keep(new Grant(root, null, null, null, null, now, now + 900, 1, Grant.Keys.ONE, false));
    }

    static UserIdentity rootIdentity(OrgAccount account, String key, SessionContext context) {
        return UserIdentity.builder()
                .type("Root")
                .principalId(account.id())
                .arn(account.rootArn())
                .accountId(account.id())
                .accessKeyId(key)
                .sessionContext(context)
                .build();
    }
}
