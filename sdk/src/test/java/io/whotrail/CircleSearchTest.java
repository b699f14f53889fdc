// SPDX-License-Identifier: Apache-2.0
package io.whotrail;

import static io.whotrail.Events.NOON;
import static io.whotrail.Events.assume;
import static io.whotrail.Events.session;
import static org.assertj.core.api.Assertions.assertThat;

import io.whotrail.event.CloudTrailEvent;
import io.whotrail.testing.Seeds;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;

/** Which sessions descend from themselves, held against what walking from each of them finds. */
final class CircleSearchTest {
    private static final Events.Holder OPS = session("Ops", "x", "ASIAOPS", NOON);

    private static CloudTrailEvent record(String id, int number) {
        return assume(id, OPS, "Role" + number, "x", "ASIA" + number, NOON).build();
    }

    private static IssuedSession issued(int number) {
        return Issued.by(record("a" + number, number));
    }

    private static void calledBy(IssuingEvent record, List<IssuedSession> parents) {
        ((WaitingCaller) record.asked()).parents(parents);
    }

    private static Set<IssuedSession> parents(IssuedSession session) {
        var parents = new HashSet<IssuedSession>();
        session.records().forEach(record -> parents.addAll(record.parents()));
        return parents;
    }

    /** All that a session descends from; itself only where it does so. */
    private static Set<IssuedSession> ancestors(IssuedSession session) {
        var ancestors = new HashSet<IssuedSession>();
        List<IssuedSession> next = new ArrayList<>(parents(session));
        while (!next.isEmpty()) {
            IssuedSession one = next.remove(next.size() - 1);
            if (ancestors.add(one)) {
                next.addAll(parents(one));
            }
        }
        return ancestors;
    }

    private static Map<IssuedSession, Set<IssuedSession>> circlesAmong(List<IssuedSession> all) {
        var circles = new HashMap<IssuedSession, Set<IssuedSession>>();
        for (IssuedSession one : all) {
            var circle = new HashSet<IssuedSession>();
            all.stream()
                    .filter(other ->
                            ancestors(one).contains(other) && ancestors(other).contains(one))
                    .forEach(circle::add);
            if (circle.size() > 1) {
                circles.put(one, circle);
            }
        }
        return circles;
    }

    private static List<IssuedSession> graph(Random random) {
        var all = new ArrayList<IssuedSession>();
        int size = 2 + random.nextInt(7);
        for (int number = 0; number < size; number++) {
            IssuedSession session = issued(number);
            if (random.nextInt(4) == 0) {
                CloudTrailEvent more = record("b" + number, number);
                session.add(IssuanceExtractor.of(more, Use.of(more)).get(0), 0, Issued.texts());
            }
            all.add(session);
        }
        for (IssuedSession session : all) {
            for (IssuingEvent one : session.records()) {
                var parents = new ArrayList<IssuedSession>();
                for (int i = random.nextInt(3); i > 0; i--) {
                    IssuedSession parent = all.get(random.nextInt(size));
                    if (parent != session && !parents.contains(parent)) {
                        parents.add(parent);
                    }
                }
                calledBy(one, parents);
            }
        }
        return all;
    }

    @ParameterizedTest
    @Seeds(100)
    void theCirclesAreThoseThatWalkingFindsWhereverTheSearchBegins(Random random) {
        List<IssuedSession> all = graph(random);
        Map<IssuedSession, Set<IssuedSession>> circles = circlesAmong(all);
        assertThat(Circles.among(all)).isEqualTo(circles);
        for (IssuedSession start : all) {
            Map<IssuedSession, Set<IssuedSession>> found = Circles.among(List.of(start));
            assertThat(circles).containsAllEntriesOf(found);
            assertThat(found.get(start)).isEqualTo(circles.get(start));
        }
    }

    @ParameterizedTest
    @Seeds(100)
    void aSessionLeadsToWhatItIsOrDescendsFrom(Random random) {
        List<IssuedSession> all = graph(random);
        for (IssuedSession from : all) {
            for (IssuedSession to : all) {
                boolean leads =
                        to.hasChildren() && (from.equals(to) || ancestors(from).contains(to));
                assertThat(Circles.lead(List.of(from), to)).isEqualTo(leads);
                assertThat(Circles.lead(all, to)).isEqualTo(to.hasChildren());
            }
        }
        assertThat(Circles.lead(List.of(), all.get(0))).isFalse();
    }

    @Test
    void aCallerIsOnACircleWhereOneOfItsSessionsIs() {
        IssuedSession on = issued(1);
        IssuedSession off = issued(2);
        IssuedSession asking = issued(3);
        calledBy(asking, List.of(off, on));
        AskedCaller caller = asking.asked();
        assertThat(Circles.isOn(caller, Set.of(on))).isTrue();
        assertThat(Circles.isOn(caller, Set.of(asking))).isFalse();
        assertThat(Circles.isOn(caller, null)).isFalse();
        calledBy(asking, List.of());
        assertThat(Circles.isOn(caller, Set.of(on))).isFalse();
    }
}
