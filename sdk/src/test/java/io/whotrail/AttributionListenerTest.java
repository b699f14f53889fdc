// SPDX-License-Identifier: Apache-2.0
package io.whotrail;

import static io.whotrail.Events.NOON;
import static io.whotrail.Events.assume;
import static io.whotrail.Events.session;
import static io.whotrail.Events.use;
import static io.whotrail.Events.user;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.whotrail.event.CloudTrailEvent;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a callback may do to its attributor: block, throw, call back in; none of it does harm. */
@Timeout(60)
final class AttributionListenerTest {
    private static final long PATIENCE_SECONDS = 30;
    private static final int WAITING = 3;
    private static final CloudTrailEvent ISSUANCE =
            assume("a1", user("alice"), "Dev", "x", "ASIAONE1", NOON).build();

    private final ExecutorService others = Executors.newCachedThreadPool();
    private final CountDownLatch mayReturn = new CountDownLatch(1);
    private final List<Attribution> told = new CopyOnWriteArrayList<>();
    private Attributor attributor;

    @AfterEach
    void everyEventIsAccountedFor() {
        mayReturn.countDown();
        others.shutdownNow();
        assertThat(attributor.stats().balances()).as("%s", attributor.stats()).isTrue();
    }

    private void build(AttributionListener listener) {
        build(listener, UnaryOperator.identity());
    }

    private void build(AttributionListener listener, UnaryOperator<Attributor.Builder> configuration) {
        attributor = configuration
                .apply(Attributor.builder(InstantSource.fixed(NOON.plusSeconds(86_400)))
                        .listener(listener))
                .build();
    }

    private static CloudTrailEvent useNumber(int number) {
        return use("e" + number, session("Dev", "x", "ASIAONE1", NOON), NOON.plusSeconds(60 + number));
    }

    private void attributeUses() {
        for (int number = 0; number < WAITING; number++) {
            attributor.attribute(useNumber(number));
        }
    }

    private void assertThatAliceIsKnown() {
        assertThat(attributor.ask(useNumber(WAITING))).isInstanceOf(Attribution.Attributed.class);
        assertThat(attributor.attribute(useNumber(WAITING))).isInstanceOf(Attribution.Attributed.class);
    }

    /** Does something on another thread, and waits for it as long as any honest work may take. */
    private <T> T elsewhere(Callable<T> work) {
        try {
            return others.submit(work).get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (Exception failed) {
            throw new AssertionError("another thread could not do its work", failed);
        }
    }

    // Blocks

    @Test
    void whileACallbackBlocksOthersAttributeLearnAskAndAdvance() throws Exception {
        var blocked = new CountDownLatch(1);
        build(attribution -> {
            told.add(attribution);
            blocked.countDown();
            awaitPatiently(mayReturn);
        });
        attributor.attribute(useNumber(0));
        Future<Attribution> blocking = others.submit(() -> attributor.attribute(ISSUANCE));
        awaitPatiently(blocked);

        elsewhere(() -> {
            assertThatAliceIsKnown();
            attributor.learn(
                    assume("a2", user("bob"), "Ops", "y", "ASIATWO2", NOON).build());
            assertThat(attributor.attribute(use("o1", session("Ops", "y", "ASIATWO2", NOON), NOON.plusSeconds(60))))
                    .isInstanceOf(Attribution.Attributed.class);
            attributor.advanceTo(NOON.plusSeconds(30));
            return attributor.stats();
        });
        assertThat(blocking.isDone()).isFalse();
        mayReturn.countDown();
        assertThat(blocking.get(PATIENCE_SECONDS, TimeUnit.SECONDS)).isInstanceOf(Attribution.Attributed.class);
        assertThat(told).hasSize(1);
    }

    private static void awaitPatiently(CountDownLatch latch) {
        try {
            assertThat(latch.await(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException interrupted) {
            throw new AssertionError(interrupted);
        }
    }

    @Test
    void aRevisionIsToldUnderNoLock() {
        build(attribution -> told(attribution, elsewhere(attributor::stats)));
        attributor.attribute(useNumber(0));
        attributor.attribute(ISSUANCE);
        assertThat(told).hasSize(1);
    }

    private void told(Attribution attribution, AttributorStats seenMeanwhile) {
        assertThat(seenMeanwhile.offered()).isPositive();
        told.add(attribution);
    }

    @Test
    void whatTheWatermarkPassesIsToldUnderNoLock() {
        buildHolding();
        attributeUses();
        attributor.advanceTo(NOON.plusSeconds(600));
        assertThat(told).hasSize(WAITING);
    }

    private void buildHolding() {
        build(
                attribution -> told(attribution, elsewhere(attributor::stats)),
                builder -> builder.holdUntilFinal().maximumWaiting(WAITING));
    }

    @Test
    void whatFinishingMakesFinalIsToldUnderNoLock() {
        buildHolding();
        attributeUses();
        attributor.finish();
        assertThat(told).hasSize(WAITING);
    }

    @Test
    void whatABoundMakesFinalIsToldUnderNoLock() {
        buildHolding();
        attributeUses();
        attributor.attribute(useNumber(WAITING));
        assertThat(told).extracting(Attribution::eventId).containsExactly(Events.id("e0"));
    }

    // Throws

    @Test
    void anExceptionReachesTheCallerAfterAllWasToldAndNothingIsLost() {
        build(attribution -> {
            told.add(attribution);
            throw new IllegalStateException("sink is broken at " + told.size());
        });
        attributeUses();
        assertThatThrownBy(() -> attributor.attribute(ISSUANCE))
                .hasMessage("sink is broken at 1")
                .satisfies(thrown -> assertThat(thrown.getSuppressed()).hasSize(WAITING - 1));
        assertThat(told).hasSize(WAITING).allMatch(answer -> answer instanceof Attribution.Attributed);
        assertThatAliceIsKnown();
    }

    @Test
    void anErrorReachesTheCallerAndLeavesTheAttributorAsGoodAsBefore() {
        build(attribution -> {
            told.add(attribution);
            throw new StackOverflowError("the callback went too deep");
        });
        attributeUses();
        assertThat(catchThrowable(() -> attributor.attribute(ISSUANCE))).isInstanceOf(StackOverflowError.class);
        assertThat(told).hasSize(WAITING);
        elsewhere(() -> {
            assertThatAliceIsKnown();
            return attributor.stats();
        });
    }

    @Test
    void theSameExceptionThrownAgainAndAgainIsThrownOnce() {
        var broken = new IllegalStateException("the sink is broken");
        build(attribution -> {
            throw broken;
        });
        attributeUses();
        assertThatThrownBy(() -> attributor.attribute(ISSUANCE))
                .isSameAs(broken)
                .hasNoSuppressedExceptions();
        assertThatAliceIsKnown();
    }

    @Test
    void callbacksThatThrowInSeveralThreadsLoseNothing() throws Exception {
        build(attribution -> {
            told.add(attribution);
            throw new IllegalStateException("the sink is broken");
        });
        int threads = 4;
        for (int thread = 0; thread < threads; thread++) {
            attributor.attribute(use("u" + thread, sessionOf(thread), NOON.plusSeconds(60)));
        }
        var work = new ArrayList<Callable<Throwable>>();
        for (int thread = 0; thread < threads; thread++) {
            CloudTrailEvent issuance = issuanceOf(thread);
            work.add(() -> catchThrowable(() -> attributor.attribute(issuance)));
        }
        for (Future<Throwable> thrown : others.invokeAll(work, PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            assertThat(thrown.get()).hasMessage("the sink is broken");
        }
        assertThat(told).hasSize(threads).allMatch(answer -> answer instanceof Attribution.Attributed);
    }

    private static Events.Holder sessionOf(int number) {
        return session("Dev", "s" + number, "ASIAKEY" + number, NOON);
    }

    private static CloudTrailEvent issuanceOf(int number) {
        return assume("i" + number, user("alice"), "Dev", "s" + number, "ASIAKEY" + number, NOON)
                .build();
    }

    // Calls back in

    private void buildCallingBack(Consumer<Attribution> call) {
        build(attribution -> {
            told.add(attribution);
            call.accept(attribution);
        });
        attributeUses();
    }

    private void reviseAll() {
        assertThat(attributor.attribute(ISSUANCE)).isInstanceOf(Attribution.Attributed.class);
        assertThat(told).hasSizeGreaterThanOrEqualTo(WAITING);
    }

    @Test
    void aCallbackMayAttributeTheSameEventAgain() {
        buildCallingBack(attribution ->
                assertThat(attributor.attribute(attribution.event())).isNull());
        reviseAll();
        assertThat(attributor.stats().duplicates()).isEqualTo(WAITING);
    }

    @Test
    void aCallbackMayAttributeWhatRevisesFurtherAnswers() {
        buildCallingBack(attribution -> attributor.attribute(
                assume("a2", user("bob"), "Dev", "x", "ASIAONE1", NOON).build()));
        reviseAll();
        for (int number = 0; number < WAITING; number++) {
            String eventId = Events.id("e" + number);
            assertThat(told)
                    .filteredOn(answer -> answer.eventId().equals(eventId) && answer.revision() == 2)
                    .singleElement()
                    .isInstanceOf(Attribution.Ambiguous.class);
        }
    }

    @Test
    void aCallbackMayLearn() {
        buildCallingBack(attribution -> attributor.learn(
                assume("a2", user("bob"), "Ops", "y", "ASIATWO2", NOON).build()));
        reviseAll();
        assertThat(attributor.ask(use("o1", session("Ops", "y", "ASIATWO2", NOON), NOON.plusSeconds(60))))
                .isInstanceOf(Attribution.Attributed.class);
    }

    @Test
    void aCallbackMayAskAndIsToldNoLessThanItWas() {
        buildCallingBack(attribution ->
                assertThat(attributor.ask(attribution.event()).verdict()).isEqualTo(attribution.verdict()));
        reviseAll();
    }

    @Test
    void aCallbackMayAdvanceTheWatermark() {
        buildCallingBack(attribution -> attributor.advanceTo(NOON.plusSeconds(600)));
        reviseAll();
        assertThat(attributor.stats().waiting()).isZero();
    }

    @Test
    void aCallbackMayFinish() {
        buildCallingBack(attribution -> attributor.finish());
        reviseAll();
        assertThat(attributor.ask(useNumber(WAITING)).isFinal()).isTrue();
        assertThatThrownBy(() -> attributor.attribute(useNumber(WAITING))).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void aCallbackMayReadTheCounters() {
        buildCallingBack(
                attribution -> assertThat(attributor.stats().revisions()).isEqualTo(WAITING));
        reviseAll();
    }

    @Test
    void callbacksOfSeveralThreadsMayCallBackInAtOnce() throws Exception {
        int threads = 4;
        int each = 50;
        build(attribution -> {
            told.add(attribution);
            assertThat(attributor.ask(attribution.event())).isInstanceOf(Attribution.Attributed.class);
            assertThat(attributor.attribute(attribution.event())).isNull();
            attributor.learn(attribution.event());
            attributor.advanceTo(NOON);
            attributor.stats();
        });
        var work = new ArrayList<Callable<Void>>();
        for (int thread = 0; thread < threads; thread++) {
            int first = thread * each;
            work.add(() -> {
                for (int number = first; number < first + each; number++) {
                    attributor.attribute(use("u" + number, sessionOf(number), NOON.plusSeconds(60)));
                    attributor.attribute(issuanceOf(number));
                }
                return null;
            });
        }
        for (Future<Void> done : others.invokeAll(work, PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            done.get();
        }
        assertThat(told)
                .extracting(Attribution::eventId)
                .hasSize(threads * each)
                .doesNotHaveDuplicates();
        assertThat(attributor.stats().attributed()).isEqualTo(2L * threads * each);
        assertThat(attributor.stats().duplicates()).isEqualTo((long) threads * each);
    }

    @Test
    void whatFailsWhenTheWatermarkMovesCostsNotTheEventThatMovesIt() {
        build(
                answer -> {
                    throw new IllegalStateException("no");
                },
                Attributor.Builder::holdUntilFinal);
        attributor.attribute(use("early", session("Dev", "x", "ASIAONE1", NOON), NOON));
        CloudTrailEvent late = use("late", session("Dev", "x", "ASIAONE1", NOON), NOON.plusSeconds(7_200));
        assertThatThrownBy(() -> attributor.attribute(late)).hasMessage("no");
        assertThat(attributor.stats().waiting()).isEqualTo(1);
    }
}
