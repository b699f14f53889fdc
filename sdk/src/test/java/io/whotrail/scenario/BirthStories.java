// SPDX-License-Identifier: Apache-2.0
package io.whotrail.scenario;

import io.whotrail.Basis;
import io.whotrail.Hop;
import io.whotrail.IdentityType;
import io.whotrail.UnattributedReason;
import io.whotrail.story.FederatedUser;
import io.whotrail.story.Json;
import io.whotrail.story.Origins;
import io.whotrail.story.StoryEvent;
import java.time.Duration;
import java.util.List;

/** Credentials of users and of root, and what is left of them in records. */
final class BirthStories {
    private static final String S3 = "s3.amazonaws.com";

    private BirthStories() {}

    static void tell(Book book) {
        book.add("iam-user", BirthStories::iamUser);
        book.add("root-user", BirthStories::rootUser);
        book.add("assume-root", BirthStories::assumeRoot);
        book.add("assume-root-not-seen", BirthStories::assumeRootNotSeen);
        book.add("get-session-token", BirthStories::getSessionToken);
        book.add("get-federation-token", BirthStories::getFederationToken);
        book.add("federated-user-without-issuer", BirthStories::federatedUserWithoutIssuer);
        book.add("federated-user-not-seen", BirthStories::federatedUserNotSeen);
        book.add("directory-user", BirthStories::directoryUser);
        book.add("role-itself", BirthStories::roleItself);
    }

    private static void iamUser(Scenario s) {
        s.tells(
                "Alice calls with her long-term key; a service calls for her with a key that no event issued.",
                "Both records name her: an unknown temporary key of an IAM user is no riddle.",
                "2, DIRECT; 3, invokedBy beside an identity is recorded as via");
        var alice = s.acme().user("/staff/", "alice");
        alice.calls(S3, "ListBuckets");
        alice.through("AWS Internal").calls("kms.amazonaws.com", "Decrypt");
        s.directRest();
    }

    private static void rootUser(Scenario s) {
        s.tells(
                "Somebody signs in as the root user and works in the console, then uses root's access key.",
                "Nothing issued that session, so it is root's own: the account's root is the origin.",
                "3, Root with a temporary key that nothing issued");
        var root = s.acme().root();
        var birth = s.story().now();
        String arn = root.origin().arn();
        root.calls(
                "signin.amazonaws.com",
                "ConsoleLogin",
                draft -> draft.identity(identity -> identity.put("accessKeyId", ""))
                        .response("ConsoleLogin", "Success")
                        .in("us-east-1")
                        .put("readOnly", false)
                        .put("eventType", "AwsConsoleSignIn"));
        var console = s.acme()
                .other(
                        root.origin(),
                        Json.object(
                                "type",
                                "Root",
                                "principalId",
                                s.acme().id(),
                                "arn",
                                arn,
                                "accountId",
                                s.acme().id(),
                                "accessKeyId",
                                "ASIA7OCNEXAMPLEROOT2",
                                "sessionContext",
                                Json.object(
                                        "attributes",
                                        Json.object("creationDate", birth.toString(), "mfaAuthenticated", "true"))));
        console.calls("iam.amazonaws.com", "ListUsers");
        root.calls(S3, "ListBuckets");
        s.directRest();
    }

    private static void assumeRoot(Scenario s) {
        s.tells(
                "From a role of the management account Alice becomes root of a member account to unlock a bucket.",
                "The member's record looks like plain root; its key was issued to Alice's session, so she is behind it.",
                "3, look a root's temporary key up first; 4.1");
        var alice = s.acme().user("alice");
        var admin = alice.assumes(s.acme().role("RootTasks"), "alice-root-tasks");
        var birth = s.story().now();
        var root = admin.assumesRoot(s.partner());
        StoryEvent issuance = s.story().events().get(1);
        StoryEvent use = root.calls(S3, "DeleteBucketPolicy");
        s.issuedKey(issuance, admin);
        Hop becoming = new Hop(
                "arn:aws:iam::444455556666:root", null, null, null, birth, Basis.ISSUED_KEY, List.of(issuance.id()));
        s.attributed(use, alice.origin(), Basis.ISSUED_KEY, admin.hop(Basis.ISSUED_KEY), becoming);
        s.directRest();
    }

    private static void assumeRootNotSeen(Scenario s) {
        s.tells(
                "The record says assumedRoot, but the AssumeRoot in the management account was not delivered.",
                "It is not root itself who acts, and who assumed it is unknown.",
                "3, Root that says assumedRoot has a parent");
        var root = s.acme().root();
        var use = root.calls(
                S3,
                "DeleteBucketPolicy",
                draft -> draft.identity(identity -> {
                    identity.put("accessKeyId", "ASIA7OCNEXAMPLEROOT3");
                    identity.put(
                            "sessionContext",
                            Json.object(
                                    "attributes",
                                    Json.object("creationDate", "2026-03-02T09:00:00Z", "mfaAuthenticated", "false"),
                                    "assumedRoot",
                                    "true"));
                }));
        s.unattributed(use, UnattributedReason.ISSUANCE_NOT_SEEN, root.origin(), null);
    }

    private static void getSessionToken(Scenario s) {
        s.tells(
                "Alice trades her key for one with MFA, calls with it, and assumes a role with it.",
                "The token stays Alice: no join is needed, and the role session is hers by its issued key.",
                "3, GetSessionToken stays the user");
        var alice = s.acme().user("alice");
        var token = alice.getsSessionToken(Duration.ofHours(12));
        token.calls(S3, "ListBuckets");
        var dev = token.assumes(s.acme().role("Dev"), "alice-dev");
        s.issuedKey(dev.calls(S3, "GetObject"), dev);
        s.directRest();
    }

    private static void getFederationToken(Scenario s) {
        s.tells(
                "Bob, an IAM user, makes a federated user that he calls alice; Alice is a user too.",
                "The record shows whose session it is: Bob's. The federated name is a label of his choice.",
                "3, FederatedUser: the origin is the session issuer");
        var alice = s.acme().user("alice");
        alice.calls(S3, "ListBuckets");
        var bob = s.acme().user("bob");
        FederatedUser label = bob.getsFederationToken("alice");
        label.calls(S3, "GetObject");
        s.direct(label.calls(S3, "PutObject"), s.story().events().get(2));
        s.directRest();
    }

    private static void federatedUserWithoutIssuer(Scenario s) {
        s.tells(
                "A collector dropped the session issuer from a federated user's record; GetFederationToken is there.",
                "The issued key, the federated id and the birth agree: Bob is behind it.",
                "4.1, the same federated id");
        var bob = s.acme().user("bob");
        FederatedUser label = bob.getsFederationToken("build");
        StoryEvent use = label.withoutIssuer().calls(S3, "GetObject");
        Hop hop = new Hop(
                null,
                null,
                "build",
                null,
                label.birth(),
                Basis.ISSUED_KEY,
                List.of(label.issuance().id()));
        s.attributed(use, bob.origin(), Basis.ISSUED_KEY, hop);
        s.directRest();
    }

    private static void federatedUserNotSeen(Scenario s) {
        s.tells(
                "A federated user's record without its issuer, and no GetFederationToken.",
                "Only the federated user is proven: its name is a label, and no origin.",
                "2, ISSUANCE_NOT_SEEN");
        FederatedUser label = s.acme().user("bob").getsFederationToken("build");
        s.story().lose(label.issuance());
        s.unattributed(
                label.withoutIssuer().calls(S3, "GetObject"),
                UnattributedReason.ISSUANCE_NOT_SEEN,
                Origins.of(
                        IdentityType.FEDERATED_USER,
                        null,
                        label.arn(),
                        label.principalId(),
                        s.acme().id()),
                null);
    }

    private static void directoryUser(Scenario s) {
        s.tells(
                "A user of a directory service opens a document.",
                "The record names the directory's user, who explains himself.",
                "3, Directory");
        String arn = "arn:aws:ds:eu-central-1:111122223333:user/d-9967710cc5/erin";
        var erin =
                Origins.of(IdentityType.DIRECTORY, "erin", arn, null, s.acme().id());
        s.direct(s.acme()
                .other(
                        erin,
                        Json.object(
                                "type",
                                "Directory",
                                "arn",
                                arn,
                                "accountId",
                                s.acme().id(),
                                "userName",
                                "erin"))
                .calls("workdocs.amazonaws.com", "DownloadDocumentVersion"));
    }

    private static void roleItself(Scenario s) {
        s.tells(
                "A record names a role, not a session of it.",
                "A role is nobody: it is as far as the proof goes, and no origin.",
                "3, Role does not end a chain");
        var role = s.acme().role("Reports");
        var identity = Origins.of(
                IdentityType.ROLE, null, role.arn(), role.id(), s.acme().id());
        var use = s.acme()
                .other(
                        identity,
                        Json.object(
                                "type",
                                "Role",
                                "principalId",
                                role.id(),
                                "arn",
                                role.arn(),
                                "accountId",
                                s.acme().id()))
                .calls(S3, "ListObjects");
        s.unattributed(use, UnattributedReason.ISSUANCE_NOT_SEEN, identity, null);
    }
}
