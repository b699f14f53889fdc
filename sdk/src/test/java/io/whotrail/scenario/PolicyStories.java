// SPDX-License-Identifier: Apache-2.0
package io.whotrail.scenario;

import io.whotrail.Basis;
import io.whotrail.Identity;
import io.whotrail.IdentityType;
import io.whotrail.SignalType;
import io.whotrail.UnattributedReason;
import io.whotrail.story.Origins;
import io.whotrail.story.Role;
import io.whotrail.story.RoleAdmin;
import io.whotrail.story.RoleSession;
import io.whotrail.story.StoryEvent;
import java.time.Duration;

/** Session names that a trust policy forces to be the caller's user name. */
final class PolicyStories {
    private static final String S3 = "s3.amazonaws.com";
    private static final Duration A_WHILE = Duration.ofMinutes(20);

    private PolicyStories() {}

    static void tell(Book book) {
        book.add("enforced-name", PolicyStories::enforcedName);
        book.add("enforced-name-policy-late", PolicyStories::policyLate);
        book.add("enforced-name-beside-issuance", PolicyStories::besideIssuance);
        book.add("enforced-name-disagrees", PolicyStories::disagrees);
        book.add("enforced-name-loosened", PolicyStories::loosened);
        book.add("enforced-name-too-late", PolicyStories::enforcedTooLate);
        book.add("enforced-name-of-another-role", PolicyStories::anotherRole);
        book.add("enforced-name-chained", PolicyStories::chained);
    }

    private static RoleAdmin admin(Scenario s) {
        return s.acme().user("admin").asAdmin();
    }

    private static StoryEvent createPinned(Scenario s, Role role) {
        StoryEvent created = admin(s).creates(role, RoleAdmin.namesItsCallers(s.acme()));
        s.story().pass(A_WHILE);
        return created;
    }

    /** All that a policy tells of a user: the name and the account. */
    private static Identity named(String name, Scenario s) {
        return Origins.of(IdentityType.IAM_USER, name, null, null, s.acme().id());
    }

    private static void enforced(Scenario s, StoryEvent use, RoleSession session) {
        s.attributed(use, named("alice", s), Basis.ENFORCED_NAME, session.unproven(Basis.ENFORCED_NAME));
    }

    private static void notSeen(Scenario s, StoryEvent use, RoleSession session) {
        s.unattributed(use, UnattributedReason.ISSUANCE_NOT_SEEN, Origins.session(session), "alice");
    }

    private static void enforcedName(Scenario s) {
        s.tells(
                "A role is created whose trust policy lets users in under their own names only. Alice assumes it; the"
                        + " record of that is lost.",
                "Nobody but the user alice can have opened a session of that name: the name is the origin.",
                "6, FORCED_TO_CALLER at the session's birth");
        Role dev = s.acme().role("Dev");
        createPinned(s, dev);
        RoleSession session = s.acme().user("alice").assumes(dev, "alice");
        s.story().lose(session.issuance());
        enforced(s, session.calls(S3, "GetObject"), session);
        s.directRest();
    }

    private static void policyLate(Scenario s) {
        s.tells(
                "The same, but the record of the role's creation comes last.",
                "What was answered without it is revised.",
                "6 and 7, uses that leaned on that role's policy are asked again");
        Role dev = s.acme().role("Dev");
        StoryEvent created = createPinned(s, dev);
        RoleSession session = s.acme().user("alice").assumes(dev, "alice");
        enforced(s, session.calls(S3, "GetObject"), session);
        enforced(s, session.inConsole().calls(S3, "GetObject"), session);
        s.story().lose(session.issuance());
        s.story().delay(created);
        s.directRest();
    }

    private static void besideIssuance(Scenario s) {
        s.tells(
                "The same, and the record of Alice's AssumeRole is there.",
                "The issuing event wins, and agrees: nothing is worth an eye.",
                "6, when the issuing event is present it always wins");
        Role dev = s.acme().role("Dev");
        createPinned(s, dev);
        RoleSession session = s.acme().user("alice").assumes(dev, "alice");
        s.issuedKey(session.calls(S3, "GetObject"), session);
        s.directRest();
    }

    private static void disagrees(Scenario s) {
        s.tells(
                "By the policy only users can open sessions, under their own names. A record shows that Bob opened one"
                        + " under the name carol.",
                "The issuing event wins; that it should not have been possible is worth an eye.",
                "6, if the two disagree, that is a signal; 8, NAME_DISAGREES");
        Role dev = s.acme().role("Dev");
        createPinned(s, dev);
        RoleSession session = s.acme().user("bob").assumes(dev, "carol");
        StoryEvent use = session.calls(S3, "GetObject");
        s.issuedKey(use, session);
        s.signal(
                use,
                SignalType.NAME_DISAGREES,
                "the trust policy forced session name carol to be the caller's, and the caller is another",
                session.issuance());
        s.directRest();
    }

    private static void loosened(Scenario s) {
        s.tells(
                "The policy is changed to let users choose names; a while after, somebody opens a session alice, and the"
                        + " record is lost. Another session alice was opened before the change.",
                "Only the policy in force at the birth counts: the older session is Alice's, the younger may be anybody's.",
                "6, policies are versioned in time by role");
        Role dev = s.acme().role("Dev");
        createPinned(s, dev);
        RoleSession before = s.acme().user("alice").assumes(dev, "alice");
        s.story().pass(A_WHILE);
        admin(s).changesTrust(dev, RoleAdmin.letsChooseNames(s.acme()));
        s.story().pass(A_WHILE);
        RoleSession after = s.acme().user("bob").assumes(dev, "alice");
        s.story().lose(before.issuance(), after.issuance());
        enforced(s, before.calls(S3, "GetObject"), before);
        notSeen(s, after.calls(S3, "GetObject"), after);
        s.directRest();
    }

    private static void enforcedTooLate(Scenario s) {
        s.tells(
                "The policy forces names from a while after the session's birth on.",
                "When the session was born anybody could choose its name: it proves nothing.",
                "6, at the session's birth");
        Role dev = s.acme().role("Dev");
        admin(s).creates(dev, RoleAdmin.letsChooseNames(s.acme()));
        s.story().pass(A_WHILE);
        RoleSession session = s.acme().user("bob").assumes(dev, "alice");
        s.story().pass(A_WHILE);
        admin(s).changesTrust(dev, RoleAdmin.namesItsCallers(s.acme()));
        s.story().pass(A_WHILE);
        s.story().lose(session.issuance());
        notSeen(s, session.calls(S3, "GetObject"), session);
        s.directRest();
    }

    private static void anotherRole(Scenario s) {
        s.tells(
                "The role that forces names is deleted, and one of the same name created that forces none.",
                "Another role: what the old one forced proves nothing for sessions of the new one.",
                "6, a role deleted and created again is another role");
        Role dev = s.acme().role("Dev");
        createPinned(s, dev);
        admin(s).deletes(dev);
        Role again = dev.recreated();
        admin(s).creates(again, RoleAdmin.letsChooseNames(s.acme()));
        s.story().pass(A_WHILE);
        RoleSession session = s.acme().user("bob").assumes(again, "alice");
        s.story().lose(session.issuance());
        notSeen(s, session.calls(S3, "GetObject"), session);
        s.directRest();
    }

    private static void chained(Scenario s) {
        s.tells(
                "From the session whose name was forced, another role is assumed; only that record is there.",
                "The chain ends in the user whose name was forced; its basis is the weakest of its hops.",
                "5, the caller of an issuance is attributed by the same rules");
        Role dev = s.acme().role("Dev");
        createPinned(s, dev);
        RoleSession first = s.acme().user("alice").assumes(dev, "alice");
        RoleSession second = first.assumes(s.acme().role("Deploy"), "release");
        s.story().lose(first.issuance());
        enforced(s, second.issuance(), first);
        s.attributed(
                second.calls(S3, "PutObject"),
                named("alice", s),
                Basis.ENFORCED_NAME,
                first.unproven(Basis.ENFORCED_NAME),
                second.hop(Basis.ISSUED_KEY));
        s.directRest();
    }
}
