// SPDX-License-Identifier: Apache-2.0
package io.whotrail.simulation;

import io.whotrail.Basis;
import io.whotrail.Identity;
import io.whotrail.event.AdditionalEventData;
import io.whotrail.event.InScopeOf;
import io.whotrail.event.RequestParameters;
import io.whotrail.event.ResponseElements;
import io.whotrail.event.UserIdentity;
import java.util.List;

/** Services that assume roles for workloads and for themselves. Not thread safe. */
final class ServiceActs {
    private static final String EC2 = "ec2.amazonaws.com";
    private static final String ECS = "ecs-tasks.amazonaws.com";
    private static final String LAMBDA = "lambda.amazonaws.com";
    private static final String RDS = "rds.amazonaws.com";
    private static final String LAKE_FORMATION = "lakeformation.amazonaws.com";
    private static final int SIX_HOURS = 6 * 3600;
    private static final int HALF_DAY = 12 * 3600;

    private final Stage stage;
    private final SplitMix64 random;
    private final Organisation organisation;

    ServiceActs(Stage stage) {
        this.stage = stage;
        this.random = stage.random();
        this.organisation = stage.organisation();
    }

    /** A service's {@code AssumeRole}: for workloads it does not show the new session. */
    private Evidence.Copy assume(String service, OrgRole role, String name, String key, int seconds, boolean shown) {
        UserIdentity identity = Sessions.service(service);
        ResponseElements.Builder answer = shown
                ? Sessions.answering(role, name, key, stage.instant().plusSeconds(seconds), null)
                : ResponseElements.builder()
                        .accessKeyId(key)
                        .expiration(stage.instant().plusSeconds(seconds));
        return stage.tell(stage.call(UserActs.service(identity, service, role.account()), Api.ASSUME_ROLE)
                .issuing()
                .shared(stage.ids().uuid())
                .asking(new RequestParameters(role.arn(), name, shown ? seconds : null, null, null, null, null, null))
                .answering(answer.build()));
    }

    /** The workload, as what its sessions descend from. */
    private Acting workload(String name, String service, OrgRole role) {
        Identity identity =
                Origin.workload(name, service, role.arn(), role.account().id());
        return Acting.self(
                Sessions.service(service),
                Origin.of(identity),
                role.account(),
                "10.0." + random.below(250) + '.' + (1 + random.below(250)),
                Scenario.WORKLOAD);
    }

    private void keep(
            Acting workload,
            OrgRole role,
            String name,
            UserIdentity identity,
            Evidence.Copy copy,
            Outcome carried,
            int alive) {
        Proof proof = Oracle.caller(workload, copy.fate(), null);
        Evidence evidence = Oracle.evidence(workload, copy, null);
        Acting acting = stage.session(
                workload, identity, role.account(), proof, Basis.ISSUED_KEY, carried, evidence, Scenario.WORKLOAD);
        long now = stage.now();
        stage.keep(new Grant(acting, null, role, name, null, now, now + alive, 1, Grant.Keys.ONE, carried != null));
    }

    void instance() {
        OrgRole role = random.pick(organisation.roles(RoleKind.INSTANCE));
        String name = "i-0" + stage.ids().hex(16);
        Acting workload = workload(name, EC2, role);
        Outcome carried = Outcome.known(workload.origin().identity(), Basis.WORKLOAD);
        for (String version : List.of("1.0", "2.0")) {
            String key = stage.key(role.account());
            Evidence.Copy copy = assume(EC2, role, name, key, SIX_HOURS, false);
            UserIdentity identity = Sessions.role(role, name, key, Sessions.delivered(role, stage.instant(), version))
                    .build();
            keep(workload, role, name, identity, copy, carried, SIX_HOURS);
        }
    }

    void task() {
        List<OrgRole> roles = organisation.roles(RoleKind.TASK);
        int pair = random.below(roles.size() / 2) * 2;
        String name = stage.ids().uuid();
        for (OrgRole role : roles.subList(pair, pair + 2)) {
            String key = stage.key(role.account());
            Evidence.Copy copy = assume(ECS, role, name, key, SIX_HOURS, false);
            UserIdentity identity = Sessions.role(role, name, key, Sessions.context(role, stage.instant(), null))
                    .build();
            keep(workload(name, ECS, role), role, name, identity, copy, null, SIX_HOURS);
        }
    }

    void function() {
        OrgRole role = random.pick(organisation.roles(RoleKind.FUNCTION));
        String name = "function-" + random.below(200);
        if (!role.isFree(name, stage.now())) {
            return;
        }
        role.note(name, stage.now());
        String key = stage.key(role.account());
        Evidence.Copy copy = assume(LAMBDA, role, name, key, HALF_DAY, false);
        String arn = "arn:aws:lambda:eu-central-1:" + role.account().id() + ":function:" + name;
        boolean scoped = random.below(3) > 0;
        UserIdentity identity = Sessions.role(role, name, key, Sessions.context(role, stage.instant(), null))
                .inScopeOf(scoped ? new InScopeOf("AWS::Lambda::Function", arn, null, null) : null)
                .build();
        Acting workload = workload(name, LAMBDA, role);
        Outcome carried = scoped ? Outcome.known(workload.origin().identity(), Basis.WORKLOAD) : null;
        keep(workload, role, name, identity, copy, carried, HALF_DAY);
    }

    void serviceLinked() {
        OrgRole role = random.pick(organisation.roles(RoleKind.LINKED));
        String name = stage.freeName(role, "SLRManagement");
        Evidence.Copy copy = assume(RDS, role, name, stage.key(role.account()), 3600, true);
        UserIdentity identity = Sessions.role(role, name, null, Sessions.context(role, stage.instant(), null))
                .invokedBy(RDS)
                .build();
        Acting service = UserActs.service(Sessions.service(RDS), RDS, role.account());
        Acting acting = stage.session(
                service,
                identity,
                role.account(),
                Oracle.caller(service, copy.fate(), null),
                Basis.SESSION_BIRTH,
                Outcome.known(service.origin().identity(), Basis.WORKLOAD),
                Oracle.evidence(service, copy, null),
                Scenario.WORKLOAD);
        long now = stage.now();
        stage.keep(new Grant(acting, null, role, name, null, now, now + 3600, 1, Grant.Keys.ONE, true));
    }

    /** Lake Formation reads for somebody, in a session of its own role whose name only the issuing record shows. */
    void lakeFormation() {
        Grant grant = stage.alive();
        boolean session = grant != null && grant.canAssume() && grant.keys() != Grant.Keys.FRESH;
        Acting caller =
                session ? grant.acting() : random.pick(organisation.people()).byKey();
        OrgRole role = organisation.roles(RoleKind.LAKE_FORMATION).stream()
                .filter(one -> one.account() == caller.account())
                .findFirst()
                .orElse(null);
        if (role == null) {
            return;
        }
        String name = "AWSLF-00-GL-" + role.account().id() + '-' + stage.ids().hex(10);
        Evidence.Copy copy = stage.tell(stage.call(caller, Api.GET_DATA_ACCESS)
                .issuing()
                .adding(AdditionalEventData.builder()
                        .lakeFormationRoleSessionName(name)
                        .build()));
        UserIdentity identity = Sessions.role(
                        role, name, stage.key(role.account()), Sessions.context(role, stage.instant(), null))
                .build();
        Acting acting = stage.session(
                caller,
                identity,
                role.account(),
                Oracle.caller(caller, copy.fate(), null),
                Basis.PROVIDER,
                Outcome.known(Origin.service(LAKE_FORMATION), Basis.WORKLOAD),
                Oracle.evidence(caller, copy, null),
                Scenario.WORKLOAD);
        long now = stage.now();
        stage.keep(new Grant(acting, null, role, name, null, now, now + 3600, 2, Grant.Keys.ONE, true));
    }
}
