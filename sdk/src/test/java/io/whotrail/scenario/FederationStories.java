// SPDX-License-Identifier: Apache-2.0
package io.whotrail.scenario;

import io.whotrail.Basis;
import io.whotrail.IdentityType;
import io.whotrail.UnattributedReason;
import io.whotrail.story.Federated;
import io.whotrail.story.IdentityCenterUser;
import io.whotrail.story.Json;
import io.whotrail.story.Origins;
import io.whotrail.story.RoleSession;
import io.whotrail.story.StoryEvent;
import java.util.Map;

/** People and programs whom an identity provider vouches for. */
final class FederationStories {
    private static final String S3 = "s3.amazonaws.com";
    private static final String GITHUB = "token.actions.githubusercontent.com";
    private static final String COGNITO = "cognito-identity.amazonaws.com";
    private static final String COGNITO_ID = "eu-central-1:4f6f4f0a-92d7-4a0d-9a75-3d1a6a3f2f11";

    private FederationStories() {}

    static void tell(Book book) {
        book.add("saml", FederationStories::saml);
        book.add("oidc-github", FederationStories::gitHub);
        book.add("oidc-caller-chosen-name", FederationStories::callerChosenName);
        book.add("cognito", FederationStories::cognito);
        book.add("identity-center", FederationStories::identityCenter);
        book.add("identity-center-before-2025", FederationStories::identityCenterBefore2025);
        book.add("identity-center-role-alone", FederationStories::identityCenterRoleAlone);
        book.add("on-behalf-of", FederationStories::onBehalfOf);
        book.add("on-behalf-of-in-a-chain", FederationStories::onBehalfOfInChain);
        book.add("impostor-identity-center-role", FederationStories::impostorRole);
    }

    private static void saml(Scenario s) {
        s.tells(
                "Dana signs in at the company's SAML provider and works in a role.",
                "The SAML subject is the origin; the key of her session was issued for that assertion.",
                "2, DIRECT for the assertion; 4.1 for its session");
        var dana = s.acme().samlUser("Corp", "dana@example.com");
        var dev = dana.assumes(s.acme().role("Dev"), "dana@example.com");
        s.issuedKey(dev.calls(S3, "GetObject"), dev);
        s.directRest();
    }

    private static void gitHub(Scenario s) {
        s.tells(
                "A GitHub workflow deploys: it trades its token for a role, and goes on to the production account's role.",
                "The token's subject, repository and branch, is the origin of both sessions.",
                "2, DIRECT for the token; 5 for the chain");
        var workflow = s.acme().webIdentity(GITHUB, "sts.amazonaws.com", "repo:acme/shop:ref:refs/heads/main");
        var deploy = workflow.assumes(s.acme().role("Deploy"), "GitHubActions")
                .keeping(s.acme().webIdentity(GITHUB, "", "").origin().provider(), Map.of());
        s.issuedKey(deploy.calls(S3, "PutObject"), deploy);
        var prod = deploy.assumes(s.acme().role("Release"), "GitHubActions");
        s.issuedKey(prod.issuance(), deploy);
        s.issuedKey(prod.calls("lambda.amazonaws.com", "UpdateFunctionCode20150331v2"), deploy, prod);
        s.directRest();
    }

    private static void callerChosenName(Scenario s) {
        s.tells(
                "A workflow whose token was seen nowhere calls its session release-bot; only the provider is in the record.",
                "With OpenID Connect the caller chooses the session name, and a provider alone is nobody.",
                "2, a session name is a claim");
        var workflow = s.acme().webIdentity(GITHUB, "sts.amazonaws.com", "repo:acme/shop:ref:refs/heads/main");
        RoleSession deploy = workflow.assumes(s.acme().role("Deploy"), "release-bot");
        s.story().lose(deploy.issuance());
        StoryEvent use = deploy.keeping(workflow.origin().provider(), Map.of()).calls(S3, "PutObject");
        s.unattributed(use, UnattributedReason.ISSUANCE_NOT_SEEN, Origins.session(deploy), "release-bot");
    }

    private static void cognito(Scenario s) {
        s.tells(
                "An app's user gets credentials from Cognito: a record that names nobody, then a session that keeps the"
                        + " token's subject.",
                "The subject that the provider wrote on the session is the origin; the credentials call itself has none.",
                "2, PROVIDER and NO_IDENTITY");
        var nobody = Origins.of(IdentityType.UNKNOWN, null, null, null, null);
        Federated user = s.acme().webIdentity(COGNITO, "eu-central-1:pool", COGNITO_ID);
        RoleSession app = user.assumes(s.acme().role("AppUsers"), "CognitoIdentityCredentials");
        s.story().lose(app.issuance());
        StoryEvent credentials = s.acme()
                .other(nobody, Json.object("type", "Unknown"))
                .calls(
                        COGNITO,
                        "GetCredentialsForIdentity",
                        draft -> draft.request("identityId", COGNITO_ID)
                                .response(
                                        "credentials", Json.object("accessKeyId", app.key()), "identityId", COGNITO_ID)
                                .put("managementEvent", false)
                                .put("eventCategory", "Data"));
        s.unattributed(credentials, UnattributedReason.NO_IDENTITY, nobody, null);
        StoryEvent use = app.keeping(
                        COGNITO,
                        Json.object(
                                COGNITO + ":amr",
                                "authenticated",
                                COGNITO + ":aud",
                                "eu-central-1:pool",
                                COGNITO + ":sub",
                                COGNITO_ID))
                .calls("dynamodb.amazonaws.com", "GetItem");
        s.attributed(
                use,
                Origins.federated(IdentityType.WEB_IDENTITY_USER, COGNITO_ID, COGNITO, null),
                Basis.PROVIDER,
                app.unproven(Basis.PROVIDER));
    }

    private static void identityCenter(Scenario s) {
        s.tells(
                "Carol signs in to the access portal, takes a permission set, and works with a key that no event issued.",
                "Her portal records name her by id; her session is that of the assertion of the same second.",
                "2, DIRECT; 4.2, matching by birth");
        IdentityCenterUser carol = s.partner().identityCenterUser("carol@example.com");
        StoryEvent signIn = carol.signsIn();
        s.attributed(signIn, carol.inRole(), Basis.DIRECT);
        carol.getsRoleCredentials(s.acme(), "Developer");
        RoleSession developer = carol.entersRole(s.acme(), "Developer");
        StoryEvent use = developer.withOtherKeys().calls(S3, "ListObjects");
        s.attributed(use, developer.origin(), Basis.SESSION_BIRTH, developer.hop(Basis.SESSION_BIRTH));
        s.directRest();
    }

    private static void identityCenterBefore2025(Scenario s) {
        s.tells(
                "The same before 2025: the portal's records call Carol Unknown, and put her id and name beside it.",
                "An Unknown of the Identity Center with id and name is its user.",
                "3, IdentityCenterUser in both generations of records; 2, DIRECT");
        IdentityCenterUser carol =
                s.partner().identityCenterUser("carol@example.com").untyped();
        s.direct(carol.signsIn(), carol.getsRoleCredentials(s.acme(), "Developer"));
        RoleSession developer = carol.entersRole(s.acme(), "Developer");
        StoryEvent use = developer.withOtherKeys().calls(S3, "ListObjects");
        s.attributed(use, developer.origin(), Basis.SESSION_BIRTH, developer.hop(Basis.SESSION_BIRTH));
        s.directRest();
    }

    private static void identityCenterRoleAlone(Scenario s) {
        s.tells(
                "Of Carol's session only its own record is there, with the reserved role and, once, her id.",
                "The Identity Center alone can name sessions of roles under the reserved path: the name is hers.",
                "2, PROVIDER");
        IdentityCenterUser carol = s.partner().identityCenterUser("carol@example.com");
        RoleSession developer = carol.entersRole(s.acme(), "Developer");
        s.story().lose(developer.issuance());
        StoryEvent withId = developer.calls(S3, "ListObjects");
        s.attributed(withId, carol.inRole(), Basis.PROVIDER, developer.unproven(Basis.PROVIDER));
        StoryEvent without = developer.calls(S3, "GetObject", draft -> draft.identity(i -> i.remove("onBehalfOf")));
        s.attributed(
                without,
                Origins.identityCenterUser("carol@example.com", null, null),
                Basis.PROVIDER,
                developer.unproven(Basis.PROVIDER));
    }

    private static void onBehalfOf(Scenario s) {
        s.tells(
                "An application's role acts for Carol: AWS stamps her id on the call; nothing else is known of the session.",
                "AWS writes onBehalfOf and callers cannot; the session name of a plain role stays a claim.",
                "2, PROVIDER");
        IdentityCenterUser carol = s.partner().identityCenterUser("carol@example.com");
        RoleSession app = s.acme()
                .user("alice")
                .assumes(s.acme().role("ReportApp"), "reports")
                .onBehalfOf(carol);
        s.story().lose(app.issuance());
        var byId = carol.origin();
        s.attributed(app.calls(S3, "GetObject"), byId, Basis.PROVIDER, app.unproven(Basis.PROVIDER));
    }

    private static void onBehalfOfInChain(Scenario s) {
        s.tells(
                "An application enters a role for Carol, from a session whose own AssumeRole is nowhere; a record of the"
                        + " way there comes last.",
                "The chain ends in the unknown, so what AWS wrote on the session counts; one record shows no user.",
                "2, PROVIDER: what the event carries counts where no issuing event leads to a known origin");
        IdentityCenterUser carol = s.partner().identityCenterUser("carol@example.com");
        RoleSession host = s.acme().user("alice").assumes(s.acme().role("Host"), "host");
        RoleSession app = host.assumes(s.acme().role("ReportApp"), "app");
        RoleSession data = app.assumes(s.acme().role("ReportData"), "data");
        s.story().lose(host.issuance());
        StoryEvent forCarol = data.onBehalfOf(carol).calls(S3, "GetObject");
        s.attributed(forCarol, carol.origin(), Basis.PROVIDER, data.unproven(Basis.PROVIDER));
        StoryEvent plain = data.calls(S3, "GetObject");
        notSeen(s, plain, host, "data");
        notSeen(s, data.issuance(), host, "app");
        notSeen(s, app.issuance(), host, "host");
        s.story().delay(app.issuance());
    }

    private static void notSeen(Scenario s, StoryEvent event, RoleSession furthest, String sessionName) {
        s.unattributed(event, UnattributedReason.ISSUANCE_NOT_SEEN, Origins.session(furthest), sessionName);
    }

    private static void impostorRole(Scenario s) {
        s.tells(
                "Somebody made a role of his own, named like one of the Identity Center, and a session named carol.",
                "Without the reserved path the name proves nothing.",
                "2, PROVIDER only under the reserved path");
        RoleSession impostor = s.acme()
                .user("mallory")
                .assumes(s.acme().role("AWSReservedSSO_Developer_7243976e43c75fc5"), "carol@example.com");
        s.story().lose(impostor.issuance());
        s.unattributed(
                impostor.calls(S3, "ListObjects"),
                UnattributedReason.ISSUANCE_NOT_SEEN,
                Origins.session(impostor),
                "carol@example.com");
    }
}
