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
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** While a corrected record takes the place of another, whoever asks is told one or the other, or that nobody is known. */
final class CorrectedRecordsTest {
    private static final int CORRECTIONS = 20_000;

    private static CloudTrailEvent correction(int number) {
        return assume("a" + (number + 1), user("alice"), "Dev", "alice", "ASIADEV", NOON)
                .addendum(new Addendum("UPDATED_DATA", List.of("userIdentity"), Events.id("a" + number)))
                .build();
    }

    @Test
    void askingWhileRecordsAreCorrectedNeverFails() throws Exception {
        Attributor attributor = Answers.builder(new Answers()).build();
        attributor.learn(
                assume("a0", user("alice"), "Dev", "alice", "ASIADEV", NOON).build());
        CloudTrailEvent asked = use("u", session("Dev", "alice", "ASIADEV", NOON), NOON.plusSeconds(9));
        ExecutorService pool = Executors.newSingleThreadExecutor();
        try {
            Future<?> corrected = pool.submit(() -> {
                for (int i = 0; i < CORRECTIONS; i++) {
                    attributor.learn(correction(i));
                }
            });
            while (!corrected.isDone()) {
                assertThat(attributor.ask(asked)).isNotInstanceOf(Attribution.Ambiguous.class);
            }
            corrected.get();
        } finally {
            pool.shutdown();
        }
        assertThat(attributor.ask(asked)).isInstanceOf(Attribution.Attributed.class);
    }
}
