// SPDX-License-Identifier: Apache-2.0
package io.whotrail.scenario;

import io.whotrail.Basis;
import io.whotrail.SignalType;
import io.whotrail.UnattributedReason;
import io.whotrail.story.Origins;
import io.whotrail.story.RoleSession;
import io.whotrail.story.Story;
import io.whotrail.story.StoryEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Validity, lateness, and what a bounded memory forgets. */
final class TimeStories {
    private static final String S3 = "s3.amazonaws.com";

    private TimeStories() {}

    static void tell(Book book) {
        book.add("outside-validity", TimeStories::outsideValidity);
        book.add("notice-spares-expired-use", TimeStories::noticeSparesExpiredUse);
        book.add("future-time", TimeStories::futureTime);
        book.add("beyond-lateness", TimeStories::beyondLateness);
        book.add("expired-session", TimeStories::expired);
        book.add("expired-ancestor", TimeStories::expiredAncestor);
        book.add("evicted-session", TimeStories::evicted);
    }

    private static void outside(Scenario s, StoryEvent use, RoleSession session, StoryEvent... evidence) {
        s.unattributed(use, UnattributedReason.OUT_OF_VALIDITY, Origins.session(session), session.name());
        s.signal(
                use, SignalType.OUT_OF_VALIDITY, "the key was used outside the time for which it was issued", evidence);
    }

    private static void outsideValidity(Scenario s) {
        s.tells(
                "Alice's key of fifteen minutes is used a quarter of an hour before its issue, within its time, shortly"
                        + " after, and an hour after.",
                "Clocks may be off by minutes, not by more: the first and the last cannot be that credential.",
                "4.1.4, from 5 minutes before issue to 15 minutes after expiration");
        s.story().pass(Duration.ofHours(1));
        RoleSession dev = s.acme()
                .user("alice")
                .assumes(s.acme().role("Dev"), "alice-dev", a -> a.lasting(Duration.ofMinutes(15)));
        StoryEvent unborn = use(dev, Duration.ofMinutes(-15));
        outside(s, unborn, dev, unborn);
        s.issuedKey(use(dev, Duration.ofMinutes(-4)), dev);
        s.issuedKey(use(dev, Duration.ofMinutes(10)), dev);
        s.issuedKey(use(dev, Duration.ofMinutes(29)), dev);
        outside(s, use(dev, Duration.ofMinutes(75)), dev, dev.issuance());
        s.directRest();
    }

    private static StoryEvent use(RoleSession session, Duration afterBirth) {
        return session.calls(S3, "GetObject", draft -> draft.at(session.birth().plus(afterBirth)));
    }

    private static void noticeSparesExpiredUse(Scenario s) {
        s.tells(
                "A key is used in time and long after; last comes a second issuance of the same key, by Bob.",
                "The use in time becomes ambiguous; the late one was nobody's before and is nobody's still.",
                "4.1.4 and 7, what a notice for a credential applies to");
        RoleSession alices =
                s.acme().user("alice").assumes(s.acme().role("Dev"), "work", a -> a.lasting(Duration.ofMinutes(15)));
        s.story().sameSecond();
        RoleSession bobs = s.acme()
                .user("bob")
                .assumes(
                        s.acme().role("Dev"),
                        "work",
                        a -> a.lasting(Duration.ofMinutes(15)).handingOut(alices.key()));
        StoryEvent inTime = use(alices, Duration.ofMinutes(10));
        StoryEvent after = use(alices, Duration.ofHours(2));
        List<RoleSession> both = new ArrayList<>(List.of(alices, bobs));
        both.sort(Comparator.comparing(session -> session.issuance().id()));
        s.ambiguous(
                inTime,
                Scenario.explanation(
                        both.get(0).origin(), Basis.ISSUED_KEY, both.get(0).hop(Basis.ISSUED_KEY)),
                Scenario.explanation(
                        both.get(1).origin(), Basis.ISSUED_KEY, both.get(1).hop(Basis.ISSUED_KEY)));
        outside(s, after, alices, alices.issuance(), bobs.issuance());
        s.story().delay(bobs.issuance());
        s.directRest();
    }

    private static void futureTime(Scenario s) {
        s.tells(
                "Two events bear a time of next month, one by Alice herself and one in her session.",
                "Who is behind them is proven all the same; that the time cannot be is worth an eye.",
                "7, implausible times; 8, FUTURE_TIME");
        s.set("clock", "2026-03-02T10:00:00Z");
        var alice = s.acme().user("alice");
        RoleSession dev = alice.assumes(s.acme().role("Dev"), "alice-dev", a -> a.lasting(Duration.ofHours(12)));
        s.issuedKey(dev.calls(S3, "GetObject"), dev);
        s.story().at(Story.BEGINNING.plus(Duration.ofHours(9)));
        StoryEvent own = alice.calls(S3, "ListBuckets");
        StoryEvent use = dev.calls(S3, "PutObject");
        s.issuedKey(use, dev);
        for (StoryEvent event : List.of(own, use)) {
            s.signal(event, SignalType.FUTURE_TIME, "the event's time lies in the future", event);
        }
        s.directRest();
    }

    private static void beyondLateness(Scenario s) {
        s.tells(
                "Alice's AssumeRole comes two hours after the first use of its session, where ten minutes are allowed."
                        + " In another order it would not be late.",
                "The first answer was final by then and stays; what comes after is hers.",
                "7, when the watermark passes, the verdict is final");
        s.set("orders", "file");
        s.set("modes", "revise,hold");
        s.set("lateness", "PT10M");
        var alice = s.acme().user("alice");
        RoleSession dev = alice.assumes(s.acme().role("Dev"), "alice-dev", a -> a.lasting(Duration.ofHours(8)));
        s.story().lose(dev.issuance());
        s.unattributed(
                dev.calls(S3, "GetObject"), UnattributedReason.ISSUANCE_NOT_SEEN, Origins.session(dev), "alice-dev");
        s.story().pass(Duration.ofHours(2));
        s.acme().user("bob").calls(S3, "ListBuckets");
        s.story().delay(dev.issuance());
        s.issuedKey(dev.calls(S3, "PutObject"), dev);
        s.directRest();
    }

    private static void expired(Scenario s) {
        s.tells(
                "Alice's session is used two hours after its issue, where the configuration keeps sessions for one."
                        + " In another order it would not have expired yet.",
                "That it was known is remembered: the reason names the retention.",
                "2, ISSUANCE_EXPIRED");
        s.set("orders", "file");
        s.set("modes", "revise,hold");
        s.set("lateness", "PT10M");
        s.set("retention", "PT1H");
        RoleSession dev =
                s.acme().user("alice").assumes(s.acme().role("Dev"), "alice-dev", a -> a.lasting(Duration.ofHours(8)));
        s.issuedKey(dev.calls(S3, "GetObject"), dev);
        s.story().pass(Duration.ofHours(2));
        s.unattributed(
                dev.calls(S3, "PutObject"), UnattributedReason.ISSUANCE_EXPIRED, Origins.session(dev), "alice-dev");
        s.directRest();
    }

    private static void expiredAncestor(Scenario s) {
        s.tells(
                "Alice goes from Dev to Prod after 50 minutes and works there when the session of Dev is no longer kept."
                        + " In another order it would be.",
                "The session of Prod kept whose it is when it was made: ancestors may leave memory.",
                "5, the child keeps the resolved origin and its chain");
        s.set("orders", "file");
        s.set("modes", "revise,hold");
        s.set("lateness", "PT5M");
        s.set("retention", "PT1H");
        RoleSession dev = s.acme().user("alice").assumes(s.acme().role("Dev"), "alice-dev");
        s.story().pass(Duration.ofMinutes(50));
        RoleSession prod = dev.assumes(s.acme().role("Prod"), "alice-prod");
        s.issuedKey(prod.issuance(), dev);
        s.story().pass(Duration.ofMinutes(40));
        s.acme().user("bob").calls(S3, "ListBuckets");
        s.issuedKey(prod.calls(S3, "PutObject"), dev, prod);
        s.directRest();
    }

    private static void evicted(Scenario s) {
        s.tells(
                "Alice makes two sessions where the memory holds one, and uses both. Which one is kept depends on the order.",
                "The one that was pushed out says so; the one that is held is hers.",
                "2, ISSUANCE_EVICTED");
        s.set("orders", "file");
        s.set("maximumSessions", "1");
        var alice = s.acme().user("alice");
        RoleSession one = alice.assumes(s.acme().role("Dev"), "first");
        RoleSession two = alice.assumes(s.acme().role("Dev"), "second");
        s.issuedKey(two.calls(S3, "GetObject"), two);
        s.unattributed(one.calls(S3, "GetObject"), UnattributedReason.ISSUANCE_EVICTED, Origins.session(one), "first");
        s.directRest();
    }
}
