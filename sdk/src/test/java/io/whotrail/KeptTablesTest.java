// SPDX-License-Identifier: Apache-2.0
package io.whotrail;

import static io.whotrail.Events.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import io.whotrail.event.CloudTrailEvent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The tables that stand in the sessions and groups themselves find what plain maps find. */
final class KeptTablesTest {
    private static final SharedTexts SHARED = new SharedTexts(100);

    private static IssuedSession session(String id, String key) {
        CloudTrailEvent event = Events.assume(id, Events.user("alice"), "Dev", "s" + id, key, NOON)
                .build();
        Issuance issuance = IssuanceExtractor.of(event, Use.of(event)).get(0);
        var group = new SessionGroup(null, issuance.groupKey(), id.hashCode());
        return new IssuedSession(group, issuance, issuance.birth(), SHARED, null);
    }

    /** Usual keys and unusual ones; more or fewer of them, so that the table grows, and gaps are closed. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6})
    void keysFindTheSessionThatStandsForThem(int seed) {
        var random = new Random(seed);
        var keys = new IssuedKeys();
        Map<String, IssuedSession> model = new HashMap<>();
        List<IssuedSession> all = new ArrayList<>();
        int most = 10 << random.nextInt(6);
        for (int step = 0; step < 6_000; step++) {
            if (all.isEmpty() || random.nextInt(100) < 51 && model.size() < most) {
                int number = random.nextInt(most * 2);
                String key = number % 3 == 0 ? "odd" + number : String.format("ASIA%016d", number);
                IssuedSession one = session("e" + step, key);
                keys.add(one);
                model.putIfAbsent(key, one);
                all.add(one);
            } else {
                IssuedSession gone = all.remove(random.nextInt(all.size()));
                keys.remove(gone);
                model.remove(gone.accessKeyId(), gone);
            }
            String asked = "ASIA" + String.format("%016d", random.nextInt(most * 2));
            assertThat(keys.find(asked)).isSameAs(model.get(asked));
        }
        model.forEach((key, one) -> assertThat(keys.find(key)).isSameAs(one));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4})
    void namesFindTheGroupsThatBearThem(int seed) {
        var random = new Random(seed);
        var byName = new GroupsByName();
        Map<String, LinkedHashMap<SessionGroup, Boolean>> model = new HashMap<>();
        List<SessionGroup> all = new ArrayList<>();
        for (int step = 0; step < 5_000; step++) {
            String name = "n" + random.nextInt(1 + random.nextInt(300));
            if (all.isEmpty() || random.nextInt(100) < 55) {
                var group = new SessionGroup(new RoleSessions("role" + step + "/"), "role" + step + "/" + name, step);
                byName.add(group);
                model.computeIfAbsent(name, any -> new LinkedHashMap<>()).put(group, true);
                all.add(group);
            } else {
                SessionGroup gone = all.remove(random.nextInt(all.size()));
                byName.remove(gone);
                model.get(gone.sessionName()).remove(gone);
            }
            assertThat(byName.of(name))
                    .containsExactlyInAnyOrderElementsOf(
                            model.getOrDefault(name, new LinkedHashMap<>()).keySet());
        }
    }
}
