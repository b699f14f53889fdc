// SPDX-License-Identifier: Apache-2.0
package io.whotrail.cli;

import io.whotrail.AttributorStats;
import io.whotrail.metrics.Equation;
import io.whotrail.source.ReadStats;
import java.util.ArrayList;
import java.util.List;

/** What the counters of a run have to come to. */
final class Equations {
    private Equations() {}

    /** What holds in any run: the equations of its parts. */
    static List<Equation> common(AttributorStats attributor, ReadStats reader) {
        var all = new ArrayList<>(reader.equations());
        all.addAll(attributor.equations());
        return all;
    }

    /** What holds where every event that was read is to be answered. */
    static List<Equation> answering(AttributorStats attributor, ReadStats reader) {
        var all = new ArrayList<>(common(attributor, reader));
        all.add(1, new Equation("reader.events == attributor.offered", reader.events(), attributor.offered()));
        return all;
    }

    static long answers(AttributorStats stats) {
        return stats.attributed() + stats.ambiguous() + stats.unattributed();
    }
}
