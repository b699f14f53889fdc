// SPDX-License-Identifier: Apache-2.0
package io.whotrail.scenario;

import io.whotrail.Basis;
import io.whotrail.Explanation;
import io.whotrail.Hop;
import io.whotrail.RoleChain;
import io.whotrail.SignalType;
import io.whotrail.UnattributedReason;
import io.whotrail.story.Account;
import io.whotrail.story.Actor;
import io.whotrail.story.Origins;
import io.whotrail.story.RoleSession;
import io.whotrail.story.StoryEvent;
import java.util.ArrayList;
import java.util.List;

/** Chains of roles: their length, their order, their gaps. */
final class ChainStories {
    private static final String S3 = "s3.amazonaws.com";

    private ChainStories() {}

    static void tell(Book book) {
        book.add("issued-key", ChainStories::issuedKey);
        book.add("chain-of-three", ChainStories::chainOfThree);
        book.add("chain-of-seventy", ChainStories::chainOfSeventy);
        book.add("deep-chain", ChainStories::deepChain);
        book.add("chain-too-long", ChainStories::chainTooLong);
        book.add("role-juggling", ChainStories::roleJuggling);
        book.add("self-assumption", ChainStories::selfAssumption);
        book.add("late-issuance", ChainStories::lateIssuance);
        book.add("late-ancestor", ChainStories::lateAncestor);
        book.add("missing-ancestor", ChainStories::missingAncestor);
        book.add("failed-assume-role", ChainStories::failedAssumeRole);
        book.add("denied-use", ChainStories::deniedUse);
        book.add("cycle", ChainStories::cycle);
    }

    private static void issuedKey(Scenario s) {
        s.tells(
                "Alice, an IAM user, assumes the role Dev and lists a bucket with the key that she was given.",
                "Alice is behind it: the key, the principal and the birth of the session are those that her call issued.",
                "4.1, matching by issued key");
        var alice = s.acme().user("alice");
        var dev = alice.assumes(s.acme().role("Dev"), "alice-dev");
        s.issuedKey(dev.calls(S3, "ListObjects"), dev);
        s.directRest();
    }

    private static void chainOfThree(Scenario s) {
        s.tells(
                "Alice goes from Dev over Stage to Prod and writes there.",
                "Each hop is proven by the key that the one before it was used with, so Alice is behind all of it.",
                "5, chains");
        var alice = s.acme().user("alice");
        var dev = alice.assumes(s.acme().role("Dev"), "alice-dev");
        var stage = dev.assumes(s.acme().role("Stage"), "alice-stage");
        var prod = stage.assumes(s.acme().role("Prod"), "alice-prod");
        s.issuedKey(stage.issuance(), dev);
        s.issuedKey(prod.issuance(), dev, stage);
        s.issuedKey(prod.calls(S3, "PutObject"), dev, stage, prod);
        s.directRest();
    }

    private static void chainOfSeventy(Scenario s) {
        s.tells(
                "Alice passes through seventy roles; only the last call is listed here, since the lines grow long.",
                "She is behind it; the chain keeps its first 32 and its last 32 hops and says that it has 70.",
                "5, depth bounded by configuration");
        s.listsSome();
        var way = new ArrayList<RoleSession>();
        Actor caller = s.acme().user("alice");
        for (int i = 1; i <= 70; i++) {
            way.add(caller.assumes(s.acme().role("Step" + i), "step-" + i));
            caller = way.get(way.size() - 1);
        }
        StoryEvent use = caller.calls(S3, "ListObjects");
        var kept = new ArrayList<RoleSession>(way.subList(0, 32));
        kept.addAll(way.subList(38, 70));
        s.verdict(use, shortened(use, kept, 70));
        s.signal(use, SignalType.DEEP_CHAIN, "the chain has 70 hops", issuances(kept));
    }

    private static Explanation shortened(StoryEvent use, List<RoleSession> kept, int length) {
        List<Hop> hops =
                kept.stream().map(session -> session.hop(Basis.ISSUED_KEY)).toList();
        return new Explanation(use.origin(), Basis.ISSUED_KEY, new RoleChain(hops, length));
    }

    private static StoryEvent[] issuances(List<RoleSession> way) {
        return way.stream().flatMap(session -> session.issuances().stream()).toArray(StoryEvent[]::new);
    }

    private static void deepChain(Scenario s) {
        s.tells(
                "Alice passes through four roles where three are usual.",
                "She is behind it, and the chain that is longer than three hops is worth a look.",
                "8, DEEP_CHAIN");
        s.set("deepChain", "3");
        var way = new ArrayList<RoleSession>();
        Actor caller = s.acme().user("alice");
        for (int i = 1; i <= 4; i++) {
            way.add(caller.assumes(s.acme().role("Step" + i), "step-" + i));
            caller = way.get(way.size() - 1);
        }
        StoryEvent use = caller.calls(S3, "ListObjects");
        for (int i = 1; i < 4; i++) {
            s.issuedKey(way.get(i).issuance(), way.subList(0, i).toArray(RoleSession[]::new));
        }
        s.issuedKey(use, way.toArray(RoleSession[]::new));
        s.signal(use, SignalType.DEEP_CHAIN, "the chain has 4 hops", issuances(way));
        s.directRest();
    }

    private static void chainTooLong(Scenario s) {
        s.tells(
                "Alice takes a third hop where the configuration allows two.",
                "The third session is not followed; the reason says what to raise, and the session is what is proven.",
                "2, CHAIN_TOO_LONG");
        s.set("maximumChainLength", "2");
        var alice = s.acme().user("alice");
        var dev = alice.assumes(s.acme().role("Dev"), "alice-dev");
        var stage = dev.assumes(s.acme().role("Stage"), "alice-stage");
        var prod = stage.assumes(s.acme().role("Prod"), "alice-prod");
        s.issuedKey(stage.issuance(), dev);
        s.issuedKey(prod.issuance(), dev, stage);
        s.unattributed(
                prod.calls(S3, "PutObject"), UnattributedReason.CHAIN_TOO_LONG, Origins.session(prod), "alice-prod");
        s.directRest();
    }

    private static void roleJuggling(Scenario s) {
        s.tells(
                "Alice juggles: from Blue to Green, to Blue again, to Green again, so that her access never ends.",
                "Juggling is legal and hers; from the first role that recurs on, the chain says so.",
                "5, juggling; 8, ROLE_JUGGLING");
        Account acme = s.acme();
        var alice = acme.user("alice");
        var blue = alice.assumes(acme.role("Blue"), "juggler");
        var green = blue.assumes(acme.role("Green"), "juggler");
        var blueAgain = green.assumes(acme.role("Blue"), "juggler");
        var greenAgain = blueAgain.assumes(acme.role("Green"), "juggler");
        StoryEvent use = greenAgain.calls(S3, "ListObjects");
        s.issuedKey(green.issuance(), blue);
        s.issuedKey(blueAgain.issuance(), blue, green);
        s.issuedKey(greenAgain.issuance(), blue, green, blueAgain);
        s.issuedKey(use, blue, green, blueAgain, greenAgain);
        recurs(s, greenAgain.issuance(), blue, green, blueAgain);
        recurs(s, use, blue, green, blueAgain, greenAgain);
        s.directRest();
    }

    private static void recurs(Scenario s, StoryEvent event, RoleSession... way) {
        s.signal(event, SignalType.ROLE_JUGGLING, "a role recurs on the chain", issuances(List.of(way)));
    }

    private static void selfAssumption(Scenario s) {
        s.tells(
                "In a session named alice, Alice lets the role assume itself, to be called bob from then on. Bob is a user.",
                "The new name changes nothing: Alice is behind it, the role recurs, and the name is another's.",
                "4.1; 6 and 8, a session name alone is never an origin");
        var bob = s.acme().user("bob");
        var alice = s.acme().user("alice");
        bob.calls(S3, "ListBuckets");
        var first = alice.assumes(s.acme().role("Dev"), "alice");
        var renamed = first.assumes(s.acme().role("Dev"), "bob");
        StoryEvent use = renamed.calls(S3, "DeleteObject");
        s.issuedKey(renamed.issuance(), first);
        s.issuedKey(use, first, renamed);
        s.signal(
                use,
                SignalType.NAME_IMPERSONATES,
                "session name bob is another known principal's name",
                renamed.issuance());
        recurs(s, use, first, renamed);
        s.directRest();
    }

    private static void lateIssuance(Scenario s) {
        s.tells(
                "The log file with Alice's AssumeRole comes after the one with what she did in the session.",
                "Files come in any order; once the issuing event is there, the earlier answers are revised to Alice.",
                "5 and 7, late issuing events revise");
        var alice = s.acme().user("alice");
        var dev = alice.assumes(s.acme().role("Dev"), "alice-dev");
        s.issuedKey(dev.calls(S3, "ListObjects"), dev);
        s.issuedKey(dev.calls(S3, "GetObject"), dev);
        s.story().delay(dev.issuance());
        s.directRest();
    }

    private static void lateAncestor(Scenario s) {
        s.tells(
                "Of a chain of three, the first AssumeRole comes last, from a slow account.",
                "All descendants are revised: Alice is behind each of them.",
                "5, late ancestors");
        var alice = s.acme().user("alice");
        var dev = alice.assumes(s.acme().role("Dev"), "alice-dev");
        var stage = dev.assumes(s.acme().role("Stage"), "alice-stage");
        var prod = stage.assumes(s.acme().role("Prod"), "alice-prod");
        s.issuedKey(stage.issuance(), dev);
        s.issuedKey(prod.issuance(), dev, stage);
        s.issuedKey(prod.calls(S3, "PutObject"), dev, stage, prod);
        s.issuedKey(prod.calls(S3, "DeleteObject"), dev, stage, prod);
        s.story().delay(dev.issuance());
        s.directRest();
    }

    private static void missingAncestor(Scenario s) {
        s.tells(
                "The AssumeRole into Dev is nowhere; from that session somebody goes on to Prod.",
                "The hop into Prod is proven, so the furthest identity is the session of Dev; who is in it, nobody knows.",
                "2, Unattributed with the furthest proven identity");
        var alice = s.acme().user("alice");
        var dev = alice.assumes(s.acme().role("Dev"), "alice-dev");
        s.story().lose(dev.issuance());
        var prod = dev.assumes(s.acme().role("Prod"), "alice-prod");
        notSeen(s, prod.issuance(), dev, "alice-dev");
        notSeen(s, prod.calls(S3, "PutObject"), dev, "alice-prod");
    }

    private static void notSeen(Scenario s, StoryEvent event, RoleSession furthest, String sessionName) {
        s.unattributed(event, UnattributedReason.ISSUANCE_NOT_SEEN, Origins.session(furthest), sessionName);
    }

    private static void failedAssumeRole(Scenario s) {
        s.tells(
                "Bob is refused Prod, twice; the second record still shows what he asked for. A session of that name and"
                        + " second is at work, whose AssumeRole was not delivered.",
                "A failed call hands out nothing: the session is not Bob's, and why it is nobody's is said.",
                "4, only calls that succeeded issue");
        var bob = s.acme().user("bob");
        bob.failsToAssume(s.acme().role("Prod"));
        var prod = s.acme().user("carol").assumes(s.acme().role("Prod"), "bob");
        StoryEvent issuance = prod.issuance();
        s.story().sameSecond();
        bob.calls(
                "sts.amazonaws.com",
                "AssumeRole",
                draft -> draft.put("errorCode", "AccessDenied")
                        .put("errorMessage", "not authorized to perform: sts:AssumeRole")
                        .put("requestParameters", issuance.fields().get("requestParameters")));
        s.story().lose(issuance);
        notSeen(s, prod.calls(S3, "GetObject"), prod, "bob");
        s.directRest();
    }

    private static void deniedUse(Scenario s) {
        s.tells(
                "In her session Alice tries what she may not do.",
                "A refused call still shows the key that made it: Alice is behind the attempt.",
                "4.1, also for calls that failed");
        var alice = s.acme().user("alice");
        var dev = alice.assumes(s.acme().role("Dev"), "alice-dev");
        s.issuedKey(
                dev.calls(
                        "secretsmanager.amazonaws.com",
                        "GetSecretValue",
                        draft -> draft.failing(
                                "AccessDenied",
                                "User: " + dev.arn() + " is not authorized to perform: GetSecretValue")),
                dev);
        s.directRest();
    }

    private static void cycle(Scenario s) {
        s.tells(
                "Altered records: of two sessions born in one second each was issued by a call of the other.",
                "Nobody can be his own ancestor: the evidence contradicts itself, and no origin is made up.",
                "5, cycles are impossible by time, and guarded anyway");
        var alice = s.acme().user("alice");
        var one = alice.assumes(s.acme().role("One"), "loop");
        s.story().sameSecond();
        var other = one.assumes(s.acme().role("Other"), "loop");
        s.story().lose(one.issuance());
        s.story().sameSecond();
        var closing = other.assumes(s.acme().role("One"), "loop", a -> a.handingOut(one.key()));
        conflict(s, other.issuance(), other);
        conflict(s, closing.issuance(), one);
        conflict(s, one.calls(S3, "ListObjects"), other);
        conflict(s, other.calls(S3, "ListObjects"), one);
    }

    private static void conflict(Scenario s, StoryEvent event, RoleSession furthest) {
        s.unattributed(event, UnattributedReason.CONFLICT, Origins.session(furthest), "loop");
    }
}
