// SPDX-License-Identifier: Apache-2.0
package io.whotrail.simulation;

import io.whotrail.Basis;
import io.whotrail.event.AdditionalEventData;
import io.whotrail.event.RequestParameters;
import io.whotrail.event.ResponseElements;
import io.whotrail.event.UserIdentity;
import io.whotrail.event.WebIdFederation;
import java.util.Map;

/** People and programs whom an identity provider vouches for. Not thread safe. */
final class FederationActs {
    private static final String GITHUB = "token.actions.githubusercontent.com";
    private static final String AUDIENCE = "sts.amazonaws.com";
    private static final int HOUR = 3600;
    private static final int HALF_DAY = 43_200;

    private final Stage stage;
    private final SplitMix64 random;
    private final Organisation organisation;

    FederationActs(Stage stage) {
        this.stage = stage;
        this.random = stage.random();
        this.organisation = stage.organisation();
    }

    /** A session for a subject, under a name that is free. */
    private Grant grant(
            Acting subject,
            OrgRole role,
            String name,
            UserIdentity identity,
            Proof proof,
            Evidence evidence,
            int alive) {
        Acting byKey = session(subject, role, identity, proof, Basis.ISSUED_KEY, null, evidence);
        Acting rekeyed = session(subject, role, identity, proof, Basis.SESSION_BIRTH, null, evidence);
        long now = stage.now();
        return new Grant(byKey, rekeyed, role, name, null, now, now + alive, 1, Grant.Keys.ISSUED, false);
    }

    private Acting session(
            Acting subject,
            OrgRole role,
            UserIdentity identity,
            Proof proof,
            Basis link,
            Outcome carried,
            Evidence evidence) {
        return stage.session(subject, identity, role.account(), proof, link, carried, evidence, subject.scenario());
    }

    private Evidence.Copy vouch(Acting subject, Subject who, OrgRole role, String name, String key, int seconds) {
        String provider = "arn:aws:iam::" + role.account().id() + ":saml-provider/okta";
        return stage.tell(stage.call(subject, Api.ASSUME_ROLE_WITH_SAML)
                .issuing()
                .asking(new RequestParameters(role.arn(), name, seconds, null, null, null, provider, null))
                .answering(Sessions.answering(role, name, key, stage.instant().plusSeconds(seconds), null)
                        .subject(who.name())
                        .subjectType("persistent")
                        .issuer("https://idp.example.com/saml")
                        .audience("https://signin.aws.amazon.com/saml")
                        .nameQualifier(who.provider())
                        .build()));
    }

    void saml(boolean console) {
        Subject who = random.pick(organisation.samlSubjects());
        OrgRole role = random.pick(organisation.roles(RoleKind.SAML));
        Acting subject = who.acting(role.account(), "198.51.100.20", console ? Scenario.CONSOLE : Scenario.SAML);
        String name = stage.freeName(role, who.name());
        String key = stage.key(role.account());
        Evidence.Copy copy = vouch(subject, who, role, name, key, HOUR);
        Proof proof = Oracle.caller(subject, copy.fate(), null);
        Evidence evidence = Oracle.evidence(subject, copy, null);
        UserIdentity identity = Sessions.role(role, name, key, Sessions.context(role, stage.instant(), null))
                .build();
        Grant grant = grant(subject, role, name, identity, proof, evidence, HOUR);
        stage.keep(console ? signIn(grant) : grant);
    }

    /** The sign-in is in the second of the birth; after it every call has a key of its own. */
    private Grant signIn(Grant grant) {
        Acting signing = grant.rekeyed().with(Sessions.signingIn(grant.role(), grant.name()));
        stage.tell(stage.call(signing, Api.CONSOLE_LOGIN)
                .issuing()
                .answering(ResponseElements.builder().outcome("Success").build())
                .adding(AdditionalEventData.builder()
                        .samlProviderArn(
                                "arn:aws:iam::" + grant.role().account().id() + ":saml-provider/okta")
                        .build()));
        return new Grant(
                grant.rekeyed(),
                grant.rekeyed(),
                grant.role(),
                grant.name(),
                null,
                grant.birth(),
                grant.birth() + HALF_DAY,
                1,
                Grant.Keys.FRESH,
                false);
    }

    void webIdentity() {
        OrgRole role = random.pick(organisation.roles(RoleKind.WEB));
        boolean job = random.below(2) == 0;
        String host = job ? GITHUB : "oidc.eks.eu-central-1.amazonaws.com/id/5A9B2C1E7D434F0E";
        String subject = job
                ? "repo:acme/app-" + random.below(40) + ":ref:refs/heads/main"
                : "system:serviceaccount:shop:orders-" + random.below(40);
        web(role, host, subject, job ? "GitHubActions" : "botocore-session-" + stage.now(), Scenario.WEB_IDENTITY);
    }

    Grant web(OrgRole role, String host, String subject, String wanted, Scenario scenario) {
        String provider = "arn:aws:iam::" + role.account().id() + ":oidc-provider/" + host;
        Acting acting = Subject.web(subject, provider, AUDIENCE).acting(role.account(), "192.0.2.14", scenario);
        String name = stage.freeName(role, wanted);
        String key = stage.key(role.account());
        Evidence.Copy copy = stage.tell(stage.call(acting, Api.ASSUME_ROLE_WITH_WEB_IDENTITY)
                .issuing()
                .asking(Sessions.asking(role, name, HOUR, null))
                .answering(Sessions.answering(role, name, key, stage.instant().plusSeconds(HOUR), null)
                        .provider(provider)
                        .audience(AUDIENCE)
                        .subjectFromWebIdentityToken(subject)
                        .build()));
        boolean telling = random.below(4) == 0;
        var federation = new WebIdFederation(provider, telling ? Map.of(host + ":sub", subject) : Map.of());
        Outcome carried = telling ? Outcome.known(acting.origin().identity(), Basis.PROVIDER) : null;
        UserIdentity identity = Sessions.role(role, name, key, Sessions.federated(role, stage.instant(), federation))
                .build();
        Proof proof = Oracle.caller(acting, copy.fate(), null);
        Evidence evidence = Oracle.evidence(acting, copy, null);
        Acting byKey = session(acting, role, identity, proof, Basis.ISSUED_KEY, carried, evidence);
        Acting rekeyed = session(acting, role, identity, proof, Basis.SESSION_BIRTH, carried, evidence);
        long now = stage.now();
        var grant = new Grant(byKey, rekeyed, role, name, null, now, now + HOUR, 1, Grant.Keys.ISSUED, telling);
        if (scenario != Scenario.FLOOD) {
            stage.keep(grant);
        }
        return grant;
    }

    void identityCenter() {
        IdentityCenterUser user = random.pick(organisation.identityCenterUsers());
        OrgRole role = random.pick(organisation.roles(RoleKind.IDENTITY_CENTER));
        if (random.below(4) == 0) {
            stage.tell(stage.call(user.acting(), Api.USER_AUTHENTICATION)
                    .adding(AdditionalEventData.builder().userName(user.name()).build()));
        }
        stage.tell(stage.call(user.acting(), Api.GET_ROLE_CREDENTIALS)
                .adding(AdditionalEventData.builder()
                        .serviceAccountId(role.account().id())
                        .serviceRoleName(permissionSet(role))
                        .build()));
        if (role.isFree(user.name(), stage.now())) {
            role.note(user.name(), stage.now());
            stage.keep(throughPortal(user, role));
        }
    }

    /** {@code AWSReservedSSO_ReadOnly_1d0c3b5a7f9e2468} is of the permission set {@code ReadOnly}. */
    private static String permissionSet(OrgRole role) {
        return role.name().substring(role.name().indexOf('_') + 1, role.name().lastIndexOf('_'));
    }

    private Grant throughPortal(IdentityCenterUser user, OrgRole role) {
        Acting subject = user.asSubject(role.account());
        String provider =
                "arn:aws:iam::" + role.account().id() + ":saml-provider/AWSSSO_9882ccf00912484e_DO_NOT_DELETE";
        Evidence.Copy copy = stage.tell(stage.call(subject, Api.ASSUME_ROLE_WITH_SAML)
                .issuing()
                .asking(new RequestParameters(role.arn(), user.name(), HALF_DAY, null, null, null, provider, null))
                .answering(Sessions.answering(
                                role,
                                user.name(),
                                stage.key(role.account()),
                                stage.instant().plusSeconds(HALF_DAY),
                                null)
                        .subject(user.name())
                        .subjectType("persistent")
                        .issuer("https://portal.sso.eu-central-1.amazonaws.com/saml/assertion/NjA3")
                        .audience("https://signin.aws.amazon.com/saml")
                        .build()));
        boolean stamped = random.below(8) > 0;
        UserIdentity identity = Sessions.role(
                        role, user.name(), stage.key(role.account()), Sessions.context(role, stage.instant(), null))
                .onBehalfOf(stamped ? user.onBehalfOf() : null)
                .build();
        Proof proof = Oracle.caller(subject, copy.fate(), null);
        Acting acting = session(
                        subject,
                        role,
                        identity,
                        proof,
                        Basis.SESSION_BIRTH,
                        user.carried(stamped),
                        Oracle.evidence(subject, copy, null))
                .from("198.51.100.9");
        long now = stage.now();
        return new Grant(acting, null, role, user.name(), null, now, now + HALF_DAY, 1, Grant.Keys.ONE, true);
    }
}
