// SPDX-License-Identifier: Apache-2.0
package io.whotrail.investigation;

import static org.assertj.core.api.Assertions.assertThat;

import io.whotrail.testing.Seeds;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;

class FirstOfTest {
    private static final int MAXIMUM = 5;

    @ParameterizedTest
    @Seeds(200)
    void whatSortsFirstIsCountedWhateverTheOrderAndHoweverItIsSplit(Random random) {
        var things = new ArrayList<Integer>();
        var exact = new TreeMap<Integer, Long>();
        for (int i = 0; i < 40; i++) {
            int thing = random.nextInt(12);
            things.add(thing);
            exact.merge(thing, 1L, Long::sum);
        }
        var parts = new ArrayList<FirstOf<Integer>>();
        for (int part = 0; part < 3; part++) {
            parts.add(new FirstOf<>(MAXIMUM));
        }
        things.forEach(thing -> parts.get(random.nextInt(parts.size())).add(thing, 1));
        Collections.shuffle(parts, random);
        var joined = new FirstOf<Integer>(MAXIMUM);
        parts.forEach(joined::addAll);

        var expected = new TreeMap<Integer, Long>();
        exact.entrySet().stream().limit(MAXIMUM).forEach(entry -> expected.put(entry.getKey(), entry.getValue()));
        assertThat(joined.counts()).isEqualTo(expected);
        assertThat(joined.further())
                .isEqualTo(things.size()
                        - expected.values().stream().mapToLong(Long::longValue).sum());
    }
}
