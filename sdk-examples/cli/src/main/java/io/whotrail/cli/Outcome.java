// SPDX-License-Identifier: Apache-2.0
package io.whotrail.cli;

import io.whotrail.AttributorStats;
import io.whotrail.metrics.Equation;
import io.whotrail.source.ReadStats;
import java.util.List;

/**
 * What a run did.
 *
 * @param attributor the counters of the answers
 * @param reader the counters of the reader
 * @param verdictLines lines written that answer an event
 * @param noticeLines lines written that concern a whole credential
 * @param missingStandIns contradicted ids whose line shows their first event for want of memory
 * @param equations what must hold
 */
record Outcome(
        AttributorStats attributor,
        ReadStats reader,
        long verdictLines,
        long noticeLines,
        long missingStandIns,
        List<Equation> equations) {
    Outcome {
        equations = List.copyOf(equations);
    }

    /** Whether everything is accounted for. */
    boolean balances() {
        return Equation.hold(equations);
    }

    int exitCode() {
        return reader.rejected() == 0 && balances() ? Exit.DONE : Exit.INCOMPLETE;
    }
}
