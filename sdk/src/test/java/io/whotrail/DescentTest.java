// SPDX-License-Identifier: Apache-2.0
package io.whotrail;

import static io.whotrail.Events.NOON;
import static io.whotrail.Events.assume;
import static io.whotrail.Events.session;
import static io.whotrail.Events.use;
import static io.whotrail.Events.user;
import static org.assertj.core.api.Assertions.assertThat;

import io.whotrail.checkpoint.CheckpointException;
import io.whotrail.event.CloudTrailEvent;
import io.whotrail.event.SessionContext;
import io.whotrail.event.UserIdentity;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What descends from what is kept as long as it is needed, and no longer; what contradicts it reaches all of it. */
final class DescentTest {
    private static final Events.Holder ALICE = user("alice");
    private static final Events.Holder DEV = session("Dev", "alice", "ASIADEV", NOON);
    private static final Instant MINUTE = NOON.plusSeconds(60);
    private static final Events.Holder OPS = session("Ops", "alice", "ASIAOPS", MINUTE);

    private final Answers answers = new Answers();

    private static void flood(Attributor attributor, String name, int count) {
        for (int i = 0; i < count; i++) {
            attributor.learn(assume(name + i, ALICE, "Zed", name + i, "ASIA" + name + i, MINUTE)
                    .build());
        }
    }

    /** The rival of Dev makes hop 2's caller give up hop 1, and then asks hop 1's caller, who is gone by then. */
    @Test
    void nobodyIsAskedWhoWentWhileOthersWereAsked() {
        var kept = new KeptSessions(10);
        kept.learn(assume("hop0", ALICE, "Dev", "alice", "ASIAK0", NOON).build());
        Events.Holder hop0 = session("Dev", "alice", "ASIAK0", NOON);
        Events.Holder hop1 = session("Dev", "alice", "ASIAK1", NOON);
        kept.learn(assume("hop1", hop0, "Dev", "alice", "ASIAK1", NOON).build());
        for (int i = 0; i < 8; i++) {
            kept.learn(
                    assume("f" + i, ALICE, "Dev", "f" + i, "ASIAF" + i, MINUTE).build());
        }
        kept.learn(assume("hop2", hop1, "Prod", "alice", "ASIAK2", MINUTE).build());
        kept.learn(assume("f8", ALICE, "Dev", "f8", "ASIAF8", MINUTE).build());
        kept.learn(
                assume("rival", user("mallory"), "Dev", "alice", "ASIAK0", NOON).build());
        kept.expireAll();
        assertThat(kept.count()).isZero();
        assertThat(kept.bytes()).isZero();
    }

    /** b has the key of a, and was called by it; concluding x ends b, whose caller is about to be concluded. */
    @Test
    void nobodyIsConcludedWhoIsGone() {
        var kept = new KeptSessions(12);
        Instant later = NOON.plusSeconds(700);
        Events.Holder foo = session("Foo", "x", "ASIAFOO", NOON.minusSeconds(60));
        Events.Holder key = session("Dev", "alice", "ASIAK0", NOON);
        kept.learn(assume("a", foo, "Dev", "alice", "ASIAK0", NOON).build());
        kept.learn(assume("b", key, "Dev", "alice", "ASIAK0", NOON).build());
        kept.learn(assume("x", key, "Prod", "alice", "ASIAK2", MINUTE).build());
        kept.advanceTo(NOON.plusSeconds(3_600));
        for (int i = 0; i < 5; i++) {
            kept.learn(assume("g" + i, foo, "Zed", "g" + i, "ASIAG" + i, later).build());
        }
        Events.Holder other = session("Dev", "alice", "ASIAQ", NOON.plusSeconds(600));
        for (int i = 0; i < 5; i++) {
            kept.learn(
                    assume("f" + i, other, "Zed", "f" + i, "ASIAF" + i, later).build());
        }
        kept.learn(assume("g5", foo, "Zed", "g5", "ASIAG5", later).build());
        kept.expireAll();
        assertThat(kept.bytes()).isZero();
    }

    /** A rival that is not late, of a key whose use showed no birth. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aRivalThatIsNotLateTakesBackWhatTheWatermarkPassed(boolean passed) {
        Attributor attributor = Answers.builder(answers)
                .maximumSessions(10)
                .watermarkFromHost()
                .holdUntilFinal()
                .build();
        attributor.learn(assume("dev", ALICE, "Dev", "alice", "ASIADEV", NOON).build());
        flood(attributor, "F", 8);
        attributor.learn(assume("ops", withoutBirth(DEV), "Ops", "alice", "ASIAOPS", MINUTE)
                .build());
        flood(attributor, "G", 1);
        if (passed) {
            attributor.advanceTo(MINUTE.plusSeconds(1));
        }
        attributor.attribute(use("use", OPS, NOON.plusSeconds(300)));
        attributor.learn(assume("forged", user("mallory"), "Dev", "alice", "ASIADEV", NOON.plusSeconds(200))
                .build());
        attributor.finish();
        assertThat(answers.known("use").verdict()).isInstanceOf(Gap.class);
    }

    private static CloudTrailEvent copy(String id, Events.Holder caller, Instant time) {
        return CloudTrailEvent.builder(Events.id(id))
                .eventTime(time)
                .eventSource("s3.amazonaws.com")
                .eventName("ListBuckets")
                .recipientAccountId(Events.ACCOUNT)
                .sharedEventId("one-call")
                .userIdentity(caller.identity())
                .build();
    }

    /** The same with copies of a call into another account. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aCopyThatIsNotLateTakesBackWhatTheWatermarkPassed(boolean passed) {
        Attributor attributor = Answers.builder(answers)
                .maximumSessions(10)
                .watermarkFromHost()
                .holdUntilFinal()
                .build();
        UserIdentity foreign = UserIdentity.builder()
                .type("AWSAccount")
                .principalId("AIDAALICE")
                .accountId(Events.ACCOUNT)
                .build();
        attributor.learn(copy("own", ALICE, NOON));
        flood(attributor, "F", 8);
        attributor.learn(assume("theirs", new Events.Holder(foreign), "Dev", "x", "ASIAONE1", NOON)
                .sharedEventId("one-call")
                .recipientAccountId("999999999999")
                .build());
        flood(attributor, "G", 3);
        if (passed) {
            attributor.advanceTo(MINUTE.plusSeconds(1));
        }
        attributor.attribute(use("use", session("Dev", "x", "ASIAONE1", NOON), NOON.plusSeconds(300)));
        UserIdentity mallory =
                Events.copy(user("mallory").identity()).principalId("").build();
        attributor.learn(copy("forged", new Events.Holder(mallory), NOON.plusSeconds(200)));
        attributor.finish();
        assertThat(answers.known("use").verdict()).isInstanceOf(Gap.class);
    }

    /** A session that is gone and kept is contradicted itself: only who descends from it is told. */
    @Test
    void whoeverAskedForTheKeyOfTheContradictedSessionIsToldToo() {
        Attributor attributor = Answers.builder(answers).maximumSessions(10).build();
        attributor.learn(assume("ops", ALICE, "Ops", "alice", "ASIAOPS", MINUTE).build());
        flood(attributor, "F", 9);
        answers.offer(attributor, use("by ops", OPS, MINUTE.plusSeconds(60)));
        attributor.learn(assume("prod", OPS, "Prod", "alice", "ASIAPROD", MINUTE.plusSeconds(60))
                .build());
        attributor.learn(assume("forged", user("mallory"), "Ops", "alice", "ASIAOPS", MINUTE)
                .build());
        attributor.finish();
        assertThat(answers.known("by ops").verdict()).isInstanceOf(Gap.class);
    }

    private static Attributor restarted(Attributor attributor) throws IOException, CheckpointException {
        return Answers.builder(new Answers())
                .maximumSessions(10)
                .watermarkFromHost()
                .restore(new ByteArrayInputStream(CheckpointTest.image(attributor)));
    }

    /** Ops comes late, so that its caller is final at once. */
    private Verdict afterARestart(boolean early, boolean late) throws IOException, CheckpointException {
        Attributor attributor =
                Answers.builder(answers).maximumSessions(10).watermarkFromHost().build();
        attributor.advanceTo(NOON.plusSeconds(600));
        attributor = early ? restarted(attributor) : attributor;
        attributor.learn(assume("dev", ALICE, "Dev", "alice", "ASIADEV", NOON).build());
        flood(attributor, "F", 8);
        attributor.learn(assume("ops", DEV, "Ops", "alice", "ASIAOPS", MINUTE).build());
        attributor = late ? restarted(attributor) : attributor;
        flood(attributor, "G", 1);
        attributor.learn(assume("forged", user("mallory"), "Dev", "alice", "ASIADEV", NOON)
                .build());
        return attributor.ask(use("use", OPS, NOON.plusSeconds(900))).verdict();
    }

    @Test
    void aRestoredEngineLetsGoOfWhatTheUnbrokenOneDoes() throws IOException, CheckpointException {
        Verdict unbroken = afterARestart(false, false);
        assertThat(unbroken).isInstanceOf(Explanation.class);
        assertThat(afterARestart(true, false)).isEqualTo(unbroken);
        assertThat(afterARestart(false, true)).isEqualTo(unbroken);
    }

    private static Events.Holder withoutBirth(Events.Holder holder) {
        SessionContext shown = holder.identity().sessionContext();
        return new Events.Holder(Events.copy(holder.identity())
                .sessionContext(new SessionContext(shown.sessionIssuer(), null, null, null, null, false, null, null))
                .build());
    }

    /** Each ancestor may be issued five minutes after the use that it explains, and its rival five minutes after that. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aRivalOfAGrandparentThatIsNotLateTakesBackWhatTheWatermarkPassed(boolean passed) {
        Attributor attributor = Answers.builder(answers)
                .maximumSessions(10)
                .watermarkFromHost()
                .holdUntilFinal()
                .build();
        Instant later = MINUTE.plusSeconds(240);
        attributor.learn(assume("dev", ALICE, "Dev", "alice", "ASIADEV", NOON).build());
        attributor.learn(assume("gee", withoutBirth(DEV), "Gee", "alice", "ASIAGEE", later)
                .build());
        attributor.learn(assume("pee", session("Gee", "alice", "ASIAGEE", later), "Pee", "alice", "ASIAPEE", MINUTE)
                .build());
        attributor.learn(assume("ops", session("Pee", "alice", "ASIAPEE", MINUTE), "Ops", "alice", "ASIAOPS", MINUTE)
                .build());
        flood(attributor, "F", 9);
        if (passed) {
            attributor.advanceTo(MINUTE.plusSeconds(302));
        }
        attributor.attribute(use("use", OPS, MINUTE.plusSeconds(400)));
        attributor.learn(assume("forged", user("mallory"), "Dev", "alice", "ASIADEV", MINUTE.plusSeconds(480))
                .build());
        attributor.finish();
        assertThat(answers.known("use").verdict()).isInstanceOf(Gap.class);
    }

    /** What memory pushed out of a flood of an event's second does not stay beside the bound. */
    @Test
    void oneEventThatWaitsDoesNotKeepAFlood() {
        Attributor attributor = Answers.builder(answers)
                .maximumSessions(50)
                .maximumMemory(8L << 20)
                .watermarkFromHost()
                .build();
        Events.Holder bob = session("Dev", "bob", "ASIABOB", NOON);
        attributor.learn(
                assume("bob", user("bob"), "Dev", "bob", "ASIABOB", NOON).build());
        attributor.learn(
                assume("k0", user("mallory"), "Dev", "m", "ASIAX0", NOON).build());
        attributor.attribute(Events.fromConsole(use("u", session("Dev", "m", "ASIACONSOLE", NOON), MINUTE)));
        for (int i = 1; i <= 36_000; i++) {
            attributor.learn(assume("k" + i, user("mallory"), "Dev", "m", "ASIAX" + i, NOON)
                    .build());
        }
        assertThat(attributor.ask(use("by bob", bob, MINUTE))).isInstanceOf(Attribution.Attributed.class);
        assertThat(attributor.stats().sessionsLive()).isPositive();
    }
}
