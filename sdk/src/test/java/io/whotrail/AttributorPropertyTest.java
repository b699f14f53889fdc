// SPDX-License-Identifier: Apache-2.0
package io.whotrail;

import static org.assertj.core.api.Assertions.assertThat;

import io.whotrail.event.CloudTrailEvent;
import io.whotrail.testing.Seeds;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.params.ParameterizedTest;

/** What holds for every world, in every order. */
class AttributorPropertyTest {
    private static final int ACTS = 120;
    private static final int ORDERS = 4;

    private static Attributor.Builder patient(Answers answers) {
        return Answers.builder(answers).lateness(Duration.ofHours(6));
    }

    /** The answers that follow from all that was delivered. */
    private static Map<String, Answers.Known> finalAnswers(List<CloudTrailEvent> events) {
        Attributor attributor = patient(new Answers()).build();
        events.forEach(attributor::learn);
        attributor.finish();
        var known = new HashMap<String, Answers.Known>();
        for (CloudTrailEvent event : events) {
            Attribution answer = attributor.ask(event);
            known.put(event.eventId(), new Answers.Known(answer.verdict(), answer.signals()));
        }
        assertThat(attributor.stats().balances()).isTrue();
        return known;
    }

    @ParameterizedTest
    @Seeds(200)
    void nobodyIsNamedForAnothersAct(Random random) {
        var world = new World(random, ACTS, random.nextInt(3) * 0.1);
        finalAnswers(world.delivered()).forEach((eventId, known) -> {
            if (known.verdict() instanceof Explanation explanation
                    && explanation.origin().type() == IdentityType.IAM_USER) {
                assertThat(explanation.origin().name()).as("%s", explanation).isEqualTo(world.truth(eventId));
            }
        });
    }

    @ParameterizedTest
    @Seeds(200)
    void allThatWasDeliveredIsAttributedOrAmbiguous(Random random) {
        var world = new World(random, ACTS, 0);
        finalAnswers(world.delivered())
                .forEach((eventId, known) -> assertThat(known.verdict()).isNotInstanceOf(Gap.class));
    }

    @ParameterizedTest
    @Seeds(100)
    void theEndDoesNotDependOnTheOrder(Random random) {
        assertSameEndInAnyOrder(new World(random, ACTS, random.nextInt(3) * 0.1), random);
    }

    @ParameterizedTest
    @Seeds(5)
    void norDoesItWhereGroupsAreBusy(Random random) {
        assertSameEndInAnyOrder(new World(random, 8 * ACTS, 0), random);
    }

    private static void assertSameEndInAnyOrder(World world, Random random) {
        Map<String, Answers.Known> expected = finalAnswers(world.delivered());
        for (int order = 0; order < ORDERS; order++) {
            var events = withDuplicates(world.delivered(), random);
            var answers = new Answers();
            Attributor attributor = patient(answers).build();
            events.forEach(event -> answers.offer(attributor, event));
            assertThat(answers.known()).isEqualTo(expected);
            assertThat(attributor.stats().balances()).isTrue();
        }
    }

    @ParameterizedTest
    @Seeds(50)
    void whoHoldsUntilFinalGetsTheSameEnd(Random random) {
        var world = new World(random, ACTS, random.nextInt(3) * 0.1);
        var answers = new Answers();
        Attributor attributor = patient(answers).holdUntilFinal().build();
        withDuplicates(world.delivered(), random).forEach(attributor::attribute);
        attributor.finish();
        assertThat(answers.known()).isEqualTo(finalAnswers(world.delivered()));
        assertThat(answers.told()).hasSameSizeAs(world.delivered());
    }

    @ParameterizedTest
    @Seeds(32)
    void theEndDoesNotDependOnTheThreads(Random random) throws Exception {
        var world = new World(random, ACTS, random.nextInt(3) * 0.1);
        var answers = new Answers();
        Attributor attributor = patient(answers).build();
        offerAtOnce(withDuplicates(world.delivered(), random), attributor, answers, 1 + random.nextInt(8));
        assertThat(answers.known()).isEqualTo(finalAnswers(world.delivered()));
        assertThat(attributor.stats().balances()).isTrue();
    }

    /** Many threads, a bound that is hit all the time, and one that asks meanwhile: nobody is ever misnamed. */
    @ParameterizedTest
    @Seeds(8)
    void norIsAnybodyMisnamedWhileThreadsPushEachOthersSessionsOut(Random random) throws Exception {
        var world = new World(random, ACTS, 0.1);
        var answers = new Answers();
        Attributor attributor =
                patient(answers).maximumSessions(3).maximumWaiting(5).build();
        offerAtOnce(withDuplicates(world.delivered(), random), attributor, answers, 8);
        answers.known().forEach((eventId, known) -> {
            if (known.verdict() instanceof Explanation explanation
                    && explanation.origin().type() == IdentityType.IAM_USER) {
                assertThat(explanation.origin().name()).as("%s", explanation).isEqualTo(world.truth(eventId));
            }
        });
        assertThat(answers.known()).hasSameSizeAs(world.delivered());
        assertThat(attributor.stats().balances()).isTrue();
        assertThat(attributor.stats().sessionsLive()).isLessThanOrEqualTo(3);
        assertThat(attributor.stats().waiting()).isLessThanOrEqualTo(5);
    }

    /** Deals the events out to threads that begin together; each asks for what it offered, too. */
    private static void offerAtOnce(List<CloudTrailEvent> events, Attributor attributor, Answers answers, int count)
            throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(count);
        var together = new CyclicBarrier(count);
        try {
            var work = new ArrayList<Callable<Void>>();
            for (int thread = 0; thread < count; thread++) {
                int start = thread;
                work.add(() -> {
                    together.await();
                    for (int i = start; i < events.size(); i += count) {
                        answers.offer(attributor, events.get(i));
                        attributor.ask(events.get(i));
                    }
                    return null;
                });
            }
            for (Future<Void> done : threads.invokeAll(work)) {
                done.get();
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private static List<CloudTrailEvent> withDuplicates(List<CloudTrailEvent> events, Random random) {
        var shuffled = new ArrayList<>(events);
        for (CloudTrailEvent event : events) {
            if (random.nextInt(4) == 0) {
                shuffled.add(event);
            }
        }
        Collections.shuffle(shuffled, random);
        return shuffled;
    }
}
