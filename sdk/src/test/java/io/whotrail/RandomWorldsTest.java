// SPDX-License-Identifier: Apache-2.0
package io.whotrail;

import static org.assertj.core.api.Assertions.assertThat;

import io.whotrail.RandomWorlds.Property;
import io.whotrail.SmallWorld.Arrival;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What holds in every small world, however its records contradict each other: {@link RandomWorlds} says what, and runs by
 * itself for the hundred thousands. {@code -Dworlds.first=0 -Dworlds.count=1500} choose which worlds are tried.
 */
final class RandomWorldsTest {
    private static final long FIRST = Long.getLong("worlds.first", 0);
    private static final long COUNT = Long.getLong("worlds.count", 1_500);

    @ParameterizedTest
    @EnumSource
    void holdsInEverySmallWorld(Property property) {
        for (long seed = FIRST; seed < FIRST + COUNT; seed++) {
            List<Arrival> world = SmallWorld.of(seed);
            String fault = RandomWorlds.fault(property, seed, world);
            if (fault != null) {
                List<Arrival> least = RandomWorlds.least(property, seed, world, fault);
                assertThat(RandomWorlds.fault(property, seed, least))
                        .as("world %s", seed)
                        .isNull();
            }
        }
    }

    @Test
    void theWorldsComeAcrossEveryKindOfAnswer() {
        Set<Object> met = new HashSet<>();
        for (long seed = 0; seed < 1_000; seed++) {
            List<Arrival> world = SmallWorld.of(seed);
            for (Attribution answer :
                    Passage.held().of(SmallWorld.inOrder(world, Arrival::first)).values()) {
                met.add(
                        answer.verdict() instanceof Gap gap
                                ? gap.reason()
                                : answer.verdict() instanceof Explanation known ? known.basis() : "AMBIGUOUS");
                answer.signals().forEach(signal -> met.add(signal.type()));
            }
            for (Attribution answer : Passage.held()
                    .withRoomFor(1)
                    .of(SmallWorld.inOrder(world, Arrival::first))
                    .values()) {
                met.add(answer.verdict() instanceof Gap gap ? gap.reason() : "");
            }
        }
        assertThat(met).contains((Object[]) Basis.values());
        assertThat(met)
                .contains(
                        "AMBIGUOUS",
                        UnattributedReason.CONFLICT,
                        UnattributedReason.OUT_OF_VALIDITY,
                        UnattributedReason.ISSUANCE_EVICTED,
                        UnattributedReason.ISSUANCE_NOT_SEEN,
                        SignalType.KEY_SHARED,
                        SignalType.CONTENT_CONFLICT,
                        SignalType.NAME_DISAGREES);
    }
}
