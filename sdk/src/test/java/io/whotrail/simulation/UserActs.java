// SPDX-License-Identifier: Apache-2.0
package io.whotrail.simulation;

import io.whotrail.IdentityType;
import io.whotrail.UnattributedReason;
import io.whotrail.event.AdditionalEventData;
import io.whotrail.event.RequestParameters;
import io.whotrail.event.ResponseElements;
import io.whotrail.event.SessionContext;
import io.whotrail.event.SessionIssuer;
import io.whotrail.event.UserIdentity;
import java.util.List;

/** IAM users, root users, services, and records that name nobody. Not thread safe. */
final class UserActs {
    private static final int HALF_DAY = 43_200;

    private final Stage stage;
    private final SplitMix64 random;
    private final Organisation organisation;

    UserActs(Stage stage) {
        this.stage = stage;
        this.random = stage.random();
        this.organisation = stage.organisation();
    }

    private Person somebody() {
        return random.pick(organisation.people());
    }

    private Api anything() {
        return random.pick(Api.EVERYDAY);
    }

    void call() {
        stage.tell(stage.call(somebody().byKey(), anything()));
    }

    void signIn() {
        Person person = somebody();
        stage.tell(stage.call(person.signingIn(), Api.CONSOLE_LOGIN)
                .answering(ResponseElements.builder().outcome("Success").build()));
        Acting console = person.byKey().with(person.identity(null, stage.instant(), null));
        long now = stage.now();
        stage.keep(new Grant(console, console, null, null, null, now, now + HALF_DAY, 0, Grant.Keys.FRESH, true));
    }

    void forwarded() {
        Person person = somebody();
        UserIdentity identity = person.identity(
                stage.key(person.account()), stage.instant().minusSeconds(random.below(10)), "AWS Internal");
        stage.tell(stage.call(person.byKey().with(identity), anything()).from("AWS Internal"));
    }

    void sessionToken() {
        Person person = somebody();
        String key = stage.key(person.account());
        stage.tell(stage.call(person.byKey(), Api.GET_SESSION_TOKEN)
                .issuing()
                .asking(new RequestParameters(null, null, HALF_DAY, null, null, null, null, null))
                .answering(ResponseElements.builder()
                        .accessKeyId(key)
                        .expiration(stage.instant().plusSeconds(HALF_DAY))
                        .build()));
        keep(person.byKey().with(person.identity(key, stage.instant(), null)));
    }

    private void keep(Acting acting) {
        long now = stage.now();
        stage.keep(new Grant(acting, null, null, null, null, now, now + HALF_DAY, 0, Grant.Keys.ONE, true));
    }

    void federationToken() {
        Person person = somebody();
        String name = "portal-" + stage.ids().hex(6);
        String account = person.account().id();
        String key = stage.key(person.account());
        String arn = "arn:aws:sts::" + account + ":federated-user/" + name;
        stage.tell(stage.call(person.byKey(), Api.GET_FEDERATION_TOKEN)
                .issuing()
                .asking(new RequestParameters(null, null, HALF_DAY, null, null, name, null, null))
                .answering(ResponseElements.builder()
                        .accessKeyId(key)
                        .expiration(stage.instant().plusSeconds(HALF_DAY))
                        .federatedUserArn(arn)
                        .federatedUserId(account + ':' + name)
                        .build()));
        var issuer = new SessionIssuer("IAMUser", person.id(), person.arn(), account, person.name());
        keep(person.byKey()
                .with(UserIdentity.builder()
                        .type("FederatedUser")
                        .principalId(account + ':' + name)
                        .arn(arn)
                        .accountId(account)
                        .accessKeyId(key)
                        .sessionContext(new SessionContext(
                                issuer, stage.instant(), Boolean.FALSE, null, null, false, null, null))
                        .build()));
    }

    void root() {
        OrgAccount account = random.pick(organisation.members());
        if (!account.rootIsBorn(stage.now())) {
            return;
        }
        stage.tell(stage.call(account.root(), Api.CONSOLE_LOGIN)
                .answering(ResponseElements.builder().outcome("Success").build()));
        var context = new SessionContext(null, stage.instant(), Boolean.TRUE, null, null, false, null, null);
        UserIdentity identity = RoleActs.rootIdentity(account, stage.key(account), context);
        stage.tell(stage.call(account.root().with(identity).inConsole(), anything()));
    }

    void serviceCall() {
        OrgAccount account = random.pick(organisation.members());
        if (random.below(3) == 0) {
            String service = Api.ROTATE_SECRET.source();
            UserIdentity typeless = UserIdentity.builder()
                    .accountId(account.id())
                    .invokedBy(service)
                    .build();
            stage.tell(stage.call(service(typeless, service, account), Api.ROTATE_SECRET));
            return;
        }
        String service = random.below(2) == 0 ? "cloudtrail.amazonaws.com" : "elasticloadbalancing.amazonaws.com";
        stage.tell(stage.call(service(Sessions.service(service), service, account), anything()));
    }

    static Acting service(UserIdentity identity, String service, OrgAccount account) {
        return Acting.self(identity, Origin.of(Origin.service(service)), account, service, Scenario.WORKLOAD);
    }

    /** A public object, or an identity pool: the record shows nobody. */
    void nobody() {
        OrgAccount account = random.pick(organisation.members());
        boolean pool = random.below(2) == 0;
        UserIdentity identity = pool
                ? UserIdentity.builder().type("Unknown").build()
                : UserIdentity.builder()
                        .type("AWSAccount")
                        .principalId("")
                        .accountId("ANONYMOUS_PRINCIPAL")
                        .build();
        var unknown = Origin.of(Origin.identity(IdentityType.UNKNOWN, "nobody", null, null, null));
        Acting acting = Acting.self(
                identity,
                unknown,
                Outcome.gap(UnattributedReason.NO_IDENTITY),
                account,
                "192.0.2.77",
                Scenario.FOREIGN);
        stage.tell(stage.call(acting, pool ? Api.GET_CREDENTIALS_FOR_IDENTITY : anything()));
    }

    /** A call on another account's resource: the owner's trail shows a principal, the caller's own shows who. */
    void sharedCall() {
        Grant grant = stage.alive();
        boolean session = grant != null && grant.role() != null && grant.keys() != Grant.Keys.FRESH;
        boolean outside = !organisation.strangers().isEmpty() && random.below(8) == 0;
        Acting caller = session ? grant.acting() : somebody().byKey();
        if (outside) {
            caller = random.pick(organisation.strangers()).byKey();
        }
        OrgAccount owner = random.pick(organisation.members());
        if (owner == caller.account()) {
            return;
        }
        Api api = anything();
        String shared = stage.ids().uuid();
        Fate own = stage.tell(stage.call(caller, api).shared(shared)).fate();
        Outcome foreign = Oracle.foreign(caller);
        Proof seen = own.isDelivered() ? caller.proof() : Proof.of(foreign);
        seen = own.late() ? seen.orMaybe(foreign) : seen;
        var origin =
                new Origin(caller.origin().identity(), List.of(foreign.origins().get(0)));
        stage.tell(stage.call(
                        new Acting(
                                Sessions.foreign(caller.identity()),
                                outside ? origin : caller.origin(),
                                seen,
                                new Expectation(seen),
                                caller.evidence(),
                                owner,
                                caller.address(),
                                false,
                                Scenario.FOREIGN),
                        api)
                .shared(shared));
    }

    static AdditionalEventData additional(String switchFrom, String samlProvider, String userName) {
        return AdditionalEventData.builder()
                .switchFrom(switchFrom)
                .samlProviderArn(samlProvider)
                .userName(userName)
                .build();
    }
}
