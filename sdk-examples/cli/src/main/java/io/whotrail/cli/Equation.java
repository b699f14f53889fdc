// SPDX-License-Identifier: Apache-2.0
package io.whotrail.cli;

import io.whotrail.AttributorStats;
import io.whotrail.Quarantine;
import io.whotrail.source.ReadStats;
import java.util.List;

/**
 * Two ways to count the same.
 *
 * @param text the equation, in the names of the counters
 * @param left what its left side came to
 * @param right what its right side came to
 */
record Equation(String text, long left, long right) {
    boolean holds() {
        return left == right;
    }

    /** What holds in any run. */
    static List<Equation> common(AttributorStats attributor, ReadStats reader) {
        return List.of(
                new Equation(
                        "reader.records == reader.events + reader.rejected + reader.passedOver",
                        reader.records(),
                        reader.events() + reader.rejected() + reader.passedOverInAll()),
                new Equation("reader.events == attributor.offered", reader.events(), attributor.offered()),
                new Equation(
                        "attributor.offered == attributor.duplicates + attributor.contradictions"
                                + " + attributor.attributed + attributor.ambiguous + attributor.unattributed",
                        attributor.offered(),
                        attributor.duplicates() + attributor.contradictions() + answers(attributor)),
                new Equation(
                        "attributor.contradictions == attributor.conflicts + attributor.quarantinedBy.OTHER_CONTENT",
                        attributor.contradictions(),
                        attributor.conflicts()
                                + attributor.quarantinedBy().getOrDefault(Quarantine.Reason.OTHER_CONTENT, 0L)),
                new Equation(
                        "attributor.sessionsIssued == attributor.sessionsLive + attributor.sessionsEvicted"
                                + " + attributor.sessionsExpired + attributor.sessionsCorrected",
                        attributor.sessionsIssued(),
                        attributor.sessionsLive()
                                + attributor.sessionsEvicted()
                                + attributor.sessionsExpired()
                                + attributor.sessionsCorrected()));
    }

    static long answers(AttributorStats stats) {
        return stats.attributed() + stats.ambiguous() + stats.unattributed();
    }
}
