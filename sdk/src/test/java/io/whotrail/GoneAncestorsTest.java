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
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Alice works as Dev, Dev as Ops, Ops as Prod. Memory pushes out Dev and Ops: what contradicts the record of Dev still takes
 * back what rests on Ops.
 */
final class GoneAncestorsTest {
    private static final Events.Holder ALICE = user("alice");
    private static final Instant LATER = NOON.plusSeconds(120);
    private static final Events.Holder DEV = session("Dev", "alice", "ASIADEV", NOON);
    private static final Events.Holder OPS = session("Ops", "alice", "ASIAOPS", NOON.plusSeconds(60));
    private static final Events.Holder PROD = session("Prod", "alice", "ASIAPROD", LATER);
    private static final int ROOM = 10;

    private final Answers answers = new Answers();
    private Attributor attributor = builder().build();

    private Attributor.Builder builder() {
        return Answers.builder(answers).maximumSessions(ROOM);
    }

    private void learn(CloudTrailEvent.Builder event) {
        attributor.learn(event.build());
    }

    private void learnDevAndOps() {
        learn(assume("dev", ALICE, "Dev", "alice", "ASIADEV", NOON));
        learn(assume("ops", DEV, "Ops", "alice", "ASIAOPS", NOON.plusSeconds(60)));
    }

    /** With as many others between Ops and Prod as there is room for. */
    private void learnProd() {
        learnDevAndOps();
        flood(0, ROOM - 2);
        learn(assume("prod", OPS, "Prod", "alice", "ASIAPROD", LATER));
    }

    /** Dev went when Prod came. */
    private void pushOutOps() {
        flood(ROOM - 2, ROOM - 1);
        assertThat(asked(OPS)).isInstanceOf(Attribution.Unattributed.class);
        assertAlice(asked(PROD));
    }

    /** Alice's own sessions push out her oldest. */
    private void flood(int from, int to) {
        for (int i = from; i < to; i++) {
            learn(assume("flood" + i, ALICE, "Dev", "flood" + i, "ASIAFLOOD" + i, LATER));
        }
    }

    private void contradict() {
        learn(assume("forged", user("mallory"), "Dev", "alice", "ASIADEV", NOON));
    }

    private static void assertAlice(Attribution answer) {
        assertThat(answer)
                .isInstanceOfSatisfying(
                        Attribution.Attributed.class,
                        known -> assertThat(known.origin().name()).isEqualTo("alice"));
    }

    private static void assertEvicted(Verdict verdict) {
        assertThat(verdict)
                .isInstanceOfSatisfying(
                        Gap.class, gap -> assertThat(gap.reason()).isEqualTo(UnattributedReason.ISSUANCE_EVICTED));
    }

    private Attribution asked(Events.Holder holder) {
        return attributor.ask(use("asked", holder, LATER.plusSeconds(60)));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void anAnswerThatWaitsIsTakenBack(boolean restarted) throws IOException, CheckpointException {
        attributor = builder().holdUntilFinal().build();
        learnDevAndOps();
        attributor.attribute(use("use", OPS, LATER));
        flood(0, ROOM);
        if (restarted) {
            attributor = builder().holdUntilFinal().restore(new ByteArrayInputStream(CheckpointTest.image(attributor)));
        }
        contradict();
        attributor.finish();
        assertEvicted(answers.known("use").verdict());
    }

    @Test
    void andStandsWhereNothingContradictsIt() {
        attributor = builder().holdUntilFinal().build();
        learnDevAndOps();
        attributor.attribute(use("use", OPS, LATER));
        flood(0, ROOM);
        learn(assume("copy", ALICE, "Dev", "alice", "ASIADEV", NOON));
        attributor.finish();
        assertThat(answers.told()).singleElement().satisfies(GoneAncestorsTest::assertAlice);
    }

    @Test
    void anAnswerThatIsToldWhenItIsKnownIsRevisedOnce() {
        attributor = builder().build();
        learnDevAndOps();
        Events.Holder console = Events.session("Ops", "alice", "ASIACONSOLE", NOON.plusSeconds(60));
        answers.offer(attributor, Events.fromConsole(use("use", console, LATER)));
        flood(0, ROOM);
        contradict();
        attributor.finish();
        assertEvicted(answers.known("use").verdict());
        assertThat(answers.told())
                .singleElement()
                .satisfies(answer -> assertThat(answer.revision()).isEqualTo(1));
    }

    @Test
    void soIsTheAnswerOfASessionThatIsKept() {
        learnProd();
        pushOutOps();
        contradict();
        assertEvicted(asked(PROD).verdict());
    }

    @Test
    void whoeverAskedForTheKeysIsTold() {
        learnProd();
        answers.offer(attributor, use("by ops", OPS, LATER));
        answers.offer(attributor, use("by prod", PROD, LATER));
        pushOutOps();
        assertThat(answers.sessionRevisions()).isEmpty();
        contradict();
        assertThat(answers.sessionRevisions()).hasSize(2).allSatisfy(notice -> assertEvicted(notice.verdict()));
        assertEvicted(answers.known("by ops").verdict());
        assertEvicted(answers.known("by prod").verdict());
    }

    @Test
    void whatTheWatermarkPassedStaysAsItIs() {
        learnProd();
        attributor.attribute(use(
                "clock", ALICE, LATER.plus(Attributor.Builder.DEFAULT_LATENESS).plusSeconds(400)));
        pushOutOps();
        contradict();
        assertAlice(asked(PROD));
    }

    /** A role that assumes itself again and again, for ever: memory holds its last sessions, and who began. */
    @Test
    void aChainWithoutEndTakesNoMemory() {
        var kept = new KeptSessions(ROOM);
        kept.learn(assume("hop0", ALICE, "Dev", "alice", "ASIAHOP0", NOON).build());
        long most = 0;
        for (int hop = 1; hop <= 2_000; hop++) {
            Events.Holder before = session("Dev", "alice", "ASIAHOP" + (hop - 1), NOON.plusSeconds(60L * (hop - 1)));
            Instant now = NOON.plusSeconds(60L * hop);
            kept.learn(assume("hop" + hop, before, "Dev", "alice", "ASIAHOP" + hop, now)
                    .build());
            kept.advanceTo(now.minus(Attributor.Builder.DEFAULT_LATENESS));
            most = hop <= 100 ? Math.max(most, kept.bytes()) : most;
        }
        assertThat(kept.bytes()).isLessThanOrEqualTo(most + most / 4);
    }
}
