// SPDX-License-Identifier: Apache-2.0
package io.whotrail.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** The check of the checks that no input takes long. */
class WithinASecondTest {
    private static final long SHORT_MILLIS = 200;

    @Test
    void whatNeverEndsIsFoundAndTheNextIsJudgedByItself() {
        var stopped = new AtomicBoolean();
        assertThatThrownBy(() -> WithinASecond.run(() -> spin(stopped), SHORT_MILLIS))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("not over after")
                .satisfies(error -> assertThat(error.getStackTrace())
                        .anyMatch(frame -> frame.getMethodName().equals("spin")));
        assertThatCode(() -> WithinASecond.run(() -> {})).doesNotThrowAnyException();
        stopped.set(true);
    }

    @Test
    void whatIsSlowAtFirstOnlyIsNotBlamedAndWhatIsSlowAgainIs() throws Exception {
        var times = new AtomicInteger();
        WithinASecond.run(() -> work(times.getAndIncrement() == 0 ? 2 * SHORT_MILLIS : 0), SHORT_MILLIS);
        assertThat(times).hasValue(2);
        assertThatThrownBy(() -> WithinASecond.run(() -> work(2 * SHORT_MILLIS), SHORT_MILLIS))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("also when it was done again");
    }

    private static void work(long millis) {
        long end = WithinASecond.usedMillis(Thread.currentThread()) + millis;
        while (WithinASecond.usedMillis(Thread.currentThread()) < end) {
            Thread.onSpinWait();
        }
    }

    private static void spin(AtomicBoolean stopped) {
        while (!stopped.get()) {
            Thread.onSpinWait();
        }
    }

    @Test
    void whatIsThrownComesOutAsItIs() {
        var failure = new IOException("full");
        assertThatThrownBy(() -> WithinASecond.run(() -> {
                    throw failure;
                }))
                .isSameAs(failure);
        var wrong = new AssertionError("wrong");
        assertThatThrownBy(() -> WithinASecond.run(() -> {
                    throw wrong;
                }))
                .isSameAs(wrong);
    }
}
