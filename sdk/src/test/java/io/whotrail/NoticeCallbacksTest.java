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
import io.whotrail.event.InputTrust;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a callback that is told of a credential, or of a record set aside, may do: block, throw, call back in; none does harm. */
@Timeout(60)
final class NoticeCallbacksTest {
    private static final long PATIENCE_SECONDS = 30;
    private static final CloudTrailEvent USE = use("e1", session("Dev", "x", "ASIAONE1", NOON), NOON.plusSeconds(60));
    private static final CloudTrailEvent ELSEWHERE =
            use("o1", session("Ops", "y", "ASIATWO2", NOON), NOON.plusSeconds(60));
    private static final CloudTrailEvent ISSUED_ELSEWHERE =
            assume("a3", user("carol"), "Ops", "y", "ASIATWO2", NOON).build();

    /** What is told, and the last event that makes it be told. */
    enum Telling {
        NOTICE,
        OTHER_CONTENT,
        OTHER_CALLER;

        CloudTrailEvent first() {
            return issuance("a1", "alice", InputTrust.DIGEST_VERIFIED);
        }

        CloudTrailEvent last() {
            return another("bob", "a2");
        }

        /** What makes it be told, of another caller. */
        CloudTrailEvent another(String caller, String id) {
            return switch (this) {
                case NOTICE -> issuance(id, caller, InputTrust.DIGEST_VERIFIED);
                case OTHER_CONTENT -> issuance("a1", caller, InputTrust.UNAUTHENTICATED);
                case OTHER_CALLER -> issuance(id, caller, InputTrust.UNAUTHENTICATED);
            };
        }

        AttributionListener listener(Runnable callback) {
            return new AttributionListener() {
                @Override
                public void onAttribution(Attribution attribution) {}

                @Override
                public void onSessionRevision(SessionRevision revision) {
                    if (Telling.this == NOTICE) {
                        callback.run();
                    }
                }

                @Override
                public void onQuarantined(Quarantine quarantine) {
                    if (Telling.this == of(quarantine)) {
                        callback.run();
                    }
                }
            };
        }

        static Telling of(Quarantine quarantine) {
            return switch (quarantine.reason()) {
                case OTHER_CONTENT -> OTHER_CONTENT;
                case OTHER_CALLER -> OTHER_CALLER;
            };
        }

        private static CloudTrailEvent issuance(String id, String caller, InputTrust trust) {
            return assume(id, user(caller), "Dev", "x", "ASIAONE1", NOON)
                    .inputTrust(trust)
                    .build();
        }
    }

    private final ExecutorService others = Executors.newCachedThreadPool();
    private final CountDownLatch mayReturn = new CountDownLatch(1);
    private final List<Telling> told = new CopyOnWriteArrayList<>();
    private Attributor attributor;

    @AfterEach
    void everyEventIsAccountedFor() {
        mayReturn.countDown();
        others.shutdownNow();
        assertThat(attributor.stats().balances()).as("%s", attributor.stats()).isTrue();
    }

    /** All but the last event has come. */
    private void prepare(Telling telling, Runnable callback) {
        attributor = Attributor.builder(InstantSource.fixed(NOON.plusSeconds(86_400)))
                .listener(telling.listener(() -> {
                    told.add(telling);
                    callback.run();
                }))
                .build();
        attributor.attribute(telling.first());
        assertThat(attributor.attribute(USE)).isInstanceOf(Attribution.Attributed.class);
        assertThat(told).isEmpty();
    }

    private void assertThatTheStateIsAsItShouldBe(Telling telling) {
        assertThat(attributor.ask(USE))
                .isInstanceOf(telling == Telling.NOTICE ? Attribution.Ambiguous.class : Attribution.Attributed.class);
        attributor.learn(ISSUED_ELSEWHERE);
        assertThat(attributor.attribute(ELSEWHERE)).isInstanceOf(Attribution.Attributed.class);
    }

    /** Does something on another thread, and waits for it as long as any honest work may take. */
    private <T> T elsewhere(Callable<T> work) {
        try {
            return others.submit(work).get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (Exception failed) {
            throw new AssertionError("another thread could not do its work", failed);
        }
    }

    private static void awaitPatiently(CountDownLatch latch) {
        try {
            assertThat(latch.await(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException interrupted) {
            throw new AssertionError(interrupted);
        }
    }

    @ParameterizedTest
    @EnumSource
    void whileItBlocksOthersAttributeLearnAskAndAdvance(Telling telling) throws Exception {
        var blocked = new CountDownLatch(1);
        prepare(telling, () -> {
            blocked.countDown();
            awaitPatiently(mayReturn);
        });
        Future<Attribution> blocking = others.submit(() -> attributor.attribute(telling.last()));
        awaitPatiently(blocked);
        elsewhere(() -> {
            assertThatTheStateIsAsItShouldBe(telling);
            attributor.advanceTo(NOON.plusSeconds(30));
            return attributor.stats();
        });
        assertThat(blocking.isDone()).isFalse();
        mayReturn.countDown();
        Attribution answer = blocking.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        assertThat(answer == null).isEqualTo(telling == Telling.OTHER_CONTENT);
        assertThat(told).containsExactly(telling);
    }

    @ParameterizedTest
    @EnumSource
    void whatItThrowsReachesTheCallerAndNothingIsLost(Telling telling) {
        for (Throwable broken : List.of(new IllegalStateException("the sink is broken"), new StackOverflowError())) {
            told.clear();
            prepare(telling, () -> sneak(broken));
            assertThat(catchThrowable(() -> attributor.attribute(telling.last())))
                    .isSameAs(broken);
            assertThat(told).containsExactly(telling);
            elsewhere(() -> {
                assertThatTheStateIsAsItShouldBe(telling);
                return attributor.stats();
            });
        }
    }

    private static void sneak(Throwable broken) {
        if (broken instanceof Error error) {
            throw error;
        }
        throw (RuntimeException) broken;
    }

    @ParameterizedTest
    @EnumSource
    void whatItThrowsKeepsNoOtherCallbackFromBeingTold(Telling telling) {
        var revised = new CopyOnWriteArrayList<Attribution>();
        var broken = new IllegalStateException("the sink is broken");
        attributor = Attributor.builder(InstantSource.fixed(NOON.plusSeconds(86_400)))
                .listener(new AttributionListener() {
                    private final AttributionListener failing = telling.listener(() -> sneak(broken));

                    @Override
                    public void onAttribution(Attribution attribution) {
                        revised.add(attribution);
                    }

                    @Override
                    public void onSessionRevision(SessionRevision revision) {
                        told.add(Telling.NOTICE);
                        failing.onSessionRevision(revision);
                    }

                    @Override
                    public void onQuarantined(Quarantine quarantine) {
                        told.add(Telling.of(quarantine));
                        failing.onQuarantined(quarantine);
                    }
                })
                .build();
        attributor.attribute(Telling.OTHER_CONTENT.last());
        attributor.attribute(Telling.OTHER_CALLER.last());
        attributor.attribute(USE);
        assertThat(catchThrowable(() -> attributor.attribute(Telling.OTHER_CONTENT.first())))
                .isSameAs(broken);
        assertThat(told).containsExactlyInAnyOrder(Telling.values());
        assertThat(attributor.ask(USE))
                .isInstanceOfSatisfying(
                        Attribution.Attributed.class,
                        answer -> assertThat(answer.origin().name()).isEqualTo("alice"));
        assertThat(revised).isNotEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void itMayAttributeLearnAskAdvanceAndReadTheCounters(Telling telling) {
        prepare(telling, () -> {
            assertThat(attributor.attribute(USE)).isNull();
            assertThatTheStateIsAsItShouldBe(telling);
            attributor.advanceTo(NOON.plusSeconds(30));
            assertThat(attributor.stats().duplicates()).isEqualTo(1);
        });
        attributor.attribute(telling.last());
        assertThat(told).containsExactly(telling);
        assertThat(attributor.attribute(ELSEWHERE)).isNull();
    }

    @ParameterizedTest
    @EnumSource
    void itMayFinish(Telling telling) {
        prepare(telling, () -> attributor.finish());
        attributor.attribute(telling.last());
        assertThat(told).containsExactly(telling);
        assertThat(attributor.ask(USE).isFinal()).isTrue();
        assertThatThrownBy(() -> attributor.attribute(ELSEWHERE)).isInstanceOf(IllegalStateException.class);
    }

    /** A callback that offers what makes it be told again: what it is told within is told before it returns. */
    @ParameterizedTest
    @EnumSource
    void itMayOfferWhatIsToldToItself(Telling telling) {
        int[] depth = {0};
        prepare(telling, () -> {
            if (depth[0]++ == 0) {
                attributor.attribute(telling.another("dave", "a4"));
            }
        });
        attributor.attribute(telling.last());
        assertThat(told).containsExactly(telling, telling);
    }
}
