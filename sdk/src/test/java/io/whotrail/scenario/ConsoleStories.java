// SPDX-License-Identifier: Apache-2.0
package io.whotrail.scenario;

import io.whotrail.Basis;
import io.whotrail.Explanation;
import io.whotrail.Hop;
import io.whotrail.IdentityType;
import io.whotrail.UnattributedReason;
import io.whotrail.story.Assumption;
import io.whotrail.story.Json;
import io.whotrail.story.Origins;
import io.whotrail.story.RoleSession;
import io.whotrail.story.StoryEvent;
import io.whotrail.story.User;
import java.time.Duration;
import java.util.List;

/** The console: it signs each call with a key that no event issued. */
final class ConsoleStories {
    private static final String EC2 = "ec2.amazonaws.com";
    private static final String S3 = "s3.amazonaws.com";

    private ConsoleStories() {}

    static void tell(Book book) {
        book.add("console-login", ConsoleStories::login);
        book.add("console-login-failed", ConsoleStories::failedLogin);
        book.add("console-login-saml", ConsoleStories::samlLogin);
        book.add("console-switch-role", ConsoleStories::switchRole);
        book.add("console-switch-role-only", ConsoleStories::switchRoleOnly);
        book.add("console-switch-from-a-session", ConsoleStories::switchFromSession);
        book.add("console-switch-of-two-accounts", ConsoleStories::switchOfTwoAccounts);
        book.add("signin-token", ConsoleStories::signinToken);
        book.add("console-outlives-key", ConsoleStories::outlivesKey);
        book.add("aws-login", ConsoleStories::awsLogin);
    }

    private static void login(Scenario s) {
        s.tells(
                "Alice signs in to the console and clicks around: each click has another key.",
                "Every record names her; the keys need no issuance.",
                "2, DIRECT");
        var console = s.acme().user("alice").signsIn();
        console.calls(EC2, "DescribeInstances");
        console.calls(S3, "ListBuckets");
        s.directRest();
    }

    private static void failedLogin(Scenario s) {
        s.tells(
                "Somebody tries to sign in as a user who does not exist: CloudTrail hides what was typed.",
                "The placeholder is nobody's name; the record names nobody.",
                "2, NO_IDENTITY");
        var typed = Origins.of(IdentityType.IAM_USER, null, null, null, s.acme().id());
        var login = s.acme()
                .other(
                        typed,
                        Json.object(
                                "type", "IAMUser",
                                "accountId", s.acme().id(),
                                "accessKeyId", "",
                                "userName", "HIDDEN_DUE_TO_SECURITY_REASONS"))
                .calls(
                        "signin.amazonaws.com",
                        "ConsoleLogin",
                        draft -> draft.put("errorMessage", "No username found in supplied account")
                                .response("ConsoleLogin", "Failure")
                                .put("readOnly", false)
                                .put("eventType", "AwsConsoleSignIn"));
        s.unattributed(login, UnattributedReason.NO_IDENTITY, typed, null);
    }

    private static void samlLogin(Scenario s) {
        s.tells(
                "Dana signs in to the console through the company's SAML provider: assertion and sign-in in one second.",
                "Her console calls were born in that second; the sign-in is one more proof of the same session.",
                "4.2, matching by birth");
        var dana = s.acme().samlUser("Corp", "dana@example.com");
        RoleSession dev = dana.assumes(s.acme().role("Dev"), "dana@example.com", a -> a.lasting(Duration.ofHours(8)));
        s.story().sameSecond();
        StoryEvent login = dev.signsIn();
        Hop signedIn = dev.hop(Basis.SESSION_BIRTH, List.of(dev.issuance().id(), login.id()));
        s.attributed(login, dana.origin(), Basis.SESSION_BIRTH, signedIn);
        for (String call : List.of("DescribeInstances", "DescribeVpcs")) {
            s.attributed(dev.inConsole().calls(EC2, call), dana.origin(), Basis.SESSION_BIRTH, signedIn);
        }
        s.directRest();
    }

    private static Assumption internally(Assumption assumption) {
        return assumption.recorded(draft -> draft.from("AWS Internal")
                .agent("AWS Internal")
                .identity(identity -> identity.put("invokedBy", "AWS Internal")));
    }

    private static void switchRole(Scenario s) {
        s.tells(
                "In the console Alice switches to a role of another account; the call leaves a copy in either.",
                "The copy in her account names her; the switched session is the one of that second.",
                "4.2; 3, copies join by sharedEventID");
        var alice = s.acme().user("alice");
        var console = alice.signsIn();
        RoleSession ops = console.assumes(s.partner().role("Ops"), "alice", a -> internally(a));
        s.story().sameSecond();
        StoryEvent switched = ops.switchedFrom(alice.origin().arn());
        s.attributed(switched, alice.origin(), Basis.SESSION_BIRTH, ops.hop(Basis.SESSION_BIRTH));
        StoryEvent use = ops.inConsole().calls(EC2, "StopInstances");
        s.attributed(use, alice.origin(), Basis.SESSION_BIRTH, ops.hop(Basis.SESSION_BIRTH));
        s.direct(ops.issuances().get(1));
        s.directRest();
    }

    private static void switchRoleOnly(Scenario s) {
        s.tells(
                "The same, but only SwitchRole was delivered.",
                "AWS writes who switched: Alice by her ARN, so the origin is known without the AssumeRole.",
                "2, PROVIDER by SwitchFrom");
        var alice = s.acme().user("alice");
        RoleSession ops = alice.signsIn().assumes(s.partner().role("Ops"), "alice", a -> internally(a));
        s.story().lose(ops.issuances().toArray(StoryEvent[]::new));
        s.story().sameSecond();
        StoryEvent switched = ops.switchedFrom(alice.origin().arn());
        var byArn = Origins.of(
                IdentityType.IAM_USER,
                "alice",
                alice.origin().arn(),
                null,
                s.acme().id());
        Hop hop = switchHop(ops, switched);
        s.attributed(switched, byArn, Basis.PROVIDER, hop);
        s.attributed(ops.inConsole().calls(EC2, "StopInstances"), byArn, Basis.PROVIDER, hop);
        s.directRest();
    }

    private static Hop switchHop(RoleSession session, StoryEvent switched) {
        return new Hop(
                session.role().arn(),
                null,
                session.name(),
                null,
                switched.time(),
                Basis.PROVIDER,
                List.of(switched.id()));
    }

    private static void switchFromSession(Scenario s) {
        s.tells(
                "A role session switches to another role; the AssumeRole was not delivered.",
                "SwitchFrom names the session that switched; who is in it, nothing tells.",
                "2, ISSUANCE_NOT_SEEN with the furthest proven identity");
        RoleSession dev =
                s.acme().samlUser("Corp", "dana@example.com").assumes(s.acme().role("Dev"), "dana@example.com");
        RoleSession ops = dev.inConsole().assumes(s.partner().role("Ops"), "dana@example.com", a -> internally(a));
        s.story().lose(dev.issuance(), ops.issuances().get(0), ops.issuances().get(1));
        s.story().sameSecond();
        StoryEvent switched = ops.switchedFrom(dev.arn());
        var session = Origins.of(
                IdentityType.ASSUMED_ROLE, null, dev.arn(), null, s.acme().id());
        var reason = UnattributedReason.ISSUANCE_NOT_SEEN;
        s.unattributed(switched, reason, session, "dana@example.com");
        s.unattributed(ops.inConsole().calls(EC2, "StopInstances"), reason, session, "dana@example.com");
    }

    private static void switchOfTwoAccounts(Scenario s) {
        s.tells(
                "In one second Alice of one account and Alice of another switch to Ops; no AssumeRole was delivered.",
                "Each SwitchRole tells its own Alice; a later call shows only the second, so both are candidates.",
                "2, PROVIDER by SwitchFrom; promise 1");
        var one = s.acme().user("alice");
        var other = s.story().account("777788889999").user("alice");
        RoleSession ops = one.assumes(s.partner().role("Ops"), "alice");
        s.story().lose(ops.issuances().toArray(StoryEvent[]::new));
        s.story().sameSecond();
        StoryEvent first = ops.switchedFrom(one.origin().arn());
        s.story().sameSecond();
        StoryEvent second = ops.switchedFrom(other.origin().arn());
        Explanation byOne = bySwitch(one, ops, first);
        Explanation byOther = bySwitch(other, ops, second);
        s.verdict(first, byOne);
        s.verdict(second, byOther);
        boolean inOrder = first.id().compareTo(second.id()) < 0;
        StoryEvent use = ops.inConsole().calls(EC2, "StopInstances");
        s.ambiguous(use, inOrder ? byOne : byOther, inOrder ? byOther : byOne);
    }

    private static Explanation bySwitch(User user, RoleSession ops, StoryEvent switched) {
        String account = user.account().id();
        var byArn = Origins.of(IdentityType.IAM_USER, "alice", user.origin().arn(), null, account);
        return Scenario.explanation(byArn, Basis.PROVIDER, switchHop(ops, switched));
    }

    private static void signinToken(Scenario s) {
        s.tells(
                "Alice turns a role's credential into a console session; one call shows the birth of the credential, one"
                        + " that of the sign-in.",
                "Both are hers: by the birth of the session, or by that of the sign-in, which her key made.",
                "4.2, GetSigninToken is a birth too");
        var alice = s.acme().user("alice");
        RoleSession dev = alice.assumes(s.acme().role("Dev"), "alice-dev");
        s.story().pass(Duration.ofMinutes(2));
        StoryEvent token = dev.getsSigninToken();
        s.issuedKey(token, dev);
        StoryEvent ofCredential = dev.inConsole().calls(EC2, "DescribeInstances");
        s.attributed(ofCredential, alice.origin(), Basis.SESSION_BIRTH, dev.hop(Basis.SESSION_BIRTH));
        StoryEvent ofSignIn = dev.inConsole().bornAt(token.time()).calls(EC2, "DescribeVpcs");
        s.attributed(
                ofSignIn,
                alice.origin(),
                Basis.SESSION_BIRTH,
                dev.hop(Basis.SESSION_BIRTH, List.of(dev.issuance().id(), token.id())));
        s.directRest();
    }

    private static void outlivesKey(Scenario s) {
        s.tells(
                "A console session made of a credential of one hour is still at work after five.",
                "The console outlives the credential: twelve hours from birth count, not the key's expiration.",
                "4.1, validity of console sessions");
        var alice = s.acme().user("alice");
        RoleSession dev = alice.assumes(s.acme().role("Dev"), "alice-dev");
        s.issuedKey(dev.getsSigninToken(), dev);
        s.story().pass(Duration.ofHours(5));
        StoryEvent use = dev.inConsole().calls(EC2, "DescribeInstances");
        s.attributed(use, alice.origin(), Basis.SESSION_BIRTH, dev.hop(Basis.SESSION_BIRTH));
        s.directRest();
    }

    private static void awsLogin(Scenario s) {
        s.tells(
                "In the console Dana approves aws login; her command line then works with a key that no event issued.",
                "The key carries the birth of the console session that approved it: it is Dana's.",
                "4.2, aws login");
        var dana = s.acme().samlUser("Corp", "dana@example.com");
        RoleSession dev = dana.assumes(s.acme().role("Dev"), "dana@example.com", a -> a.lasting(Duration.ofHours(8)));
        String device = "arn:aws:signin:::devtools/same-device";
        StoryEvent approved = dev.inConsole()
                .calls(
                        "signin.amazonaws.com",
                        "AuthorizeOAuth2Access",
                        draft -> draft.request(
                                "scope",
                                "openid",
                                "redirect_uri",
                                "http://127.0.0.1:53682/oauth/callback",
                                "client_id",
                                device));
        StoryEvent created = dev.withOtherKeys()
                .calls(
                        "signin.amazonaws.com",
                        "CreateOAuth2Token",
                        draft -> draft.request("grant_type", "authorization_code", "client_id", device)
                                .put("additionalEventData", Json.object("success", "true")));
        StoryEvent use = dev.withOtherKeys().calls(S3, "ListObjects");
        for (StoryEvent event : List.of(approved, created, use)) {
            s.attributed(event, dana.origin(), Basis.SESSION_BIRTH, dev.hop(Basis.SESSION_BIRTH));
        }
        s.directRest();
    }
}
