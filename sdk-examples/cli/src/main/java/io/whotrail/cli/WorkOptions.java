// SPDX-License-Identifier: Apache-2.0
package io.whotrail.cli;

import java.io.PrintStream;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Options about what the work may cost. */
final class WorkOptions {
    @Spec(Spec.Target.MIXEE)
    private @SuppressWarnings("NullAway.Init") CommandSpec command;

    @Option(
            names = "--threads",
            paramLabel = "N",
            description =
                    "How many inputs are read at a time; the output is the same. Default: one for each processor.")
    private @Nullable Integer threads;

    @Option(
            names = "--max-memory",
            paramLabel = "SIZE",
            converter = Sizes.class,
            description = "What the program may use for its own work: sessions, recognising duplicates, buffers; for"
                    + " example 512m or 2g. Default: half of the JVM's heap.")
    private @Nullable Long maximumMemory;

    @Option(
            names = "--max-sessions",
            paramLabel = "N",
            description = "How many sessions are kept at most. Default: as many as fit in --max-memory.")
    private @Nullable Long maximumSessions;

    int threads() {
        int number = Objects.requireNonNullElse(threads, Runtime.getRuntime().availableProcessors());
        if (number < 1) {
            throw new ParameterException(command.commandLine(), "--threads must be at least 1, got " + number);
        }
        return number;
    }

    /** The plan of a run that reads everything before it answers. */
    MemoryPlan batch(PrintStream err) {
        check(err);
        return MemoryPlan.ofBatch(maximumMemory, maximumSessions);
    }

    /** The plan of a run that answers as it reads. */
    MemoryPlan stream(PrintStream err) {
        check(err);
        return MemoryPlan.ofStream(maximumMemory, maximumSessions);
    }

    private void check(PrintStream err) {
        if (maximumSessions != null && maximumSessions < 1) {
            throw new ParameterException(
                    command.commandLine(), "--max-sessions must be at least 1, got " + maximumSessions);
        }
        long heap = Runtime.getRuntime().maxMemory();
        if (maximumMemory != null && maximumMemory > heap) {
            err.println("whotrail: --max-memory is " + Sizes.words(maximumMemory) + ", but the JVM's heap is "
                    + Sizes.words(heap) + "; raise it with java -Xmx");
        }
    }
}
