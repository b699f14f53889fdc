// SPDX-License-Identifier: Apache-2.0
package io.whotrail.scenario;

import io.whotrail.Basis;
import io.whotrail.Explanation;
import io.whotrail.Hop;
import io.whotrail.Identity;
import io.whotrail.SignalType;
import io.whotrail.UnattributedReason;
import io.whotrail.story.Json;
import io.whotrail.story.Origins;
import io.whotrail.story.Role;
import io.whotrail.story.RoleSession;
import io.whotrail.story.StoryEvent;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Keys, births and names that several sessions share. */
final class KeyStories {
    private static final String S3 = "s3.amazonaws.com";

    private KeyStories() {}

    static void tell(Book book) {
        book.add("key-id-of-two-principals", KeyStories::twoPrincipals);
        book.add("key-id-of-two-births", KeyStories::twoBirths);
        book.add("key-id-ambiguous", KeyStories::ambiguous);
        book.add("ambiguous-ancestor", KeyStories::ambiguousAncestor);
        book.add("two-callers-one-second", KeyStories::twoCallers);
        book.add("one-caller-twice-a-second", KeyStories::oneCallerTwice);
        book.add("birth-a-second-apart", KeyStories::secondApart);
        book.add("other-key-of-a-used-session", KeyStories::otherKey);
        book.add("masked-key", KeyStories::maskedKey);
        book.add("masked-issuance", KeyStories::maskedIssuance);
        book.add("recreated-role", KeyStories::recreatedRole);
        book.add("role-path-and-case", KeyStories::pathAndCase);
        book.add("role-case-ambiguous", KeyStories::caseAmbiguous);
        book.add("no-birth-ambiguous", KeyStories::noBirthAmbiguous);
    }

    private static Explanation byKey(RoleSession session) {
        return Scenario.explanation(session.origin(), Basis.ISSUED_KEY, session.hop(Basis.ISSUED_KEY));
    }

    private static Explanation byBirth(RoleSession session) {
        return Scenario.explanation(session.origin(), Basis.SESSION_BIRTH, session.hop(Basis.SESSION_BIRTH));
    }

    /** The sessions by the ids of their issuing events: the order in which candidates are listed. */
    private static List<RoleSession> byId(RoleSession... sessions) {
        return Stream.of(sessions)
                .sorted(Comparator.comparing(session -> session.issuance().id()))
                .toList();
    }

    private static void twoPrincipals(Scenario s) {
        s.tells(
                "One access key id is issued in two accounts: to Alice's session of Dev, and to Bob's of Ops.",
                "The id alone proves nothing: principal and birth tell the two apart, and that it recurs is worth an eye.",
                "4.1, all conditions; 8, KEY_SHARED");
        RoleSession dev = s.acme().user("alice").assumes(s.acme().role("Dev"), "work");
        RoleSession ops =
                s.partner().user("bob").assumes(s.partner().role("Ops"), "work", a -> a.handingOut(dev.key()));
        for (RoleSession session : List.of(dev, ops)) {
            StoryEvent use = session.calls(S3, "ListObjects");
            s.issuedKey(use, session);
            s.signal(
                    use,
                    SignalType.KEY_SHARED,
                    "the access key id belongs to 2 principals",
                    dev.issuance(),
                    ops.issuance());
        }
        s.directRest();
    }

    private static void twoBirths(Scenario s) {
        s.tells(
                "Alice and, an hour later, Bob assume Dev under one session name and are given one key id.",
                "The birth that each use shows tells whose it is.",
                "4.1, the birth agrees");
        RoleSession alices =
                s.acme().user("alice").assumes(s.acme().role("Dev"), "work", a -> a.lasting(Duration.ofHours(8)));
        s.story().pass(Duration.ofHours(1));
        RoleSession bobs = s.acme().user("bob").assumes(s.acme().role("Dev"), "work", a -> a.handingOut(alices.key()));
        s.issuedKey(bobs.calls(S3, "GetObject"), bobs);
        s.issuedKey(alices.calls(S3, "GetObject"), alices);
        s.directRest();
    }

    private static RoleSession[] oneKeyForTwo(Scenario s) {
        RoleSession alices = s.acme().user("alice").assumes(s.acme().role("Dev"), "work");
        s.story().sameSecond();
        RoleSession bobs = s.acme().user("bob").assumes(s.acme().role("Dev"), "work", a -> a.handingOut(alices.key()));
        return new RoleSession[] {alices, bobs};
    }

    private static void ambiguous(Scenario s) {
        s.tells(
                "Alice and Bob assume Dev under one session name in one second and are given one key id.",
                "Nothing tells the two apart: both are candidates, none is preferred.",
                "promise 1; 4.3, different origins");
        List<RoleSession> both = byId(oneKeyForTwo(s));
        StoryEvent use = both.get(0).calls(S3, "GetObject");
        s.ambiguous(use, byKey(both.get(0)), byKey(both.get(1)));
        StoryEvent bobsIssuance = s.story().events().get(1);
        s.story().delay(bobsIssuance);
        s.directRest();
    }

    private static void ambiguousAncestor(Scenario s) {
        s.tells(
                "From such a session somebody goes on to Prod.",
                "Whoever it was of the two is behind Prod too: the ambiguity stays, one hop longer.",
                "4.3 and 5");
        List<RoleSession> both = byId(oneKeyForTwo(s));
        RoleSession prod = both.get(0).assumes(s.acme().role("Prod"), "work");
        StoryEvent use = prod.calls(S3, "PutObject");
        s.ambiguous(prod.issuance(), byKey(both.get(0)), byKey(both.get(1)));
        s.ambiguous(use, longer(both.get(0), prod), longer(both.get(1), prod));
        s.directRest();
    }

    private static Explanation longer(RoleSession first, RoleSession second) {
        return Scenario.explanation(first.origin(), Basis.ISSUED_KEY, Scenario.hops(Basis.ISSUED_KEY, first, second));
    }

    private static void twoCallers(Scenario s) {
        s.tells(
                "Alice and Bob assume Dev under one session name in one second, each with a key of his own; then the"
                        + " console is used.",
                "Each key is its owner's; what shows only the birth may be either's.",
                "4.3, a full key match beats a match by birth; promise 1");
        RoleSession alices = s.acme().user("alice").assumes(s.acme().role("Dev"), "work");
        s.story().sameSecond();
        RoleSession bobs = s.acme().user("bob").assumes(s.acme().role("Dev"), "work");
        s.issuedKey(alices.calls(S3, "GetObject"), alices);
        s.issuedKey(bobs.calls(S3, "GetObject"), bobs);
        List<RoleSession> both = byId(alices, bobs);
        s.ambiguous(alices.inConsole().calls(S3, "DeleteObject"), byBirth(both.get(0)), byBirth(both.get(1)));
        s.directRest();
    }

    private static void oneCallerTwice(Scenario s) {
        s.tells(
                "Alice's tool assumes Dev twice in one second under one name; then the console is used, with its own keys.",
                "Two issuances with one origin are one answer.",
                "4.3, candidates whose chains end in the same origin");
        var alice = s.acme().user("alice");
        RoleSession one = alice.assumes(s.acme().role("Dev"), "tool");
        s.story().sameSecond();
        RoleSession two = alice.assumes(s.acme().role("Dev"), "tool");
        s.issuedKey(two.calls(S3, "GetObject"), two);
        StoryEvent use = one.inConsole().calls(S3, "GetObject");
        s.verdict(use, byBirth(byId(one, two).get(0)));
        s.directRest();
    }

    private static void secondApart(Scenario s) {
        s.tells(
                "Uses of Alice's session show its birth a second late, two seconds late, and, with her key, five late.",
                "One second may lie between two clocks; two prove another session, whatever the key.",
                "4.1.3 and 4.2, a second apart");
        var alice = s.acme().user("alice");
        RoleSession dev = alice.assumes(s.acme().role("Dev"), "alice-dev");
        s.issuedKey(dev.bornAt(dev.birth().plusSeconds(1)).calls(S3, "GetObject"), dev);
        RoleSession near = dev.inConsole().bornAt(dev.birth().plusSeconds(1));
        s.attributed(near.calls(S3, "GetObject"), alice.origin(), Basis.SESSION_BIRTH, dev.hop(Basis.SESSION_BIRTH));
        RoleSession far = dev.inConsole().bornAt(dev.birth().plusSeconds(2));
        RoleSession other = dev.bornAt(dev.birth().plusSeconds(5));
        for (RoleSession session : List.of(far, other)) {
            s.unattributed(
                    session.calls(S3, "GetObject"),
                    UnattributedReason.ISSUANCE_NOT_SEEN,
                    Origins.session(dev),
                    "alice-dev");
        }
        s.directRest();
    }

    private static void otherKey(Scenario s) {
        s.tells(
                "Alice's session works with its issued key. In another, born in that second under that name, somebody works"
                        + " with a key that no event issued, and not in the console.",
                "A session that uses its own key has no need of another: the second may be one whose issuance was lost.",
                "promise 1; 4.2, births prove where keys are made without an event");
        var alice = s.acme().user("alice");
        RoleSession dev = alice.assumes(s.acme().role("Dev"), "tool");
        s.issuedKey(dev.calls(S3, "GetObject"), dev);
        s.unattributed(
                dev.withOtherKeys().calls(S3, "DeleteObject"),
                UnattributedReason.ISSUANCE_NOT_SEEN,
                Origins.session(dev),
                "tool");
        StoryEvent console = dev.inConsole().calls(S3, "GetObject");
        s.attributed(console, alice.origin(), Basis.SESSION_BIRTH, dev.hop(Basis.SESSION_BIRTH));
        s.directRest();
    }

    private static void maskedKey(Scenario s) {
        s.tells(
                "A collector masked access key ids in what Alice's session did; another left the field empty.",
                "A mask is no key: birth and principal still tie the uses to her.",
                "4.1.1, masked values are no key; 4.2");
        var alice = s.acme().user("alice");
        RoleSession dev = alice.assumes(s.acme().role("Dev"), "alice-dev");
        for (String mask : List.of("***", "", "Unknown", "<redacted>")) {
            StoryEvent use = dev.withKey(mask).calls(S3, "GetObject");
            s.attributed(use, alice.origin(), Basis.SESSION_BIRTH, dev.hop(Basis.SESSION_BIRTH));
        }
        s.directRest();
    }

    private static void maskedIssuance(Scenario s) {
        s.tells(
                "A collector masked the credentials that Alice's AssumeRole handed out; her session works with its real key.",
                "No key can be compared; principal and birth tie the session to her call.",
                "4.1.1 and 4.2");
        var alice = s.acme().user("alice");
        RoleSession dev = alice.assumes(s.acme().role("Dev"), "alice-dev", a -> a.handingOut("***"));
        StoryEvent use = dev.withOtherKeys().calls(S3, "GetObject");
        s.attributed(use, alice.origin(), Basis.SESSION_BIRTH, dev.hop(Basis.SESSION_BIRTH));
        s.directRest();
    }

    private static void recreatedRole(Scenario s) {
        s.tells(
                "The role Dev is deleted and made again; Alice had a session work of the old one, Bob has one of the new,"
                        + " born in the same second.",
                "The role's unique id tells them apart, though all names agree.",
                "4.1.2 and 4.2, the principal id");
        Role old = s.acme().role("Dev");
        RoleSession alices = s.acme().user("alice").assumes(old, "work");
        s.story().sameSecond();
        RoleSession bobs = s.acme().user("bob").assumes(old.recreated(), "work");
        for (RoleSession session : List.of(alices, bobs)) {
            StoryEvent use = session.inConsole().calls(S3, "GetObject");
            s.attributed(use, session.origin(), Basis.SESSION_BIRTH, session.hop(Basis.SESSION_BIRTH));
        }
        s.directRest();
    }

    private static void pathAndCase(Scenario s) {
        s.tells(
                "Alice asks for a role by its path and in other letters than it was made with; Lambda too.",
                "In an account a role's name is unique whatever its path and case: both are the same role.",
                "4.1.2, case-insensitive and path-tolerant");
        Role reader = s.acme().role("/team/data/", "Reader");
        String spelt = "arn:aws:iam::111122223333:role/team/data/READER";
        RoleSession alices = s.acme().user("alice").assumes(reader, "alice-read", a -> a.by(spelt));
        RoleSession function = s.acme().service("lambda.amazonaws.com").assumes(reader, "orders", a -> a.by(spelt));
        for (RoleSession session : List.of(alices, function)) {
            StoryEvent use = session.calls(S3, "GetObject");
            var hop = session.hop(Basis.ISSUED_KEY);
            var origin = session == alices
                    ? session.origin()
                    : new Identity(
                            session.origin().type(),
                            "orders",
                            null,
                            null,
                            s.acme().id(),
                            null,
                            null,
                            null,
                            "lambda.amazonaws.com",
                            spelt);
            s.attributed(
                    use,
                    origin,
                    Basis.ISSUED_KEY,
                    new Hop(
                            spelt,
                            hop.roleId(),
                            hop.sessionName(),
                            null,
                            hop.issuedAt(),
                            hop.link(),
                            hop.issuanceEventIds()));
        }
        s.directRest();
    }

    private static void caseAmbiguous(Scenario s) {
        s.tells(
                "Two issuances of one key, name and second, which spell the role differently; Bob's comes last.",
                "They are of one role, so nothing tells Alice and Bob apart, and what was answered before is revised.",
                "4.3; 7, notices reach what was answered before");
        Role reader = s.acme().role("/team/data/", "Reader");
        String spelt = "arn:aws:sts::111122223333:assumed-role/READER/work";
        RoleSession alices = s.acme()
                .user("alice")
                .assumes(
                        reader,
                        "work",
                        a -> a.recorded(draft -> {
                            String id = reader.id() + ":work";
                            draft.object("responseElements")
                                    .put("assumedRoleUser", Json.object("assumedRoleId", id, "arn", spelt));
                        }));
        s.story().sameSecond();
        RoleSession bobs = s.acme().user("bob").assumes(reader, "work", a -> a.handingOut(alices.key()));
        List<RoleSession> both = byId(alices, bobs);
        s.ambiguous(alices.calls(S3, "GetObject"), byKey(both.get(0)), byKey(both.get(1)));
        s.story().delay(bobs.issuance());
        s.directRest();
    }

    @SuppressWarnings("unchecked") // what the story made
    private static void noBirthAmbiguous(Scenario s) {
        s.tells(
                "A use whose record lost its session's birth; two issuances of its key and name, Bob's comes last.",
                "Key, role and session name fit both: nothing tells Alice and Bob apart, whatever was answered before.",
                "4.1.3, the birth agrees where both sides show it; 4.3; 7");
        List<RoleSession> both = byId(oneKeyForTwo(s));
        StoryEvent use = both.get(0)
                .calls(
                        S3,
                        "GetObject",
                        draft -> draft.identity(identity -> {
                            Map<String, Object> context = (Map<String, Object>) identity.get("sessionContext");
                            context.remove("attributes");
                        }));
        s.ambiguous(use, byKey(both.get(0)), byKey(both.get(1)));
        s.story().delay(s.story().events().get(1));
        s.directRest();
    }
}
