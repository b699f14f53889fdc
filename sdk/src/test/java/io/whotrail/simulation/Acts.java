// SPDX-License-Identifier: Apache-2.0
package io.whotrail.simulation;

import java.util.Map;

/** Chooses what happens next, and lets it happen. Not thread safe. */
final class Acts {
    private final Stage stage;
    private final Act[] acts;
    private final int[] bounds;
    private final UserActs users;
    private final RoleActs roles;
    private final FederationActs federation;
    private final ConsoleActs console;
    private final ServiceActs services;
    private final HostileActs hostile;
    private final TimeActs times;
    private final PolicyActs policies;

    Acts(Stage stage) {
        this.stage = stage;
        Map<Act, Integer> weights = stage.parameters().weights();
        this.acts = weights.keySet().toArray(new Act[0]);
        this.bounds = new int[acts.length];
        int sum = 0;
        for (int i = 0; i < acts.length; i++) {
            sum += weights.get(acts[i]);
            bounds[i] = sum;
        }
        this.users = new UserActs(stage);
        this.roles = new RoleActs(stage);
        this.federation = new FederationActs(stage);
        this.console = new ConsoleActs(stage, roles);
        this.services = new ServiceActs(stage);
        this.hostile = new HostileActs(stage, roles, federation);
        this.times = new TimeActs(stage, roles);
        this.policies = new PolicyActs(stage, roles);
    }

    /**
     * Something happens; not all that is tried succeeds.
     *
     * @return what was tried
     */
    Act next() {
        stage.tick();
        int drawn = stage.random().below(bounds[bounds.length - 1]);
        int i = 0;
        while (drawn >= bounds[i]) {
            i++;
        }
        happen(acts[i]);
        return acts[i];
    }

    private void happen(Act act) {
        switch (act) {
            case USE -> use();
            case USER_CALL -> users.call();
            case USER_CONSOLE -> users.signIn();
            case USER_FORWARDED -> users.forwarded();
            case SESSION_TOKEN -> users.sessionToken();
            case FEDERATION_TOKEN -> users.federationToken();
            case REFUSED -> roles.refused();
            case ROOT -> users.root();
            case ASSUME_ROOT -> roles.assumeRoot();
            case ASSUME -> roles.assume();
            case ASSUME_ACROSS -> roles.assumeAcross();
            case ASSUME_FROM_OUTSIDE -> roles.assumeFromOutside();
            case CHAIN -> roles.chain();
            case SAML -> federation.saml(false);
            case SAML_CONSOLE -> federation.saml(true);
            case WEB_IDENTITY -> federation.webIdentity();
            case IDENTITY_CENTER -> federation.identityCenter();
            default -> happenRarely(act);
        }
    }

    private void happenRarely(Act act) {
        switch (act) {
            case SWITCH_ROLE -> console.switchRole();
            case SWITCH_ROLE_TWINS -> console.switchRoleTwins();
            case SIGN_IN_TOKEN -> console.signInToken();
            case OAUTH_GRANT -> console.oauthGrant();
            case INSTANCE -> services.instance();
            case TASK -> services.task();
            case FUNCTION -> services.function();
            case SERVICE_LINKED -> services.serviceLinked();
            case LAKE_FORMATION -> services.lakeFormation();
            case SERVICE_CALL -> users.serviceCall();
            case SHARED_CALL -> users.sharedCall();
            case NOBODY -> users.nobody();
            case KEY_COLLISION -> hostile.keyCollision();
            case TWINS -> hostile.twins();
            case SPOOFED_NAME -> hostile.spoofedName();
            case CHOSEN_SOURCE_IDENTITY -> hostile.chosenSourceIdentity();
            case JUGGLING -> hostile.juggle();
            case FORGED_ISSUANCE -> hostile.forgedIssuance();
            case FORGED_CONTENT -> hostile.forgedContent();
            case FUTURE_TIME -> times.futureTime();
            case REPLAY -> times.replay();
            case CLOCK_SKEW -> times.clockSkew();
            case EXPIRED_USE -> times.expiredUse();
            case FLOOD -> hostile.flood();
            case ASSUME_FORCED -> policies.assume();
            case POLICY_CHANGE -> policies.change();
            default -> policies.recreate();
        }
    }

    private void use() {
        Grant grant = stage.alive();
        if (grant == null) {
            users.call();
        } else {
            Uses.use(stage, grant);
        }
    }
}
