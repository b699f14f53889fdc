// SPDX-License-Identifier: Apache-2.0
package io.whotrail;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The table finds each group that is in it, and no other, whoever looks meanwhile. */
final class GroupTableTest {
    /** Few hashes, so that many groups fall together. */
    private static int hash(String key) {
        return key.hashCode() % 97;
    }

    private static SessionGroup group(int number) {
        String key = "key" + number;
        return new SessionGroup(null, key, hash(key));
    }

    private static SessionGroup find(GroupTable table, int number) {
        return table.find("key" + number, hash("key" + number));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4})
    void itFindsWhatAMapFinds(int seed) {
        var random = new Random(seed);
        var table = new GroupTable();
        Map<Integer, SessionGroup> model = new HashMap<>();
        int most = 20 << seed;
        for (int step = 0; step < 20_000; step++) {
            int number = random.nextInt(most);
            SessionGroup known = model.get(number);
            if (known == null) {
                SessionGroup group = group(number);
                assertThat(table.add(group)).isTrue();
                model.put(number, group);
            } else if (random.nextBoolean()) {
                assertThat(table.remove(known)).isTrue();
                assertThat(table.remove(known)).isFalse();
                model.remove(number);
            } else {
                assertThat(table.add(known)).isFalse();
            }
            int asked = random.nextInt(most);
            assertThat(find(table, asked)).as("seed " + seed + ", step " + step).isEqualTo(model.get(asked));
        }
    }

    /** What stays is found at any moment, though the table grows and others come and go. */
    @Test
    void whatStaysIsFoundWhileOthersComeAndGo() {
        var table = new GroupTable();
        List<SessionGroup> staying = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            staying.add(group(i));
            table.add(staying.get(i));
        }
        var done = new AtomicBoolean();
        CompletableFuture<Integer> missed = CompletableFuture.supplyAsync(() -> {
            int misses = 0;
            for (int i = 0; !done.get(); i = (i + 1) % 200) {
                misses += staying.get(i).equals(find(table, i)) ? 0 : 1;
            }
            return misses;
        });
        for (int i = 200; i < 40_000; i++) {
            SessionGroup group = group(i);
            table.add(group);
            if (i % 8 != 0 || i > 4_000) {
                table.remove(group);
            }
        }
        done.set(true);
        assertThat(missed.join()).isZero();
    }
}
