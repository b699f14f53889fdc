// SPDX-License-Identifier: Apache-2.0
package io.whotrail.cli;

import io.whotrail.AttributorStats;
import io.whotrail.cli.input.LearnedLogs;
import io.whotrail.cli.text.Words;
import io.whotrail.metrics.Equation;
import io.whotrail.source.ReadStats;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where a command that asks writes its counters; and whether they add up, which it looks at in any case. */
final class StatsOption {
    @Option(
            names = "--stats",
            paramLabel = "FILE",
            description = "Where to write all counters, with the equations that bind them, as JSON.")
    private @Nullable Path stats;

    /** The file; {@code null} for none. */
    @Nullable
    Path file() {
        return stats;
    }

    /**
     * Ends a command.
     *
     * @param found whether what was asked for is in the logs
     * @param learned what was learned by the first pass
     * @param read what was read when everything was known
     * @param err where it says that something is amiss
     * @return the exit code
     */
    int end(boolean found, LearnedLogs learned, ReadStats read, PrintStream err) throws IOException {
        Outcome outcome = outcome(learned, read);
        if (stats != null) {
            StatsFile.write(outcome, stats);
        }
        if (read.rejected() > 0) {
            err.println("whotrail: " + Words.count(read.rejected(), "record")
                    + " could not be read; attribute --rejects FILE tells which");
        }
        if (!outcome.balances()) {
            err.println("whotrail: the counters do not add up; please report this: " + outcome.equations());
        }
        return found && outcome.exitCode() == Exit.DONE ? Exit.DONE : Exit.INCOMPLETE;
    }

    /** An attributor counts no questions: what was learned is what was read. */
    private static Outcome outcome(LearnedLogs learned, ReadStats read) {
        AttributorStats counted = learned.attributor().stats();
        List<Equation> equations = new ArrayList<>(Equations.common(counted, read));
        equations.add(new Equation("reader.events == attributor.learned", read.events(), counted.learned()));
        equations.add(new Equation(
                "reader.records == reader.records of the first pass",
                read.records(),
                learned.read().records()));
        return new Outcome(counted, read, 0, 0, 0, equations);
    }
}
