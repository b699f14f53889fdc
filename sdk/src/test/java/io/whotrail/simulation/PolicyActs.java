// SPDX-License-Identifier: Apache-2.0
package io.whotrail.simulation;

import io.whotrail.Basis;
import io.whotrail.IdentityType;

/** Roles whose trust policy forces session names, and the changes of those policies. Not thread safe. */
final class PolicyActs {
    private final Stage stage;
    private final SplitMix64 random;
    private final RoleActs roles;

    PolicyActs(Stage stage, RoleActs roles) {
        this.stage = stage;
        this.random = stage.random();
        this.roles = roles;
    }

    private OrgRole role() {
        return random.pick(stage.organisation().roles(RoleKind.FORCED));
    }

    /** In force, the policy lets nobody in but the users of the account, each under the own name. */
    void assume() {
        OrgRole role = role();
        Person person = random.pick(role.account().people());
        if (!role.isSettled(stage.now()) || role.isForced() && !role.isFree(person.name(), stage.now())) {
            return;
        }
        String wanted = role.isForced() ? person.name() : roles.sessionName(person.name());
        String name = stage.freeName(role, wanted);
        stage.keep(new Assuming(stage, person.byKey().as(Scenario.FORCED_NAME), role, name, Scenario.FORCED_NAME)
                .enforcing(role.isForced() ? enforced(name, role) : null)
                .happen()
                .granted());
    }

    private static Outcome enforced(String name, OrgRole role) {
        return Outcome.known(
                Origin.identity(
                        IdentityType.IAM_USER, name, null, null, role.account().id()),
                Basis.ENFORCED_NAME);
    }

    void change() {
        OrgRole role = role();
        if (!role.isQuiet(stage.now())) {
            return;
        }
        role.changePolicy(!role.isForced(), stage.now());
        tell(role, Api.UPDATE_ASSUME_ROLE_POLICY, new RoleChange(role.name(), null, role.arn(), policy(role)));
    }

    void recreate() {
        OrgRole role = role();
        if (!role.isQuiet(stage.now())) {
            return;
        }
        tell(role, Api.DELETE_ROLE, new RoleChange(role.name(), null, role.arn(), null));
        String id = stage.ids().uniqueId("AROA", role.account().number());
        role.recreate(id, random.below(2) == 0, stage.now());
        tell(role, Api.CREATE_ROLE, new RoleChange(role.name(), id, role.arn(), policy(role)));
    }

    private void tell(OrgRole role, Api api, RoleChange change) {
        Person admin = role.account().people().get(0);
        stage.tell(
                stage.call(admin.byKey().as(Scenario.FORCED_NAME), api).safe().changing(change));
    }

    private static String policy(OrgRole role) {
        String condition = role.isForced()
                ? ",\"Condition\":{\"StringEquals\":{\"sts:RoleSessionName\":\"${aws:username}\"}}"
                : "";
        return "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":{\"AWS\":\"arn:aws:iam::"
                + role.account().id() + ":root\"},\"Action\":\"sts:AssumeRole\"" + condition + "}]}";
    }
}
