// SPDX-License-Identifier: Apache-2.0
package io.whotrail;

import static org.assertj.core.api.Assertions.assertThat;

import io.whotrail.Events.Holder;
import io.whotrail.checkpoint.CheckpointException;
import io.whotrail.event.CloudTrailEvent;
import io.whotrail.event.InputTrust;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * How far records can be believed decides which of two that contradict each other counts, in whatever order they come.
 * Forged issuances of a victim's key are T5, where they come after the real one, and T6, where they come before it.
 */
final class InputTrustTest {
    private static final Instant BIRTH = Events.NOON;
    private static final Holder SESSION = Events.session("deploy", "build", "ASIAKEY1", BIRTH);
    private static final CloudTrailEvent USE = Events.use("use", SESSION, BIRTH.plusSeconds(60));

    private static CloudTrailEvent issuance(String id, String caller, InputTrust trust) {
        return Events.assume(id, Events.user(caller), "deploy", "build", "ASIAKEY1", BIRTH)
                .inputTrust(trust)
                .build();
    }

    /** Offers the events in every order, and checks that all orders end alike. */
    private static Answers inEveryOrder(List<CloudTrailEvent> events) {
        Answers first = null;
        for (List<CloudTrailEvent> order : orders(events)) {
            var answers = new Answers();
            Attributor attributor = Answers.builder(answers).build();
            order.forEach(event -> answers.offer(attributor, event));
            assertThat(attributor.stats().balances()).isTrue();
            first = first == null ? answers : first;
            assertThat(answers.known()).as("order %s", order).isEqualTo(first.known());
        }
        return first;
    }

    private static List<List<CloudTrailEvent>> orders(List<CloudTrailEvent> events) {
        if (events.isEmpty()) {
            return List.of(List.of());
        }
        var orders = new ArrayList<List<CloudTrailEvent>>();
        for (int i = 0; i < events.size(); i++) {
            var rest = new ArrayList<>(events);
            CloudTrailEvent head = rest.remove(i);
            for (List<CloudTrailEvent> tail : orders(rest)) {
                var order = new ArrayList<CloudTrailEvent>();
                order.add(head);
                order.addAll(tail);
                orders.add(order);
            }
        }
        return orders;
    }

    private static String originOf(Answers answers, String id) {
        return answers.known(id).verdict() instanceof Explanation explanation
                ? explanation.origin().name()
                : "unknown";
    }

    @Test
    void anIssuanceThatADigestCoversWinsOverOneThatNoneCovers() {
        Answers answers = inEveryOrder(List.of(
                issuance("real", "alice", InputTrust.DIGEST_VERIFIED),
                issuance("forged", "mallory", InputTrust.UNAUTHENTICATED),
                USE));

        assertThat(originOf(answers, "use")).isEqualTo("alice");
    }

    @ParameterizedTest
    @EnumSource
    void issuancesThatAreBelievedAlikeStayAmbiguous(InputTrust trust) {
        Answers answers =
                inEveryOrder(List.of(issuance("real", "alice", trust), issuance("forged", "mallory", trust), USE));

        assertThat(answers.known("use").verdict()).isInstanceOf(Ambiguity.class);
        assertThat(answers.known("use").signals())
                .as("both are told as candidates, with their evidence")
                .isEmpty();
    }

    static Stream<Arguments> trusts() {
        return Stream.of(InputTrust.values())
                .flatMap(real -> Stream.of(InputTrust.values()).map(forged -> Arguments.of(real, forged)));
    }

    @ParameterizedTest
    @MethodSource("trusts")
    void onlyADigestDecidesBetweenTwoIssuersInWhateverOrderTheyCome(InputTrust real, InputTrust forged) {
        Answers answers = inEveryOrder(List.of(
                issuance("real", "alice", real),
                issuance("forged", "mallory", forged),
                USE.withInputTrust(InputTrust.DIGEST_VERIFIED)));

        boolean realIsCovered = real == InputTrust.DIGEST_VERIFIED;
        boolean forgedIsCovered = forged == InputTrust.DIGEST_VERIFIED;
        if (realIsCovered == forgedIsCovered) {
            assertThat(candidates(answers.known("use").verdict()))
                    .containsExactlyInAnyOrder(
                            "alice proven by " + Events.id("real"), "mallory proven by " + Events.id("forged"));
            assertThat(answers.known("use").signals()).isEmpty();
        } else {
            assertThat(originOf(answers, "use")).isEqualTo(realIsCovered ? "alice" : "mallory");
        }
    }

    private static List<String> candidates(Verdict verdict) {
        return ((Ambiguity) verdict)
                .candidates().stream()
                        .map(one -> one.origin().name() + " proven by "
                                + one.chain().hops().get(0).issuanceEventIds().get(0))
                        .toList();
    }

    @ParameterizedTest
    @EnumSource
    void answersBeforeAConflictAreCorrectedWithBothEvidencesAndNeverRewrittenInSilence(InputTrust trust) {
        var answers = new Answers();
        Attributor attributor = Answers.builder(answers).build();
        attributor.attribute(issuance("real", "alice", trust));
        Attribution before = attributor.attribute(USE);
        attributor.attribute(issuance("forged", "mallory", trust));
        Attribution after = attributor.attribute(Events.use("after", SESSION, BIRTH.plusSeconds(90)));

        assertThat(before.verdict()).isInstanceOf(Explanation.class);
        assertThat(answers.sessionRevisions()).singleElement().satisfies(correction -> {
            assertThat(correction.session()).isEqualTo(before.session());
            assertThat(correction.replaced()).containsExactly(before.verdict());
            assertThat(correction.eventIds()).containsExactly(Events.id("forged"));
            assertThat(candidates(correction.verdict()))
                    .containsExactlyInAnyOrder(
                            "alice proven by " + Events.id("real"), "mallory proven by " + Events.id("forged"));
            assertThat(correction.applyTo(before).verdict()).isEqualTo(correction.verdict());
            assertThat(after.verdict()).as("never the last one").isEqualTo(correction.verdict());
            assertThat(correction.signals()).isEmpty();
            assertThat(after.signals()).isEmpty();
        });
        assertThat(attributor.stats().balances()).isTrue();
    }

    @Test
    void aForgedIssuanceThatNoDigestCoversChangesNoAnswerThatADigestProves() {
        var answers = new Answers();
        Attributor attributor = Answers.builder(answers).build();
        attributor.attribute(issuance("real", "alice", InputTrust.DIGEST_VERIFIED));
        Attribution before = attributor.attribute(USE);
        attributor.attribute(issuance("forged", "mallory", InputTrust.SOURCE_AUTHENTICATED));
        Attribution after = attributor.attribute(Events.use("after", SESSION, BIRTH.plusSeconds(90)));

        assertThat(answers.sessionRevisions()).isEmpty();
        assertThat(answers.told()).isEmpty();
        assertThat(after.verdict()).isEqualTo(before.verdict());
    }

    @Test
    void anAuthenticatedSourceAloneDoesNotSettleWhoIsRight() {
        Answers answers = inEveryOrder(List.of(
                issuance("real", "alice", InputTrust.SOURCE_AUTHENTICATED),
                issuance("forged", "mallory", InputTrust.UNAUTHENTICATED),
                USE));

        assertThat(answers.known("use").verdict()).isInstanceOf(Ambiguity.class);
    }

    @Test
    void ofTwoContentsOfOneEventTheOneThatADigestCoversCounts() {
        Answers answers = inEveryOrder(List.of(
                issuance("issuance", "alice", InputTrust.DIGEST_VERIFIED),
                issuance("issuance", "mallory", InputTrust.UNAUTHENTICATED),
                USE));

        assertThat(originOf(answers, "use")).isEqualTo("alice");
        assertThat(originOf(answers, "issuance")).isEqualTo("alice");
    }

    @Test
    void aSecondCopyOfARecordVouchesForTheFirst() {
        Answers answers = inEveryOrder(List.of(
                issuance("real", "alice", InputTrust.UNAUTHENTICATED),
                issuance("real", "alice", InputTrust.DIGEST_VERIFIED),
                issuance("forged", "mallory", InputTrust.SOURCE_AUTHENTICATED),
                USE));

        assertThat(originOf(answers, "use")).isEqualTo("alice");
    }

    @Test
    void twoCoveredContentsOfOneEventAreAConflict() {
        Answers answers = inEveryOrder(List.of(
                issuance("issuance", "alice", InputTrust.DIGEST_VERIFIED),
                issuance("issuance", "mallory", InputTrust.DIGEST_VERIFIED)));

        assertThat(answers.known("issuance").verdict())
                .isInstanceOfSatisfying(
                        Gap.class, gap -> assertThat(gap.reason()).isEqualTo(UnattributedReason.CONFLICT));
    }

    @Test
    void aContentThatComesAgainByABetterWaySettlesNoContradictionUnlessADigestCoversIt() {
        CloudTrailEvent real = issuance("issuance", "alice", InputTrust.UNAUTHENTICATED);
        CloudTrailEvent other = issuance("issuance", "mallory", InputTrust.UNAUTHENTICATED);
        Answers answers = inEveryOrder(List.of(real, other, real.withInputTrust(InputTrust.SOURCE_AUTHENTICATED)));

        assertThat(answers.known("issuance").verdict())
                .isInstanceOfSatisfying(
                        Gap.class, gap -> assertThat(gap.reason()).isEqualTo(UnattributedReason.CONFLICT));

        answers = inEveryOrder(List.of(real, other, real.withInputTrust(InputTrust.DIGEST_VERIFIED)));
        assertThat(originOf(answers, "issuance")).isEqualTo("alice");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void anEventWithTwoContentsIsNotBelievedWhicheverCameFirst(int first) {
        List<CloudTrailEvent> contents = List.of(
                issuance("issuance", "alice", InputTrust.SOURCE_AUTHENTICATED),
                issuance("issuance", "mallory", InputTrust.UNAUTHENTICATED));
        var answers = new Answers();
        Attributor attributor = Answers.builder(answers).build();
        attributor.attribute(contents.get(first));
        attributor.attribute(contents.get(1 - first));

        assertThat(answers.told())
                .singleElement()
                .satisfies(answer -> assertThat(answer.trust()).isEqualTo(InputTrust.UNAUTHENTICATED));
    }

    @Test
    void ofTwoWaysToOneOriginTheBetterBelievedIsToldWhicheverCameFirst() {
        CloudTrailEvent covered = issuance("issuance", "alice", InputTrust.DIGEST_VERIFIED);
        CloudTrailEvent other = Events.assume("issuance", Events.user("alice"), "deploy", "build", "ASIAKEY2", BIRTH)
                .build();
        CloudTrailEvent use = Events.fromConsole(
                Events.use("use", Events.session("deploy", "build", "ASIACONSOLE", BIRTH), BIRTH.plusSeconds(60)));
        Answers answers = inEveryOrder(List.of(covered, other, use));

        assertThat(answers.known("use").verdict())
                .isInstanceOfSatisfying(
                        Explanation.class, known -> assertThat(known.trust()).isEqualTo(InputTrust.DIGEST_VERIFIED));
    }

    @Test
    void anAnswerIsBelievedAsFarAsTheWeakestRecordThatItRestsOn() {
        var answers = new Answers();
        Attributor attributor = Answers.builder(answers).build();
        attributor.attribute(issuance("real", "alice", InputTrust.SOURCE_AUTHENTICATED));

        Attribution answer = attributor.attribute(USE.withInputTrust(InputTrust.DIGEST_VERIFIED));

        assertThat(answer.trust()).isEqualTo(InputTrust.SOURCE_AUTHENTICATED);
    }

    /** Takes records in and tells what was set aside. */
    private static List<Quarantine> quarantines(List<CloudTrailEvent> records) {
        var told = new ArrayList<Quarantine>();
        Attributor attributor = Attributor.builder(InstantSource.fixed(Events.NOON))
                .listener(new AttributionListener() {
                    @Override
                    public void onAttribution(Attribution attribution) {}

                    @Override
                    public void onQuarantined(Quarantine quarantine) {
                        told.add(quarantine);
                    }
                })
                .build();
        records.forEach(attributor::attribute);
        AttributorStats stats = attributor.stats();
        assertThat(stats.quarantined()).isEqualTo(told.size());
        assertThat(stats.balances()).as("%s", stats).isTrue();
        return told;
    }

    @ParameterizedTest
    @MethodSource("trusts")
    void whoeverListensIsToldWhichContentOfAnEventWasSetAsideAndWhy(InputTrust first, InputTrust last) {
        List<Quarantine> told =
                quarantines(List.of(issuance("issuance", "alice", first), issuance("issuance", "mallory", last)));

        if ((first == InputTrust.DIGEST_VERIFIED) == (last == InputTrust.DIGEST_VERIFIED)) {
            assertThat(told).as("no digest decides").isEmpty();
        } else {
            assertThat(told)
                    .containsExactly(new Quarantine(
                            Events.id("issuance"),
                            BIRTH,
                            first == InputTrust.DIGEST_VERIFIED ? last : first,
                            Quarantine.Reason.OTHER_CONTENT,
                            Events.id("issuance")));
        }
    }

    /** Two records of one issuance are forged, one agrees with what a digest covers: whatever the order. */
    @Test
    void whoeverListensIsToldOnceOfEachIssuerThatWasSetAsideInWhateverOrderTheyCome() {
        List<CloudTrailEvent> records = List.of(
                issuance("real", "alice", InputTrust.DIGEST_VERIFIED),
                issuance("again", "alice", InputTrust.UNAUTHENTICATED),
                issuance("forged", "mallory", InputTrust.UNAUTHENTICATED),
                issuance("better", "mallory", InputTrust.SOURCE_AUTHENTICATED));
        for (List<CloudTrailEvent> order : orders(records)) {
            assertThat(quarantines(order))
                    .containsExactlyInAnyOrder(
                            setAside("forged", InputTrust.UNAUTHENTICATED),
                            setAside("better", InputTrust.SOURCE_AUTHENTICATED));
        }
    }

    @ParameterizedTest
    @EnumSource
    void everyReasonToSetARecordAsideIsTold(Quarantine.Reason reason) {
        String forged = reason == Quarantine.Reason.OTHER_CONTENT ? "real" : "forged";
        List<Quarantine> told = quarantines(List.of(
                issuance("real", "alice", InputTrust.DIGEST_VERIFIED),
                issuance(forged, "mallory", InputTrust.UNAUTHENTICATED)));
        assertThat(told).extracting(Quarantine::reason).containsExactly(reason);
    }

    private static Quarantine setAside(String id, InputTrust trust) {
        return new Quarantine(Events.id(id), BIRTH, trust, Quarantine.Reason.OTHER_CALLER, Events.id("real"));
    }

    @Test
    void aRecordThatADigestCoversLaterSetsAsideWhatContradictsIt() {
        assertThat(quarantines(List.of(
                        issuance("real", "alice", InputTrust.UNAUTHENTICATED),
                        issuance("forged", "mallory", InputTrust.UNAUTHENTICATED),
                        issuance("real", "alice", InputTrust.DIGEST_VERIFIED),
                        issuance("forged", "mallory", InputTrust.UNAUTHENTICATED))))
                .containsExactly(setAside("forged", InputTrust.UNAUTHENTICATED));
    }

    @Test
    void whatWasSetAsideIsCountedAfterARestart() throws IOException, CheckpointException {
        Attributor attributor = Answers.builder(new Answers()).build();
        attributor.attribute(issuance("real", "alice", InputTrust.DIGEST_VERIFIED));
        attributor.attribute(issuance("real", "mallory", InputTrust.UNAUTHENTICATED));
        attributor.attribute(issuance("forged", "mallory", InputTrust.UNAUTHENTICATED));
        var checkpoint = new ByteArrayOutputStream();
        attributor.snapshot(checkpoint);

        AttributorStats restored = Answers.builder(new Answers())
                .restore(new ByteArrayInputStream(checkpoint.toByteArray()))
                .stats();

        assertThat(restored).isEqualTo(attributor.stats());
        assertThat(restored.quarantinedBy())
                .containsEntry(Quarantine.Reason.OTHER_CONTENT, 1L)
                .containsEntry(Quarantine.Reason.OTHER_CALLER, 1L);
        assertThat(restored.balances()).isTrue();
    }

    @Test
    void nothingIsSetAsideWhereADigestCoversBothOrNone() {
        for (InputTrust trust : InputTrust.values()) {
            assertThat(quarantines(List.of(issuance("real", "alice", trust), issuance("forged", "mallory", trust))))
                    .isEmpty();
        }
    }

    /** A key id that recurs is handed out to both. */
    @Test
    void anIssuanceOfTheSameKeyAtAnotherTimeIsNotSetAside() {
        CloudTrailEvent later = Events.assume(
                        "later", Events.user("bob"), "deploy", "build", "ASIAKEY1", BIRTH.plusSeconds(7_200))
                .inputTrust(InputTrust.UNAUTHENTICATED)
                .build();
        assertThat(quarantines(List.of(issuance("real", "alice", InputTrust.DIGEST_VERIFIED), later)))
                .isEmpty();
    }
}
