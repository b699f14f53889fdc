// SPDX-License-Identifier: Apache-2.0
package io.whotrail;

import static io.whotrail.Events.NOON;
import static io.whotrail.Events.assume;
import static io.whotrail.Events.fromConsole;
import static io.whotrail.Events.session;
import static io.whotrail.Events.use;
import static io.whotrail.Events.user;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.whotrail.event.CloudTrailEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The attributor's contract, one sentence at a time. */
class AttributorTest {
    private final Answers answers = new Answers();
    private final Attributor attributor = Answers.builder(answers).build();

    private static Instant at(long seconds) {
        return NOON.plusSeconds(seconds);
    }

    @AfterEach
    void everyEventIsAccountedFor() {
        assertThat(attributor.stats().balances()).as("%s", attributor.stats()).isTrue();
    }

    private static String originOf(Answers.Known known) {
        return known.verdict() instanceof Explanation explanation
                ? explanation.origin().name()
                : known.verdict().toString();
    }

    @Test
    void anIamUserIsItsOwnOrigin() {
        answers.offer(attributor, use("e1", user("alice"), NOON));
        Explanation direct = (Explanation) answers.known("e1").verdict();
        assertThat(direct.basis()).isEqualTo(Basis.DIRECT);
        assertThat(direct.origin().name()).isEqualTo("alice");
        assertThat(direct.chain().hops()).isEmpty();
    }

    @Test
    void theUseOfAnIssuedKeyIsItsIssuersAct() {
        answers.offer(
                attributor,
                assume("a1", user("alice"), "Dev", "work", "ASIAONE1", NOON).build());
        answers.offer(attributor, use("e1", session("Dev", "work", "ASIAONE1", NOON), at(60)));
        Explanation explanation = (Explanation) answers.known("e1").verdict();
        assertThat(explanation.basis()).isEqualTo(Basis.ISSUED_KEY);
        assertThat(explanation.origin().name()).isEqualTo("alice");
        assertThat(explanation.chain().hops()).hasSize(1);
        assertThat(explanation.chain().hops().get(0).issuanceEventIds()).containsExactly(Events.id("a1"));
    }

    @Test
    void lateIssuanceRevisesTheVerdict() {
        answers.offer(attributor, use("e1", session("Dev", "work", "ASIAONE1", NOON), at(60)));
        assertThat(answers.known("e1").verdict())
                .isInstanceOfSatisfying(
                        Gap.class, gap -> assertThat(gap.reason()).isEqualTo(UnattributedReason.ISSUANCE_NOT_SEEN));
        answers.offer(
                attributor,
                assume("a1", user("alice"), "Dev", "work", "ASIAONE1", NOON).build());
        assertThat(originOf(answers.known("e1"))).isEqualTo("alice");
        assertThat(answers.told()).extracting(Attribution::revision).containsExactly(1);
        assertThat(answers.sessionRevisions()).hasSize(1);
    }

    @Test
    void aLateAncestorRevisesTheWholeChainBelowIt() {
        answers.offer(attributor, use("e1", session("C", "c", "ASIACCC3", at(20)), at(60)));
        answers.offer(
                attributor,
                assume("a3", session("B", "b", "ASIABBB2", at(10)), "C", "c", "ASIACCC3", at(20))
                        .build());
        answers.offer(
                attributor,
                assume("a2", session("A", "a", "ASIAAAA1", NOON), "B", "b", "ASIABBB2", at(10))
                        .build());
        Gap gap = (Gap) answers.known("e1").verdict();
        assertThat(gap.furthest().arn()).endsWith("assumed-role/A/a");
        answers.offer(
                attributor,
                assume("a1", user("alice"), "A", "a", "ASIAAAA1", NOON).build());
        Explanation explanation = (Explanation) answers.known("e1").verdict();
        assertThat(explanation.origin().name()).isEqualTo("alice");
        assertThat(explanation.chain().hops())
                .extracting(hop -> hop.issuanceEventIds().get(0))
                .containsExactly(Events.id("a1"), Events.id("a2"), Events.id("a3"));
    }

    @Test
    void aDuplicateIsAnsweredOnce() {
        CloudTrailEvent event = use("e1", user("alice"), NOON);
        assertThat(attributor.attribute(event)).isNotNull();
        assertThat(attributor.attribute(event)).isNull();
        assertThat(attributor.stats().duplicates()).isEqualTo(1);
    }

    @Test
    void anEventIdWithTwoContentsIsAConflict() {
        answers.offer(attributor, use("e1", user("alice"), NOON));
        answers.offer(attributor, use("e1", user("mallory"), NOON));
        answers.offer(attributor, use("e1", user("eve"), at(5)));
        Answers.Known known = answers.known("e1");
        assertThat(((Gap) known.verdict()).reason()).isEqualTo(UnattributedReason.CONFLICT);
        assertThat(known.evidence(SignalType.CONTENT_CONFLICT)).containsExactly(Events.id("e1"));
        assertThat(attributor.stats().contradictions()).isEqualTo(2);
    }

    @Test
    void aFailedCallIssuesNothing() {
        CloudTrailEvent failed = assume("a1", user("alice"), "Dev", "work", "ASIAONE1", NOON)
                .errorCode("AccessDenied")
                .build();
        answers.offer(attributor, failed);
        answers.offer(attributor, use("e1", session("Dev", "work", "ASIAONE1", NOON), at(60)));
        assertThat(answers.known("e1").verdict()).isInstanceOf(Gap.class);
        assertThat(attributor.stats().sessionsIssued()).isZero();
    }

    @Test
    void aSessionNameIsNeverAnOrigin() {
        answers.offer(attributor, use("u", user("alice"), NOON));
        answers.offer(
                attributor,
                assume("a1", user("mallory"), "Dev", "alice", "ASIAONE1", NOON).build());
        answers.offer(attributor, use("e1", session("Dev", "alice", "ASIAONE1", NOON), at(60)));
        assertThat(originOf(answers.known("e1"))).isEqualTo("mallory");
        assertThat(answers.known("e1").evidence(SignalType.NAME_IMPERSONATES)).containsExactly(Events.id("a1"));
    }

    @Test
    void aNameThatBecomesKnownLaterIsSignalledForTheCredential() {
        answers.offer(
                attributor,
                assume("a1", user("mallory"), "Dev", "alice", "ASIAONE1", NOON).build());
        answers.offer(attributor, use("e1", session("Dev", "alice", "ASIAONE1", NOON), at(60)));
        assertThat(answers.known("e1").signals()).isEmpty();
        answers.offer(attributor, use("u", user("alice"), at(70)));
        assertThat(answers.sessionRevisions()).hasSize(1);
        assertThat(answers.known("e1").evidence(SignalType.NAME_IMPERSONATES)).containsExactly(Events.id("a1"));
    }

    @Test
    void oneKeyOfTwoPrincipalsIsToldApartAndSignalled() {
        answers.offer(
                attributor,
                assume("a1", user("alice"), "Dev", "x", "ASIAONE1", NOON).build());
        answers.offer(
                attributor,
                assume("a2", user("bob"), "Ops", "y", "ASIAONE1", NOON).build());
        answers.offer(attributor, use("e1", session("Dev", "x", "ASIAONE1", NOON), at(60)));
        answers.offer(attributor, use("e2", session("Ops", "y", "ASIAONE1", NOON), at(61)));
        assertThat(originOf(answers.known("e1"))).isEqualTo("alice");
        assertThat(originOf(answers.known("e2"))).isEqualTo("bob");
        assertThat(List.of(answers.known("e1"), answers.known("e2")))
                .allSatisfy(known -> assertThat(known.evidence(SignalType.KEY_SHARED))
                        .containsExactlyInAnyOrder(Events.id("a1"), Events.id("a2")));
    }

    @Test
    void aSecondIssuerOfTheSameKeyAndNameMakesEarlierAnswersAmbiguous() {
        answers.offer(
                attributor,
                assume("a1", user("alice"), "Dev", "x", "ASIAONE1", NOON).build());
        answers.offer(attributor, use("e1", session("Dev", "x", "ASIAONE1", NOON), at(60)));
        assertThat(originOf(answers.known("e1"))).isEqualTo("alice");
        answers.offer(
                attributor,
                assume("a2", user("bob"), "Dev", "x", "ASIAONE1", NOON).build());
        assertThat(answers.known("e1").verdict())
                .isInstanceOfSatisfying(
                        Ambiguity.class,
                        ambiguity -> assertThat(ambiguity.candidates())
                                .extracting(candidate -> candidate.origin().name())
                                .containsExactlyInAnyOrder("alice", "bob"));
    }

    @Test
    void twoCallersOfOneNameInOneSecondAreAmbiguousForAnotherKey() {
        answers.offer(
                attributor,
                assume("a1", user("alice"), "Dev", "x", "ASIAONE1", NOON).build());
        answers.offer(
                attributor,
                assume("a2", user("bob"), "Dev", "x", "ASIATWO2", NOON).build());
        answers.offer(attributor, fromConsole(use("console", session("Dev", "x", "ASIATHREE3", NOON), at(60))));
        answers.offer(attributor, use("byKey", session("Dev", "x", "ASIATWO2", NOON), at(60)));
        assertThat(answers.known("console").verdict()).isInstanceOf(Ambiguity.class);
        assertThat(originOf(answers.known("byKey"))).isEqualTo("bob");
    }

    @Test
    void aBirthDoesNotProveAKeyThatNothingShowsToBeTheConsoles() {
        answers.offer(
                attributor,
                assume("a1", user("alice"), "Dev", "x", "ASIAONE1", NOON).build());
        answers.offer(attributor, use("lost", session("Dev", "x", "ASIATWO2", NOON), at(60)));
        answers.offer(attributor, fromConsole(use("console", session("Dev", "x", "ASIATHREE3", NOON), at(60))));
        assertThat(((Gap) answers.known("lost").verdict()).reason()).isEqualTo(UnattributedReason.ISSUANCE_NOT_SEEN);
        assertThat(originOf(answers.known("console"))).isEqualTo("alice");
    }

    @Test
    void anUnresolvedCandidateIsNotOutvotedByAResolvedOne() {
        answers.offer(
                attributor,
                assume("a1", user("alice"), "Dev", "x", "ASIAONE1", NOON).build());
        answers.offer(
                attributor,
                assume("a2", session("Hub", "h", "ASIAHUB1", at(-60)), "Dev", "x", "ASIATWO2", NOON)
                        .build());
        answers.offer(attributor, fromConsole(use("console", session("Dev", "x", "ASIATHREE3", NOON), at(60))));
        assertThat(answers.known("console").verdict()).isInstanceOf(Gap.class);
    }

    @Test
    void aKeyUsedOutsideItsValidityProvesNothing() {
        answers.offer(
                attributor,
                assume("a1", user("alice"), "Dev", "x", "ASIAONE1", NOON).build());
        answers.offer(attributor, use("inTime", session("Dev", "x", "ASIAONE1", NOON), at(3600 + 900)));
        answers.offer(attributor, use("tooLate", session("Dev", "x", "ASIAONE1", NOON), at(3600 + 901)));
        answers.offer(attributor, use("early", session("Dev", "x", "ASIAONE1", NOON), at(-300)));
        answers.offer(attributor, use("tooEarly", session("Dev", "x", "ASIAONE1", NOON), at(-301)));
        assertThat(originOf(answers.known("inTime"))).isEqualTo("alice");
        assertThat(originOf(answers.known("early"))).isEqualTo("alice");
        for (String id : List.of("tooLate", "tooEarly")) {
            assertThat(((Gap) answers.known(id).verdict()).reason()).isEqualTo(UnattributedReason.OUT_OF_VALIDITY);
            assertThat(answers.known(id).evidence(SignalType.OUT_OF_VALIDITY))
                    .as("%s: who is used before its own birth shows that by itself", id)
                    .containsExactly(Events.id(id.equals("tooLate") ? "a1" : id));
        }
    }

    @Test
    void aSourceIdentityStandsInForAMissingIssuanceOnly() {
        Events.Holder holder = session("Dev", "x", "ASIAONE1", NOON).withSourceIdentity("carol");
        answers.offer(attributor, use("e1", holder, at(60)));
        Explanation asserted = (Explanation) answers.known("e1").verdict();
        assertThat(asserted.basis()).isEqualTo(Basis.SOURCE_IDENTITY);
        assertThat(asserted.origin().type()).isEqualTo(IdentityType.SOURCE_IDENTITY);
        answers.offer(
                attributor,
                assume("a1", user("alice"), "Dev", "x", "ASIAONE1", NOON).build());
        assertThat(originOf(answers.known("e1"))).isEqualTo("alice");
    }

    @Test
    void recordsThatIssueEachOtherEndInNoLoop() {
        answers.offer(
                attributor,
                assume("a1", session("B", "b", "ASIABBB2", NOON), "A", "a", "ASIAAAA1", NOON)
                        .build());
        answers.offer(
                attributor,
                assume("a2", session("A", "a", "ASIAAAA1", NOON), "B", "b", "ASIABBB2", NOON)
                        .build());
        answers.offer(attributor, use("e1", session("A", "a", "ASIAAAA1", NOON), at(60)));
        assertThat(answers.known("e1").verdict()).isInstanceOf(Gap.class);
    }

    @Test
    void aJugglingChainOfThousandsEndsAtWhoeverBeganIt() {
        Events.Holder caller = user("alice");
        int hops = 5_000;
        for (int hop = 0; hop < hops; hop++) {
            String role = hop % 2 == 0 ? "A" : "B";
            answers.offer(
                    attributor,
                    assume("a" + hop, caller, role, "j", "ASIAJ" + hop, at(hop * 60L))
                            .build());
            caller = session(role, "j", "ASIAJ" + hop, at(hop * 60L));
        }
        answers.offer(attributor, use("e1", caller, at(hops * 60L)));
        Explanation explanation = (Explanation) answers.known("e1").verdict();
        assertThat(explanation.origin().name()).isEqualTo("alice");
        assertThat(explanation.chain().length()).isEqualTo(hops);
        assertThat(explanation.chain().hops()).hasSize(RoleChain.MAXIMUM_HOPS);
        assertThat(explanation.chain().isShortened()).isTrue();
        assertThat(answers.known("e1").signals())
                .extracting(Signal::type)
                .contains(SignalType.ROLE_JUGGLING, SignalType.DEEP_CHAIN);
    }

    @Test
    void whoHoldsUntilFinalIsToldEachEventOnce() {
        var held = new Answers();
        Attributor holding = Answers.builder(held).holdUntilFinal().build();
        holding.attribute(use("e1", session("Dev", "x", "ASIAONE1", NOON), at(60)));
        holding.attribute(
                assume("a1", user("alice"), "Dev", "x", "ASIAONE1", NOON).build());
        assertThat(held.told()).isEmpty();
        holding.advanceTo(at(300));
        assertThat(held.told()).isEmpty();
        holding.advanceTo(at(301));
        assertThat(held.told()).extracting(Attribution::eventId).containsExactly(Events.id("a1"));
        holding.finish();
        assertThat(held.told()).hasSize(2).allMatch(Attribution::isFinal);
        assertThat(originOf(held.known("e1"))).isEqualTo("alice");
    }

    @Test
    void whatTheBoundPushesOutIsCalledEvicted() {
        Attributor small = Answers.builder(answers).maximumSessions(10).build();
        for (int i = 0; i < 1000; i++) {
            small.attribute(assume("a" + i, user("alice"), "Dev", "s" + i, "ASIAK" + i, at(i))
                    .build());
        }
        var reasons = new ArrayList<UnattributedReason>();
        for (int i = 0; i < 1000; i++) {
            Attribution answer = small.attribute(use("e" + i, session("Dev", "s" + i, "ASIAK" + i, at(i)), at(1000)));
            if (answer.verdict() instanceof Gap gap) {
                reasons.add(gap.reason());
            }
        }
        assertThat(reasons).hasSizeGreaterThan(900).containsOnly(UnattributedReason.ISSUANCE_EVICTED);
        assertThat(small.stats().sessionsLive()).isLessThanOrEqualTo(10);
        assertThat(small.stats().balances()).as("%s", small.stats()).isTrue();
    }

    @Test
    void whatTheRetentionPassedIsCalledExpired() {
        Attributor shortLived =
                Answers.builder(answers).retention(Duration.ofHours(1)).build();
        shortLived.attribute(
                assume("a1", user("alice"), "Dev", "x", "ASIAONE1", NOON).build());
        shortLived.advanceTo(at(3601));
        Attribution answer = shortLived.attribute(use("e1", session("Dev", "x", "ASIAONE1", NOON), at(3700)));
        assertThat(((Gap) answer.verdict()).reason()).isEqualTo(UnattributedReason.ISSUANCE_EXPIRED);
        assertThat(shortLived.stats().sessionsExpired()).isEqualTo(1);
        assertThat(shortLived.stats().balances()).isTrue();
    }

    @Test
    void aChainBeyondTheMaximumIsTooLong() {
        Attributor strict = Answers.builder(answers).maximumChainLength(2).build();
        strict.attribute(assume("a1", user("alice"), "A", "a", "ASIAAAA1", NOON).build());
        strict.attribute(assume("a2", session("A", "a", "ASIAAAA1", NOON), "B", "b", "ASIABBB2", at(1))
                .build());
        strict.attribute(assume("a3", session("B", "b", "ASIABBB2", at(1)), "C", "c", "ASIACCC3", at(2))
                .build());
        Attribution answer = strict.attribute(use("e1", session("C", "c", "ASIACCC3", at(2)), at(3)));
        assertThat(((Gap) answer.verdict()).reason()).isEqualTo(UnattributedReason.CHAIN_TOO_LONG);
    }

    @Test
    void aFinishedAttributorTakesNoMoreEventsAndAnswersForGood() {
        attributor.learn(
                assume("a1", user("alice"), "Dev", "x", "ASIAONE1", NOON).build());
        attributor.finish();
        Attribution answer = attributor.ask(use("e1", session("Dev", "x", "ASIAONE1", NOON), at(60)));
        assertThat(answer.isFinal()).isTrue();
        assertThat(answer).isInstanceOf(Attribution.Attributed.class);
        assertThatThrownBy(() -> attributor.attribute(use("e2", user("bob"), NOON)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("finished");
    }

    @Test
    void aListenerMayCallBackAndThrow() {
        var inner = new ArrayList<Attribution>();
        Attributor[] self = new Attributor[1];
        self[0] = Attributor.builder(java.time.InstantSource.fixed(NOON))
                .listener(attribution -> {
                    inner.add(self[0].ask(attribution.event()));
                    throw new IllegalStateException("the sink is broken");
                })
                .build();
        self[0].attribute(use("e1", session("Dev", "x", "ASIAONE1", NOON), at(60)));
        CloudTrailEvent issuing =
                assume("a1", user("alice"), "Dev", "x", "ASIAONE1", NOON).build();
        assertThatThrownBy(() -> self[0].attribute(issuing)).hasMessage("the sink is broken");
        assertThat(inner).hasSize(1);
        assertThat(self[0].ask(use("e2", session("Dev", "x", "ASIAONE1", NOON), at(61))))
                .isInstanceOf(Attribution.Attributed.class);
        assertThat(self[0].stats().balances()).isTrue();
    }
}
