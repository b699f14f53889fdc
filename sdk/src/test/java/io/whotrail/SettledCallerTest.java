// SPDX-License-Identifier: Apache-2.0
package io.whotrail;

import static io.whotrail.Events.NOON;
import static io.whotrail.Events.assume;
import static io.whotrail.Events.session;
import static io.whotrail.Events.use;
import static io.whotrail.Events.user;
import static org.assertj.core.api.Assertions.assertThat;

import io.whotrail.event.Addendum;
import io.whotrail.event.CloudTrailEvent;
import io.whotrail.event.UserIdentity;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A question that is kept in fewer words once the watermark has passed is still the same question. */
final class SettledCallerTest {
    private static final Events.Holder DEV = session("Dev", "alice", "ASIADEV", NOON);

    private static Answers.Known answer(Events.Holder caller, boolean settled) {
        var answers = new Answers();
        Attributor attributor = Answers.builder(answers).watermarkFromHost().build();
        Events.Holder ops = session("Ops", "work", "ASIAOPS", NOON.plusSeconds(60));
        attributor.learn(
                assume("a1", user("alice"), "Dev", "alice", "ASIADEV", NOON).build());
        attributor.learn(assume("a2", caller, "Ops", "work", "ASIAOPS", NOON.plusSeconds(60))
                .build());
        if (settled) {
            attributor.advanceTo(NOON.plusSeconds(600));
        }
        CloudTrailEvent correction = assume("a3", user("alice"), "Dev", "alice", "ASIAOTHER", NOON)
                .addendum(new Addendum("UPDATED_DATA", List.of("responseElements"), Events.id("a1")))
                .build();
        attributor.learn(correction);
        answers.take(attributor.ask(use("u", ops, NOON.plusSeconds(900))));
        return answers.known("u");
    }

    @Test
    void theSourceIdentityThatTheCallerBoreIsStillThere() {
        Events.Holder caller = DEV.withSourceIdentity("carol");
        assertThat(answer(caller, true)).isEqualTo(answer(caller, false));
        assertThat(answer(caller, false).verdict())
                .isInstanceOfSatisfying(
                        Explanation.class,
                        told -> assertThat(told.origin().name()).isEqualTo("carol"));
    }

    private static final IssuedSession PARENT = Issued.by(
            assume("p", user("alice"), "Dev", "alice", "ASIADEV", NOON).build());

    /** A question of who called, whose answer was drawn from some sessions. */
    private static WaitingCaller asked(UserIdentity caller, IssuedSession... parents) {
        IssuedSession session = Issued.by(assume("c", new Events.Holder(caller), "Ops", "work", "ASIAOPS", NOON)
                .build());
        WaitingCaller asked = (WaitingCaller) session.asked();
        asked.parents(List.of(parents));
        asked.verdict(PARENT.verdict(Match.KEY));
        return asked;
    }

    @Test
    void aQuestionIsToldByTheSessionThatHasItsKeyAndBirth() {
        WaitingCaller asked = asked(DEV.identity(), PARENT);
        SettledCaller settled = SettledCaller.of(asked);
        assertThat(settled).isNotNull();
        assertThat(settled.isSettled()).isTrue();
        assertThat(settled.use().asksLike(asked.use())).isTrue();
        assertThat(settled.verdict()).isEqualTo(asked.verdict());
        assertThat(settled.parents()).containsExactly(PARENT);
        assertThat(settled.accessKeyId()).isEqualTo("ASIADEV");
        assertThat(settled.hasKey("ASIADEV")).isTrue();
        assertThat(settled.hasKey("ASIAOTHER")).isFalse();
        assertThat(settled.birth()).isEqualTo(NOON.getEpochSecond());
        assertThat(settled.acting()).isEqualTo(asked.acting());
        assertThat(settled.claims()).isEqualTo(asked.claims()).isEqualTo(new Claims("alice", null));
        assertThat(settled.principalId()).isEqualTo("AROADEV:alice");
        assertThat(settled.isSame(asked.verdict(), List.of(PARENT), Ancestors.NONE))
                .isTrue();
        assertThat(settled.isSame(asked.verdict(), List.of(), Ancestors.NONE)).isFalse();
        Verdict gap = new Gap(UnattributedReason.CONFLICT, null, Claims.NONE);
        assertThat(settled.isSame(gap, List.of(PARENT), Ancestors.NONE)).isFalse();
    }

    @Test
    void aQuestionThatOneSessionDoesNotTellIsKeptAsItWasAsked() {
        IssuedSession other = Issued.by(
                assume("o", user("alice"), "Dev", "alice", "ASIADEV", NOON).build());
        assertThat(SettledCaller.of(asked(DEV.identity()))).as("no session").isNull();
        assertThat(SettledCaller.of(asked(DEV.identity(), PARENT, other)))
                .as("two")
                .isNull();
        assertThat(SettledCaller.of(asked(DEV.withKey("ASIACONSOLE").identity(), PARENT)))
                .as("another key")
                .isNull();
        UserIdentity later =
                session("Dev", "alice", "ASIADEV", NOON.plusSeconds(1)).identity();
        assertThat(SettledCaller.of(asked(later, PARENT))).as("another birth").isNull();
        assertThat(SettledCaller.of(asked(DEV.withSourceIdentity("carol").identity(), PARENT)))
                .as("another claim")
                .isNull();
        assertThat(SettledCaller.of(
                        asked(Events.copy(DEV.identity()).principalId(null).build(), PARENT)))
                .as("a masked id")
                .isNull();
        WaitingCaller unresolved = asked(DEV.identity(), PARENT);
        unresolved.verdict(new Gap(UnattributedReason.CONFLICT, null, Claims.NONE));
        assertThat(SettledCaller.of(unresolved)).as("no answer").isNull();
        IssuedSession signIn = Issued.by(CloudTrailEvent.builder("s")
                .eventTime(NOON)
                .eventSource("signin.amazonaws.com")
                .eventName("GetSigninToken")
                .userIdentity(DEV.identity())
                .build());
        UserIdentity keyless = Events.copy(DEV.identity()).accessKeyId(null).build();
        assertThat(SettledCaller.of(asked(keyless, signIn))).as("of a sign-in").isNull();
    }

    @Test
    void whatAQuestionKnowsGoesWithItIntoItsOtherForms() {
        WaitingCaller asked = asked(DEV.identity(), PARENT);
        Ancestors ancestors = Ancestors.of(List.of(PARENT));
        asked.ancestors(ancestors);
        assertThat(asked.isSame(asked.verdict(), List.of(PARENT), Ancestors.NONE))
                .isFalse();
        assertThat(asked.isSame(asked.verdict(), List.of(PARENT), ancestors)).isTrue();
        SettledCaller settled = SettledCaller.of(asked);
        assertThat(settled.ancestors()).isEqualTo(ancestors);
        WaitingCaller again = new WaitingCaller(settled);
        assertThat(again.ancestors()).isEqualTo(ancestors);
        assertThat(again.parents()).containsExactly(PARENT);
        assertThat(again.verdict()).isEqualTo(asked.verdict());
        assertThat(again.use().asksLike(asked.use())).isTrue();
        assertThat(again.isSettled()).isFalse();
        assertThat(again.isCircular()).isFalse();
        again.circular(true);
        assertThat(again.isCircular()).isTrue();
    }

    @Test
    void anAnswerIsFinalOnceNoRivalAndNoAncestorCanComeAnyMore() {
        WaitingCaller asked = asked(DEV.identity(), PARENT);
        long rival = NOON.getEpochSecond() + 300;
        assertThat(asked.lastRival()).isEqualTo(rival);
        assertThat(asked.finalAt()).isEqualTo(rival);
        assertThat(asked.isSettled()).isFalse();
        asked.settle();
        assertThat(asked.isSettled()).isTrue();
        asked.waitUntil(rival + 60);
        assertThat(asked.isSettled()).isFalse();
        assertThat(asked.finalAt()).isEqualTo(rival + 60);
        asked.waitUntil(rival - 60);
        assertThat(asked.finalAt()).isEqualTo(rival);
    }

    @Test
    void aSessionHasChildrenAsLongAsAnAnswerIsDrawnFromIt() {
        IssuedSession parent = Issued.by(
                assume("q", user("alice"), "Dev", "alice", "ASIADEV", NOON).build());
        WaitingCaller asked = asked(DEV.identity(), parent);
        assertThat(parent.hasChildren()).isTrue();
        asked.parents(List.of(parent));
        assertThat(parent.hasChildren()).isTrue();
        asked.parents(List.of());
        assertThat(parent.hasChildren()).isFalse();
    }

    @Test
    void aQuestionIsAskedAsLongAsItsRecordIsOneOfASessionThatIsNeeded() {
        WaitingCaller asked = asked(DEV.identity(), PARENT);
        IssuedSession session = asked.issuing().session();
        assertThat(asked.isAsked()).isTrue();
        SettledCaller settled = SettledCaller.of(asked);
        assertThat(settled.isAsked()).as("the question has another form").isFalse();
        session.ask(settled);
        assertThat(settled.isAsked()).isTrue();
        assertThat(asked.isAsked()).isFalse();
        session.forget();
        assertThat(settled.isAsked()).as("others may descend from it").isTrue();
        session.endUse();
        assertThat(settled.isAsked()).isFalse();
    }

    @Test
    void aRecordThatWasTakenOutAsksNothing() {
        WaitingCaller asked = asked(DEV.identity(), PARENT);
        IssuedSession session = asked.issuing().session();
        CloudTrailEvent more =
                assume("more", DEV, "Ops", "work", "ASIAOPS", NOON).build();
        session.add(IssuanceExtractor.of(more, Use.of(more)).get(0), NOON.getEpochSecond(), Issued.texts());
        assertThat(asked.isAsked()).isTrue();
        session.removeRecordsOf(Events.id("c"));
        assertThat(asked.isAsked()).isFalse();
        assertThat(session.askedCallers()).hasSize(1).allMatch(AskedCaller::isAsked);
    }

    @Test
    void aPlainCallerIsAskedForAgain() {
        assertThat(answer(DEV, true)).isEqualTo(answer(DEV, false));
    }

    @Test
    void aPlainCallerTakesLessOnceItIsSettled() {
        var kept = new KeptSessions(100);
        kept.learn(assume("a1", user("alice"), "Dev", "alice", "ASIADEV", NOON).build());
        kept.learn(assume("a2", DEV, "Ops", "work", "ASIAOPS", NOON.plusSeconds(60))
                .build());
        long before = kept.bytes();
        kept.advanceTo(NOON.plusSeconds(600));
        assertThat(kept.bytes()).isLessThan(before - 400);
    }
}
