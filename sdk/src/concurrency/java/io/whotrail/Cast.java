// SPDX-License-Identifier: Apache-2.0
package io.whotrail;

import io.whotrail.event.CloudTrailEvent;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Few people and few keys, and their events, made once so that a run is made of the attributor's steps alone. */
final class Cast {
    static final int KEYS = 2;
    static final List<String> PEOPLE = List.of("alice", "bob");
    static final Instant AFTER_RETENTION = Events.NOON.plusSeconds(7_200);
    static final String DUPLICATE = "duplicate";

    /** Another session, for which there is no room beside the first. */
    static final CloudTrailEvent OTHER_ISSUANCE = Events.assume(
                    "other", Events.user("bob"), "Ops", "other", "ASIAOTHER", Events.NOON)
            .build();

    /** What Lincheck numbers threads by. */
    static final int THREADS = 5;

    private static final CloudTrailEvent[][][] ISSUANCES = new CloudTrailEvent[KEYS][2][THREADS];
    private static final CloudTrailEvent[][] USES = new CloudTrailEvent[KEYS][THREADS];

    static {
        for (int key = 0; key < KEYS; key++) {
            for (int thread = 0; thread < THREADS; thread++) {
                for (int person = 0; person < PEOPLE.size(); person++) {
                    ISSUANCES[key][person][thread] = makeIssuance(key, person, thread);
                }
                USES[key][thread] = Events.use(
                        "use" + key + thread,
                        Events.session("Dev", "work", "ASIAKEY" + key, Events.NOON),
                        Events.NOON.plusSeconds(60));
            }
        }
    }

    private Cast() {}

    private static CloudTrailEvent makeIssuance(int key, int person, int thread) {
        Events.Holder caller = Events.user(PEOPLE.get(person));
        return Events.assume("assume" + key + person + thread, caller, "Dev", "work", "ASIAKEY" + key, Events.NOON)
                .build();
    }

    /** The event by which a person issues a key, as a thread brings it. */
    static CloudTrailEvent issuance(int key, int person, int thread) {
        return ISSUANCES[key][person][thread];
    }

    /** An event that uses a key, as a thread brings it. */
    static CloudTrailEvent use(int key, int thread) {
        return USES[key][thread];
    }

    /** What a verdict says, as text: the origins, or the reason why there is none. */
    static String said(Verdict verdict) {
        if (verdict instanceof Explanation explanation) {
            return explanation.origin().name();
        }
        return verdict instanceof Ambiguity ambiguity
                ? ambiguity.candidates().stream()
                        .map(candidate -> candidate.origin().name())
                        .sorted()
                        .toList()
                        .toString()
                : ((Gap) verdict).reason().name();
    }

    /** The revisions of each event are 1, 2, 3 and so on, each told once. */
    static void checkThatRevisionsCountUp(Answers answers) {
        var revisions = new HashMap<String, Set<Integer>>();
        for (Attribution told : answers.told()) {
            boolean first = revisions
                    .computeIfAbsent(told.eventId(), id -> new HashSet<>())
                    .add(told.revision());
            check(first, told);
        }
        revisions.forEach((eventId, numbers) -> {
            for (int number = 1; number <= numbers.size(); number++) {
                check(numbers.contains(number), numbers);
            }
        });
    }

    /** Lincheck's model checker cannot follow AssertJ. */
    static void check(boolean holds, Object seen) {
        if (!holds) {
            throw new AssertionError(seen);
        }
    }
}
