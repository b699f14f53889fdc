// SPDX-License-Identifier: Apache-2.0
package io.whotrail.scenario;

import io.whotrail.Basis;
import io.whotrail.IdentityType;
import io.whotrail.SignalType;
import io.whotrail.UnattributedReason;
import io.whotrail.story.Account;
import io.whotrail.story.Json;
import io.whotrail.story.Origins;
import io.whotrail.story.RoleSession;
import io.whotrail.story.StoryEvent;
import java.util.ArrayList;
import java.util.List;

/** Records that come twice, altered, corrected, or broken; other partitions. */
final class RecordStories {
    private static final String S3 = "s3.amazonaws.com";

    private RecordStories() {}

    static void tell(Book book) {
        book.add("duplicate", RecordStories::duplicate);
        book.add("contradiction", RecordStories::contradiction);
        book.add("contradicted-issuance", RecordStories::contradictedIssuance);
        book.add("addendum-corrects-issuance", RecordStories::addendum);
        book.add("anonymous", RecordStories::anonymous);
        book.add("no-user-identity", RecordStories::noUserIdentity);
        book.add("malformed-session", RecordStories::malformed);
        book.add("china", s -> partition(s, "aws-cn", "ec2.amazonaws.com.cn"));
        book.add("govcloud", s -> partition(s, "aws-us-gov", "ec2.amazonaws.com"));
    }

    private static void duplicate(Scenario s) {
        s.tells(
                "Two trails write into one bucket: Alice's AssumeRole and what she did with it come twice.",
                "A record that was answered is answered once, and its second copy proves nothing more.",
                "7, duplicates");
        RoleSession dev = s.acme().user("alice").assumes(s.acme().role("Dev"), "alice-dev");
        StoryEvent use = dev.calls(S3, "GetObject");
        s.issuedKey(use, dev);
        s.story().repeat(dev.issuance());
        s.story().repeat(use);
        s.directRest();
    }

    private static void conflict(Scenario s, StoryEvent event) {
        s.unattributed(event, UnattributedReason.CONFLICT, null, null);
        s.signal(event, SignalType.CONTENT_CONFLICT, "the same event id came with other content", event);
    }

    private static void contradiction(Scenario s) {
        s.tells(
                "A record by Bob comes again under its own id, as Alice's. Bob wore her name in his session, too.",
                "One of the two was altered, and nothing tells which: nobody is named, whichever came first.",
                "2, CONFLICT; 7, the same event id with other content");
        var alice = s.acme().user("alice");
        alice.calls(S3, "ListBuckets");
        RoleSession dev = s.acme().user("bob").assumes(s.acme().role("Dev"), "alice");
        StoryEvent use = dev.calls(S3, "DeleteObject");
        StoryEvent altered =
                alice.calls(S3, "DeleteObject", draft -> draft.id(use.id()).at(use.time()));
        conflict(s, altered);
        s.directRest();
    }

    private static void contradictedIssuance(Scenario s) {
        s.tells(
                "Alice's AssumeRole comes a second time under its id with Bob as the caller.",
                "The call itself is nobody's any more; for its session there are two explanations, and both are listed.",
                "promise 1; 2, CONFLICT and Ambiguous");
        var alice = s.acme().user("alice");
        var bob = s.acme().user("bob");
        RoleSession dev = alice.assumes(s.acme().role("Dev"), "work");
        StoryEvent issuance = dev.issuance();
        s.story().sameSecond();
        RoleSession altered = bob.assumes(
                s.acme().role("Dev"),
                "work",
                a -> a.handingOut(dev.key())
                        .recorded(draft -> draft.id(issuance.id()).put("requestID", issuance.text("requestID"))));
        StoryEvent use = dev.calls(S3, "GetObject");
        conflict(s, issuance);
        Basis key = Basis.ISSUED_KEY;
        s.ambiguous(
                use,
                Scenario.explanation(alice.origin(), key, dev.hop(key)),
                Scenario.explanation(bob.origin(), key, altered.hop(key)));
        s.directRest();
    }

    private static void addendum(Scenario s) {
        s.tells(
                "CloudTrail delivers Alice's AssumeRole with a wrong response, then an addendum with the right one.",
                "The corrected record takes the place of the first: it alone issued, in whatever order they come.",
                "7, addendum events update what they name");
        var alice = s.acme().user("alice");
        RoleSession wrong = alice.assumes(s.acme().role("Dev"), "alice-dev");
        StoryEvent original = wrong.issuance();
        s.story().sameSecond();
        RoleSession right = alice.assumes(
                s.acme().role("Dev"),
                "alice-dev",
                a -> a.recorded(draft -> draft.put("requestID", original.text("requestID"))
                        .put(
                                "addendum",
                                Json.object(
                                        "reason",
                                        "UPDATED_DATA",
                                        "updatedFields",
                                        "responseElements",
                                        "originalRequestID",
                                        original.text("requestID"),
                                        "originalEventID",
                                        original.id()))));
        s.issuedKey(right.calls(S3, "GetObject"), right);
        StoryEvent console = right.inConsole().calls(S3, "GetObject");
        s.attributed(console, alice.origin(), Basis.SESSION_BIRTH, right.hop(Basis.SESSION_BIRTH));
        s.directRest();
    }

    private static void anonymous(Scenario s) {
        s.tells(
                "Somebody reads a public bucket without any credential.",
                "The record names nobody, and there is nothing to change about it.",
                "2, NO_IDENTITY");
        var nobody = Origins.of(IdentityType.AWS_ACCOUNT, null, null, null, "ANONYMOUS_PRINCIPAL");
        StoryEvent read = s.acme()
                .other(nobody, Json.object("type", "AWSAccount", "principalId", "", "accountId", "ANONYMOUS_PRINCIPAL"))
                .calls(
                        S3,
                        "GetObject",
                        draft -> draft.put("managementEvent", false).put("eventCategory", "Data"));
        s.unattributed(read, UnattributedReason.NO_IDENTITY, nobody, null);
    }

    private static void noUserIdentity(Scenario s) {
        s.tells(
                "A record without userIdentity.",
                "It names nobody, so nobody is proven, not even as a furthest identity.",
                "2, NO_IDENTITY");
        StoryEvent event = s.acme()
                .root()
                .calls("health.amazonaws.com", "DescribeEvents", draft -> draft.put("userIdentity", Json.object()));
        s.unattributed(event, UnattributedReason.NO_IDENTITY, null, null);
    }

    private static void malformed(Scenario s) {
        s.tells(
                "A role session without a session name and without an ARN.",
                "Which session it is cannot be understood; the role's id is all that is proven.",
                "2, MALFORMED_IDENTITY");
        RoleSession dev = s.acme().user("alice").assumes(s.acme().role("Dev"), "alice-dev");
        StoryEvent use = dev.calls(
                S3,
                "GetObject",
                draft -> draft.identity(identity -> {
                    identity.put("principalId", dev.role().id());
                    identity.remove("arn");
                }));
        s.unattributed(
                use,
                UnattributedReason.MALFORMED_IDENTITY,
                Origins.of(
                        IdentityType.ASSUMED_ROLE,
                        null,
                        null,
                        dev.role().id(),
                        s.acme().id()),
                null);
        s.directRest();
    }

    private static void partition(Scenario s, String partition, String ec2) {
        s.tells(
                "Alice and an instance work in partition " + partition
                        + "; the public partition has the same account and names.",
                "The partition is part of every ARN: each is attributed in its own.",
                "3, identities are the same only in one partition");
        Account here = s.story().account("777788889999", partition);
        Account there = s.story().account("777788889999");
        var sessions = new ArrayList<RoleSession>();
        for (Account account : List.of(here, there)) {
            sessions.add(account.user("alice").assumes(account.role("Dev"), "work"));
            s.story().sameSecond();
        }
        RoleSession instance = here.service(ec2)
                .assumes(here.role("InstanceRole"), "i-0dbc91f429e48eeed")
                .delivered("2.0");
        for (RoleSession session : sessions) {
            StoryEvent use = session.inConsole().calls(S3, "GetObject");
            s.attributed(use, session.origin(), Basis.SESSION_BIRTH, session.hop(Basis.SESSION_BIRTH));
        }
        s.issuedKey(instance.calls(S3, "GetObject"), instance);
        s.directRest();
    }
}
