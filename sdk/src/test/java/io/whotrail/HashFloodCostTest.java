// SPDX-License-Identifier: Apache-2.0
package io.whotrail;

import static io.whotrail.Events.NOON;
import static io.whotrail.Events.assume;
import static io.whotrail.Events.session;
import static io.whotrail.Events.use;
import static io.whotrail.Events.user;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** T23: what texts of one hash code cost beside others of the same length. */
final class HashFloodCostTest {
    private static final int KEYS = 100_000;
    private static final int KEYS_PER_NAME = 500;

    /** Both take turns, so that whatever else the machine does costs both. */
    private static final int TURN = 1_000;

    private static final double MOST = 2;
    private static final int TRIES = 5;

    /** Where tables try one by one it is hundreds of times; then nobody has to try again, nor to the end. */
    private static final double HOPELESS = 20;

    private static String ordinary(int number) {
        var random = new Random(number);
        var text = new StringBuilder();
        for (int i = 0; i < HashFloodTest.colliding(0).length(); i++) {
            text.append((char) ('A' + random.nextInt(26)));
        }
        return text.toString();
    }

    /** Sessions are made, and used at once, under names and keys that are chosen. */
    private static final class Flood {
        private final Attributor attributor = Answers.builder(new Answers()).build();
        private final List<String> chosen;
        private double nanoseconds;

        Flood(IntFunction<String> texts) {
            chosen = IntStream.range(0, KEYS).mapToObj(texts).toList();
        }

        void offer(int from) {
            long begin = System.nanoTime();
            for (int i = from; i < from + TURN; i++) {
                String key = "ASIA" + chosen.get(i);
                String name = chosen.get(i / KEYS_PER_NAME);
                attributor.attribute(
                        assume("a" + i, user("mallory"), "Dev", name, key, NOON).build());
                attributor.attribute(use("u" + i, session("Dev", name, key, NOON), NOON.plusSeconds(9)));
            }
            nanoseconds += System.nanoTime() - begin;
            assertThat(attributor.stats().attributed()).isEqualTo(2L * (from + TURN));
        }
    }

    /** How many times as much the colliding texts cost. */
    private static double ratio() {
        var colliding = new Flood(HashFloodTest::colliding);
        var ordinary = new Flood(HashFloodCostTest::ordinary);
        for (int from = 0; from < KEYS; from += TURN) {
            ordinary.offer(from);
            colliding.offer(from);
            if (from > KEYS / 10 && colliding.nanoseconds > HOPELESS * ordinary.nanoseconds) {
                break;
            }
        }
        return colliding.nanoseconds / ordinary.nanoseconds;
    }

    @Test
    void aHundredThousandCollidingKeysCostAtMostTwiceAsMuchAsOthers() {
        double least = ratio();
        for (int i = 1; i < TRIES && least > MOST && least < HOPELESS; i++) {
            least = Math.min(least, ratio());
        }
        assertThat(least).as("cost relative to that of ordinary keys").isLessThanOrEqualTo(MOST);
    }
}
