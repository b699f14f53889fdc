// SPDX-License-Identifier: Apache-2.0
package io.whotrail;

import static org.assertj.core.api.Assertions.assertThat;

import io.whotrail.event.CloudTrailEvent;
import io.whotrail.testing.Seeds;
import java.io.ByteArrayInputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.params.ParameterizedTest;

/** A checkpoint that is taken while threads bring events holds each of these whole or not at all. */
final class CheckpointThreadsTest {
    private static final int THREADS = 4;
    private static final int ACTS = 400;
    private static final int MOST_IMAGES = 12;

    private static Attributor.Builder patient(AttributionListener listener) {
        return Answers.builder(new Answers()).lateness(Duration.ofHours(6)).listener(listener);
    }

    private static Map<String, Verdict> end(Attributor attributor, List<CloudTrailEvent> events) {
        attributor.finish();
        var end = new HashMap<String, Verdict>();
        events.forEach(event -> end.put(event.eventId(), attributor.ask(event).verdict()));
        return end;
    }

    @ParameterizedTest
    @Seeds(12)
    void everyEventIsInItWholeOrNotAtAll(Random random) throws Exception {
        List<CloudTrailEvent> events = new ArrayList<>(new World(random, ACTS, random.nextInt(2) * 0.1).delivered());
        Collections.shuffle(events, random);
        Attributor learned = patient(answer -> {}).build();
        events.forEach(learned::learn);
        Map<String, Verdict> expected = end(learned, events);
        for (byte[] image : imagesWhileOffering(events)) {
            var told = new HashMap<String, Attribution>();
            Attributor restored =
                    patient(answer -> told.put(answer.eventId(), answer)).restore(new ByteArrayInputStream(image));
            AttributorStats stats = restored.stats();
            assertThat(stats.balances()).as("%s", stats).isTrue();
            long answers = 0;
            for (CloudTrailEvent event : events) {
                answers += restored.attribute(event) == null ? 0 : 1;
            }
            assertThat(answers).isEqualTo(events.size() - stats.offered());
            assertThat(restored.stats().balances()).isTrue();
            assertThat(end(restored, events)).isEqualTo(expected);
            told.forEach((id, answer) -> assertThat(answer.verdict()).isEqualTo(expected.get(id)));
        }
    }

    private static List<byte[]> imagesWhileOffering(List<CloudTrailEvent> events) throws Exception {
        Attributor attributor = patient(answer -> {}).build();
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        var together = new CyclicBarrier(THREADS + 1);
        try {
            var work = new ArrayList<Future<?>>();
            for (int thread = 0; thread < THREADS; thread++) {
                int first = thread;
                work.add(threads.submit(() -> {
                    together.await();
                    for (int i = first; i < events.size(); i += THREADS) {
                        attributor.attribute(events.get(i));
                    }
                    return null;
                }));
            }
            var images = new ArrayList<byte[]>();
            together.await();
            while (images.size() < MOST_IMAGES && !work.stream().allMatch(Future::isDone)) {
                images.add(CheckpointTest.image(attributor));
            }
            for (Future<?> one : work) {
                one.get();
            }
            assertThat(attributor.stats().balances()).isTrue();
            return images;
        } finally {
            threads.shutdownNow();
        }
    }
}
