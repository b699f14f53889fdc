// SPDX-License-Identifier: Apache-2.0
package io.whotrail.scenario;

import io.whotrail.Basis;
import io.whotrail.story.Actor;
import io.whotrail.story.Json;
import io.whotrail.story.Origins;
import io.whotrail.story.RoleSession;
import io.whotrail.story.StoryEvent;
import java.util.List;

/** Calls that cross from one account into another. */
final class AccountStories {
    private static final String S3 = "s3.amazonaws.com";

    private AccountStories() {}

    static void tell(Book book) {
        book.add("cross-account", AccountStories::pair);
        book.add("cross-account-caller-copy-late", AccountStories::callerCopyLate);
        book.add("cross-account-caller-copy-only", AccountStories::callerCopyOnly);
        book.add("cross-account-role-copy-only", AccountStories::roleCopyOnly);
        book.add("cross-account-chain", AccountStories::chain);
        book.add("resource-policy", AccountStories::resourcePolicy);
        book.add("resource-policy-owner-copy-only", AccountStories::ownerCopyOnly);
        book.add("same-names-in-two-accounts", AccountStories::sameNames);
    }

    private static void pair(Scenario s) {
        s.tells(
                "Alice of one account assumes Prod in another; the call leaves a copy in either.",
                "One call, one issuance: her own copy names her, and both copies are the proof.",
                "3, AWSAccount joins by sharedEventID");
        RoleSession prod = s.acme().user("alice").assumes(s.partner().role("Prod"), "alice-prod");
        s.issuedKey(prod.calls(S3, "PutObject"), prod);
        s.direct(prod.issuances().get(1));
        s.directRest();
    }

    private static void callerCopyLate(Scenario s) {
        s.tells(
                "The same, but the copy of the caller's account comes last.",
                "Until it comes the origin is a principal of another account; then it is Alice, everywhere.",
                "5, late arrivals revise");
        RoleSession prod = s.acme().user("alice").assumes(s.partner().role("Prod"), "alice-prod");
        s.issuedKey(prod.calls(S3, "PutObject"), prod);
        s.direct(prod.issuances().get(1));
        s.story().delay(prod.issuances().get(0));
        s.directRest();
    }

    private static void callerCopyOnly(Scenario s) {
        s.tells(
                "Only the caller's account logs AssumeRole; the role's account logs what is done there.",
                "Her copy holds the issued key, which is enough.",
                "3, a single copy; 4.1");
        RoleSession prod = s.acme().user("alice").assumes(s.partner().role("Prod"), "alice-prod");
        s.story().lose(prod.issuances().get(1));
        StoryEvent use = prod.calls(S3, "PutObject");
        Basis key = Basis.ISSUED_KEY;
        s.attributed(
                use,
                use.origin(),
                key,
                prod.hop(key, List.of(prod.issuances().get(0).id())));
        s.directRest();
    }

    private static void roleCopyOnly(Scenario s) {
        s.tells(
                "The caller's account is not logged: the AssumeRole shows a principal of it, by id.",
                "The chain leaves what is delivered: the origin is that principal, and the basis says so.",
                "2, FOREIGN_ACCOUNT");
        var alice = s.acme().user("alice");
        RoleSession prod = alice.assumes(s.partner().role("Prod"), "alice-prod");
        s.story().lose(prod.issuances().get(0));
        StoryEvent copy = prod.issuances().get(1);
        var principal = Origins.foreign(alice.origin().principalId(), s.acme());
        s.attributed(copy, principal, Basis.FOREIGN_ACCOUNT);
        s.attributed(
                prod.calls(S3, "PutObject"),
                principal,
                Basis.FOREIGN_ACCOUNT,
                prod.hop(Basis.ISSUED_KEY, List.of(copy.id())));
    }

    private static void chain(Scenario s) {
        s.tells(
                "Alice goes from Dev in her account to Prod in another.",
                "Both copies of the second call come from her session of Dev, so both are hers.",
                "3 and 5");
        RoleSession dev = s.acme().user("alice").assumes(s.acme().role("Dev"), "alice-dev");
        RoleSession prod = dev.assumes(s.partner().role("Prod"), "alice-prod");
        s.issuedKey(prod.issuances().get(0), dev);
        s.issuedKey(prod.issuances().get(1), dev);
        s.issuedKey(prod.calls(S3, "PutObject"), dev, prod);
        s.directRest();
    }

    /** The owner's copy of a call that a resource policy allows: the caller as a principal of another account. */
    private static StoryEvent ownersCopy(Scenario s, Actor caller, StoryEvent own) {
        s.story().sameSecond();
        String principalId = (String) own.userIdentity().get("principalId");
        return s.partner()
                .other(
                        caller.origin(),
                        Json.object(
                                "type",
                                "AWSAccount",
                                "principalId",
                                principalId,
                                "accountId",
                                s.acme().id()))
                .calls(
                        S3,
                        "GetObject",
                        draft -> draft.put("sharedEventID", own.text("sharedEventID"))
                                .put("requestID", own.text("requestID")));
    }

    private static StoryEvent reads(Actor caller) {
        return caller.calls(
                S3, "GetObject", draft -> draft.put("sharedEventID", "bd1f42f4-03ea-4d52-9d9d-6ad1a3b8c4ef"));
    }

    private static void resourcePolicy(Scenario s) {
        s.tells(
                "In her session of Dev Alice reads a bucket of another account, which its policy allows; both log it.",
                "The owner's record shows only a principal id; the caller's own copy of the call tells who that is.",
                "3, AWSAccount joins by sharedEventID");
        RoleSession dev = s.acme().user("alice").assumes(s.acme().role("Dev"), "alice-dev");
        StoryEvent own = reads(dev);
        s.issuedKey(own, dev);
        s.issuedKey(ownersCopy(s, dev, own), dev);
        s.directRest();
    }

    private static void ownerCopyOnly(Scenario s) {
        s.tells(
                "The same, but the caller's account does not log reads.",
                "A shared event id promises no second copy: the origin is the principal of that account.",
                "2, FOREIGN_ACCOUNT");
        RoleSession dev = s.acme().user("alice").assumes(s.acme().role("Dev"), "alice-dev");
        StoryEvent own = reads(dev);
        StoryEvent copy = ownersCopy(s, dev, own);
        s.story().lose(dev.issuance(), own);
        s.attributed(copy, Origins.foreign(dev.principalId(), s.acme()), Basis.FOREIGN_ACCOUNT);
    }

    private static void sameNames(Scenario s) {
        s.tells(
                "Two accounts have a role Dev, and Alice and Bob call their sessions dev in the same second.",
                "The account is part of the session's ARN: nothing is mixed up.",
                "4.4, scope; a session's ARN names its account");
        var alice = s.acme().user("alice");
        var bob = s.partner().user("bob");
        RoleSession alices = alice.assumes(s.acme().role("Dev"), "dev");
        s.story().sameSecond();
        RoleSession bobs = bob.assumes(s.partner().role("Dev"), "dev");
        Basis birth = Basis.SESSION_BIRTH;
        s.attributed(alices.inConsole().calls(S3, "ListObjects"), alice.origin(), birth, alices.hop(birth));
        s.attributed(bobs.inConsole().calls(S3, "ListObjects"), bob.origin(), birth, bobs.hop(birth));
        s.directRest();
    }
}
