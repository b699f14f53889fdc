// SPDX-License-Identifier: Apache-2.0
package io.whotrail.benchmarks.ratios;

import io.whotrail.benchmarks.Workload;
import io.whotrail.event.CloudTrailEvent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The events of many sessions that are open side by side, each issued and then used ten times. */
final class Arrivals {
    private static final int USES = 10;
    private static final int SIDE_BY_SIDE = 500;
    private static final int HUNDRED = 100;

    private Arrivals() {}

    /**
     * The events in the order in which they come.
     *
     * @param uses about how many uses there are
     * @param percentLate how many of a hundred uses come before the issuance of their session
     */
    static List<CloudTrailEvent> of(int uses, int percentLate) {
        int sessions = uses / USES / SIDE_BY_SIDE * SIDE_BY_SIDE;
        var workload = new Workload(sessions, 7);
        CloudTrailEvent[][] all = new CloudTrailEvent[sessions][];
        int[] issued = new int[sessions];
        for (int session = 0; session < sessions; session++) {
            all[session] = workload.usesOf(session, USES);
            issued[session] = USES * percentLate / HUNDRED;
        }
        var events = new ArrayList<CloudTrailEvent>(sessions * (USES + 1));
        for (int first = 0; first < sessions; first += SIDE_BY_SIDE) {
            for (int use = 0; use < USES; use++) {
                for (int session = first; session < first + SIDE_BY_SIDE; session++) {
                    if (use == issued[session]) {
                        events.add(workload.issuance(session));
                    }
                    events.add(all[session][use]);
                }
            }
        }
        return List.copyOf(Arrays.asList(events.toArray(CloudTrailEvent[]::new)));
    }
}
