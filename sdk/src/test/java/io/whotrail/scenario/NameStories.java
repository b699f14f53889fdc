// SPDX-License-Identifier: Apache-2.0
package io.whotrail.scenario;

import io.whotrail.Basis;
import io.whotrail.SignalType;
import io.whotrail.UnattributedReason;
import io.whotrail.story.Origins;
import io.whotrail.story.RoleSession;
import io.whotrail.story.StoryEvent;

/** Names that callers choose: session names, source identities. */
final class NameStories {
    private static final String S3 = "s3.amazonaws.com";
    private static final String INSTANCE = "i-0dbc91f429e48eeed";

    private NameStories() {}

    static void tell(Book book) {
        book.add("spoofed-session-name", NameStories::spoofedName);
        book.add("name-known-late", NameStories::nameKnownLate);
        book.add("session-name-alone", NameStories::sessionNameAlone);
        book.add("instance-like-session-name", NameStories::instanceLikeName);
        book.add("source-identity-chosen", NameStories::sourceIdentityChosen);
        book.add("source-identity-chosen-later", NameStories::sourceIdentityChosenLater);
        book.add("source-identity-from-provider", NameStories::sourceIdentityFromProvider);
        book.add("source-identity-agrees", NameStories::sourceIdentityAgrees);
        book.add("source-identity-alone", NameStories::sourceIdentityAlone);
        book.add("mixed-script-name", NameStories::mixedScript);
    }

    private static void impersonates(Scenario s, StoryEvent event, String name, StoryEvent proof) {
        s.signal(
                event,
                SignalType.NAME_IMPERSONATES,
                "session name " + name + " is another known principal's name",
                proof);
    }

    private static void spoofedName(Scenario s) {
        s.tells(
                "Bob assumes Dev with the session name alice and deletes an object. Alice is a colleague.",
                "Bob's call issued the key: he is behind it, and the borrowed name is worth an eye.",
                "promise 1; 8, NAME_IMPERSONATES");
        s.acme().user("alice").calls(S3, "ListBuckets");
        RoleSession dev = s.acme().user("bob").assumes(s.acme().role("Dev"), "alice");
        StoryEvent use = dev.calls(S3, "DeleteObject");
        s.issuedKey(use, dev);
        impersonates(s, use, "alice", dev.issuance());
        s.directRest();
    }

    private static void nameKnownLate(Scenario s) {
        s.tells(
                "The same, but the first record that shows that Alice exists comes last.",
                "The answer stays Bob; the signal is added to what was answered before.",
                "7 and 8, a later fact revises signals too");
        StoryEvent alices = s.acme().user("alice").calls(S3, "ListBuckets");
        RoleSession dev = s.acme().user("bob").assumes(s.acme().role("Dev"), "alice");
        StoryEvent byKey = dev.calls(S3, "DeleteObject");
        StoryEvent inConsole = dev.inConsole().calls(S3, "DeleteBucket");
        s.issuedKey(byKey, dev);
        s.attributed(inConsole, dev.origin(), Basis.SESSION_BIRTH, dev.hop(Basis.SESSION_BIRTH));
        impersonates(s, byKey, "alice", dev.issuance());
        impersonates(s, inConsole, "alice", dev.issuance());
        s.story().delay(alices);
        s.directRest();
    }

    private static void sessionNameAlone(Scenario s) {
        s.tells(
                "A session named alice, and no AssumeRole; Alice is a user of the account.",
                "A session name is never an origin: it is told as a claim, and the reason says what is missing.",
                "2, a session name alone");
        s.acme().user("alice").calls(S3, "ListBuckets");
        RoleSession dev = s.acme().user("bob").assumes(s.acme().role("Dev"), "alice");
        s.story().lose(dev.issuance());
        s.unattributed(dev.calls(S3, "GetObject"), UnattributedReason.ISSUANCE_NOT_SEEN, Origins.session(dev), "alice");
        s.directRest();
    }

    private static void instanceLikeName(Scenario s) {
        s.tells(
                "Bob assumes the role of an instance and names his session like it; a further session of that name comes"
                        + " from nowhere.",
                "Bob's key is Bob's; without delivery by the metadata service the name makes nobody an instance.",
                "2, WORKLOAD needs ec2RoleDelivery; 8, NAME_IMPERSONATES");
        RoleSession instance =
                s.acme().service("ec2.amazonaws.com").assumes(s.acme().role("InstanceRole"), INSTANCE);
        RoleSession bobs = s.acme().user("bob").assumes(s.acme().role("InstanceRole"), INSTANCE);
        RoleSession unknown = s.acme().user("carol").assumes(s.acme().role("InstanceRole"), INSTANCE);
        s.story().lose(unknown.issuance());
        s.issuedKey(instance.delivered("2.0").calls(S3, "GetObject"), instance);
        StoryEvent use = bobs.calls(S3, "GetObject");
        s.issuedKey(use, bobs);
        impersonates(s, use, INSTANCE, bobs.issuance());
        s.unattributed(
                unknown.calls(S3, "GetObject"),
                UnattributedReason.ISSUANCE_NOT_SEEN,
                Origins.session(unknown),
                INSTANCE);
        s.directRest();
    }

    private static void disagrees(Scenario s, StoryEvent event, String name, boolean chosen, StoryEvent proof) {
        s.signal(
                event,
                SignalType.SOURCE_IDENTITY_DISAGREES,
                "source identity " + name + " is not the origin's name",
                proof);
        if (chosen) {
            s.signal(
                    event,
                    SignalType.SOURCE_IDENTITY_SELF_CHOSEN,
                    "source identity " + name + " was chosen by the caller",
                    proof);
        }
    }

    private static void sourceIdentityChosen(Scenario s) {
        s.tells(
                "Bob sets the source identity alice, which nothing hinders, and goes on to Prod, where it stays.",
                "Bob is behind both sessions; the source identity is not his name, and he chose it.",
                "8, SOURCE_IDENTITY_DISAGREES and SOURCE_IDENTITY_SELF_CHOSEN");
        RoleSession dev = s.acme().user("bob").assumes(s.acme().role("Dev"), "bob-dev", a -> a.as("alice"));
        RoleSession prod = dev.assumes(s.acme().role("Prod"), "bob-prod");
        s.issuedKey(prod.issuance(), dev);
        StoryEvent use = prod.calls(S3, "GetObject");
        s.issuedKey(use, dev, prod);
        disagrees(s, prod.issuance(), "alice", true, dev.issuance());
        disagrees(s, use, "alice", true, dev.issuance());
        s.directRest();
    }

    private static void sourceIdentityChosenLater(Scenario s) {
        s.tells(
                "Dana's provider sets no source identity; in her session of Dev she sets one herself, bob.",
                "It was chosen by a caller on the way, whoever began the chain.",
                "8, SOURCE_IDENTITY_SELF_CHOSEN");
        RoleSession dev =
                s.acme().samlUser("Corp", "dana@example.com").assumes(s.acme().role("Dev"), "dana@example.com");
        RoleSession prod = dev.assumes(s.acme().role("Prod"), "dana-prod", a -> a.as("bob"));
        s.issuedKey(prod.issuance(), dev);
        StoryEvent use = prod.calls(S3, "GetObject");
        s.issuedKey(use, dev, prod);
        disagrees(s, use, "bob", true, prod.issuance());
        s.directRest();
    }

    private static void sourceIdentityFromProvider(Scenario s) {
        s.tells(
                "The company's provider sets Dana's staff number as source identity.",
                "It is not the subject's name, but she did not choose it.",
                "8, SOURCE_IDENTITY_DISAGREES alone");
        RoleSession dev = s.acme()
                .samlUser("Corp", "dana@example.com")
                .assumes(s.acme().role("Dev"), "dana@example.com", a -> a.as("staff-4711"));
        StoryEvent use = dev.calls(S3, "GetObject");
        s.issuedKey(use, dev);
        disagrees(s, use, "staff-4711", false, dev.issuance());
        s.directRest();
    }

    private static void sourceIdentityAgrees(Scenario s) {
        s.tells(
                "Alice sets her own name as source identity.",
                "It agrees with who she is proven to be: nothing to say.",
                "8, a source identity that is the origin's name");
        RoleSession dev = s.acme().user("alice").assumes(s.acme().role("Dev"), "work", a -> a.as("alice"));
        s.issuedKey(dev.calls(S3, "GetObject"), dev);
        s.directRest();
    }

    private static void sourceIdentityAlone(Scenario s) {
        s.tells(
                "A session bears the source identity alice, its AssumeRole is nowhere; from it somebody goes on to Prod.",
                "The name is asserted, not proven, and the basis says so on every hop after.",
                "2, SOURCE_IDENTITY; a chain's basis is its weakest");
        RoleSession dev = s.acme().user("alice").assumes(s.acme().role("Dev"), "work", a -> a.as("alice"));
        s.story().lose(dev.issuance());
        RoleSession prod = dev.assumes(s.acme().role("Prod"), "work");
        var asserted = Origins.sourceIdentity("alice", s.acme());
        Basis weakest = Basis.SOURCE_IDENTITY;
        s.attributed(prod.issuance(), asserted, weakest, dev.unproven(weakest));
        s.attributed(dev.calls(S3, "GetObject"), asserted, weakest, dev.unproven(weakest));
        s.attributed(prod.calls(S3, "GetObject"), asserted, weakest, dev.unproven(weakest), prod.hop(Basis.ISSUED_KEY));
    }

    private static void mixedScript(Scenario s) {
        s.tells(
                "At the company's provider somebody registered as Alice, with a Cyrillic letter that looks like hers.",
                "The subject is who the provider says, and a name of two scripts can deceive a reader.",
                "8, MIXED_SCRIPT_NAME");
        String name = "\u0430lice@example.com";
        RoleSession dev = s.acme().samlUser("Corp", name).assumes(s.acme().role("Dev"), "alice@example.com");
        StoryEvent use = dev.calls(S3, "GetObject");
        s.issuedKey(use, dev);
        String detail = "the origin's name " + name + " mixes scripts";
        s.signal(use, SignalType.MIXED_SCRIPT_NAME, detail, dev.issuance());
        s.signal(dev.issuance(), SignalType.MIXED_SCRIPT_NAME, detail, dev.issuance());
        s.directRest();
    }
}
