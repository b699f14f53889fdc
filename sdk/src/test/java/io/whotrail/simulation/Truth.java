// SPDX-License-Identifier: Apache-2.0
package io.whotrail.simulation;

import io.whotrail.Verdict;

/**
 * What is true of an event, whatever its record shows.
 *
 * @param scenario the story that it is part of
 * @param origin who was behind it
 * @param evidence the calls that made the credential; {@code null} where the identity names itself
 * @param expectation what is right to answer, given what is delivered
 */
public record Truth(Scenario scenario, Origin origin, Evidence evidence, Expectation expectation) {
    /** How a verdict compares with what is right. */
    public Judgement judge(Verdict verdict) {
        return expectation.judge(verdict, origin);
    }

    /** The same where no bound takes anything away. */
    Judgement judgeUnbounded(Verdict verdict) {
        return expectation.judgeUnbounded(verdict, origin);
    }
}
