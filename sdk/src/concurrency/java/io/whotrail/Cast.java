// SPDX-License-Identifier: Apache-2.0
package io.whotrail;

import static org.assertj.core.api.Assertions.assertThat;

import io.whotrail.event.CloudTrailEvent;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Few people and few keys, and their events, made once so that a run is made of the attributor's steps alone. */
final class Cast {
    static final int KEYS = 2;
    static final List<String> PEOPLE = List.of("alice", "bob");
    static final Instant AFTER_RETENTION = Events.NOON.plusSeconds(7_200);
    static final String DUPLICATE = "duplicate";

    private static final CloudTrailEvent[][] ISSUANCES = new CloudTrailEvent[KEYS][PEOPLE.size()];
    private static final CloudTrailEvent[][] USES = new CloudTrailEvent[KEYS][2];

    static {
        for (int key = 0; key < KEYS; key++) {
            for (int person = 0; person < PEOPLE.size(); person++) {
                ISSUANCES[key][person] = Events.assume(
                                "assume" + key + person,
                                Events.user(PEOPLE.get(person)),
                                "Dev",
                                "work",
                                "ASIAKEY" + key,
                                Events.NOON)
                        .build();
            }
            for (int event = 0; event < 2; event++) {
                USES[key][event] = Events.use(
                        "use" + key + event,
                        Events.session("Dev", "work", "ASIAKEY" + key, Events.NOON),
                        Events.NOON.plusSeconds(60));
            }
        }
    }

    private Cast() {}

    static CloudTrailEvent issuance(int key, int person) {
        return ISSUANCES[key][person];
    }

    static CloudTrailEvent use(int key, int event) {
        return USES[key][event];
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
    static void assertRevisionsCountUp(Answers answers) {
        Map<String, List<Integer>> revisions = answers.told().stream()
                .collect(Collectors.groupingBy(
                        Attribution::eventId, Collectors.mapping(Attribution::revision, Collectors.toList())));
        revisions.forEach((eventId, told) -> assertThat(told)
                .as(eventId)
                .containsExactlyInAnyOrderElementsOf(
                        IntStream.rangeClosed(1, told.size()).boxed().toList()));
    }
}
