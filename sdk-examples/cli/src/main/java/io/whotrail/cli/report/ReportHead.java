// SPDX-License-Identifier: Apache-2.0
package io.whotrail.cli.report;

import io.whotrail.source.ReadStats;
import java.util.List;

/**
 * What a report was made of.
 *
 * @param command the command, without what does not change the report
 * @param inputs the names of all inputs
 * @param read what was read
 * @param duplicates how many events were left out that say what another says
 * @param contradictions how many were left out whose id another has with other content
 */
record ReportHead(String command, List<String> inputs, ReadStats read, long duplicates, long contradictions) {
    ReportHead {
        inputs = List.copyOf(inputs);
    }
}
