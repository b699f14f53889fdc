// SPDX-License-Identifier: Apache-2.0
package io.whotrail.benchmarks.ratios;

import io.whotrail.benchmarks.Workload;
import io.whotrail.event.CloudTrailEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** The events of many sessions that are open side by side, each issued and then used ten times. */
final class Arrivals {
    private static final int USES = 10;
    private static final int SIDE_BY_SIDE = 500;
    private static final int HUNDRED = 100;
    /** At least: so those side by side begin within three minutes, and nothing comes later than is allowed. */
    private static final int IN_AN_HOUR = 10_000;

    private Arrivals() {}

    /**
     * The events in the order in which they come.
     *
     * @param uses about how many uses there are, if not too few
     * @param percentLate how many of a hundred uses come before the issuance of their session
     */
    static List<CloudTrailEvent> of(int uses, int percentLate) {
        int sessions = Math.max(1, uses / USES / SIDE_BY_SIDE) * SIDE_BY_SIDE;
        var workload = new Workload(Math.max(sessions, IN_AN_HOUR));
        var random = new Random(7);
        int issued = USES * percentLate / HUNDRED;
        var events = new ArrayList<CloudTrailEvent>(sessions * (USES + 1));
        for (int first = 0; first < sessions; first += SIDE_BY_SIDE) {
            for (int use = 0; use < USES; use++) {
                for (int session = first; session < first + SIDE_BY_SIDE; session++) {
                    if (use == issued) {
                        events.add(workload.issuance(session));
                    }
                    events.add(workload.use(
                            session, random, workload.birth(session).plusSeconds(use)));
                }
            }
        }
        return List.copyOf(events);
    }
}
