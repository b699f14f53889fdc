// SPDX-License-Identifier: Apache-2.0
package io.whotrail;

import static io.whotrail.Events.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import io.whotrail.event.CloudTrailEvent;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What many sessions share is there once while one of them is, and gone with the last. */
final class SharedTextsTest {
    private final SharedTexts shared = new SharedTexts(100);

    private IssuedSession session(int role, int person) {
        CloudTrailEvent event = Events.assume("e", Events.user("p" + person), "R" + role, "s", "ASIAKEY", NOON)
                .build();
        Issuance issuance = IssuanceExtractor.of(event, Use.of(event)).get(0);
        var group = new SessionGroup(null, issuance.groupKey(), 1);
        return new IssuedSession(group, issuance, issuance.birth(), shared, null);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5})
    void aTextIsKeptOnceForAsLongAsASessionHasIt(int seed) {
        var random = new Random(seed);
        List<IssuedSession> kept = new ArrayList<>();
        List<String> texts = new ArrayList<>();
        long weight = 0;
        for (int step = 0; step < 3_000; step++) {
            if (kept.isEmpty() || random.nextInt(100) < (step < 1_500 ? 60 : 40)) {
                int role = random.nextInt(20);
                int person = random.nextInt(20);
                IssuedSession one = session(role, person);
                weight += one.gain();
                kept.add(one);
                texts.add("r" + role + " p" + person);
            } else {
                int at = random.nextInt(kept.size());
                weight -= kept.remove(at).lose();
                texts.remove(at);
            }
            Set<String> distinct = new HashSet<>();
            texts.forEach(text -> distinct.addAll(List.of(text.split(" "))));
            assertThat(shared.size()).isEqualTo(distinct.size());
        }
        for (IssuedSession one : kept) {
            weight -= one.lose();
        }
        assertThat(weight).isZero();
        assertThat(shared.size()).isZero();
    }

    @Test
    void whatIsMadeTwiceBeforeItIsCountedIsOne() {
        IssuedSession first = session(1, 1);
        assertThat(session(1, 1).role()).isSameAs(first.role());
    }

    @Test
    void whatIsNeverCountedCanBeForgotten() {
        session(1, 1);
        session(2, 2).gain();
        shared.forgetUnused();
        assertThat(shared.size()).isEqualTo(2);
    }
}
