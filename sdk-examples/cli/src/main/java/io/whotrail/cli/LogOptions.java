// SPDX-License-Identifier: Apache-2.0
package io.whotrail.cli;

import io.whotrail.Attributor;
import io.whotrail.cli.input.Inputs;
import io.whotrail.cli.input.LearnedLogs;
import io.whotrail.cli.input.Reading;
import io.whotrail.source.ReadStats;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** What all commands share that ask something of logs: the options, and how it is asked. */
final class LogOptions {
    /** What is asked. */
    interface Question {
        /**
         * Answers it, and writes the answer.
         *
         * @param logs all that there is to know
         * @return whether there was an answer
         */
        Found answer(LearnedLogs logs) throws IOException;
    }

    /**
     * What came of a question.
     *
     * @param any whether what was asked for is in the logs
     * @param read what was read when everything was known
     */
    record Found(boolean any, ReadStats read) {}

    /** Whatever stands behind the arguments that are the command's own. */
    @Parameters(
            index = "0+",
            arity = "1..*",
            paramLabel = "PATH",
            description = "Files, folders, or - for standard input.")
    private List<String> paths = new ArrayList<>();

    @Spec(Spec.Target.MIXEE)
    private @SuppressWarnings("NullAway.Init") CommandSpec command;

    @Mixin
    private StatsOption stats = new StatsOption();

    @Mixin
    private PolicyOptions policies = new PolicyOptions();

    @Mixin
    private WorkOptions work = new WorkOptions();

    /** Which logs, as they were named. */
    List<String> paths() {
        return paths;
    }

    /** The exports of roles, as they were named. */
    List<String> policyFiles() {
        return policies.files();
    }

    /**
     * Asks a question of what the command line names.
     *
     * @param passes how often the logs are read in all
     * @param question what is asked
     * @param streams where standard input is, and where it says that something is amiss
     * @return the exit code
     */
    int ask(int passes, Question question, Streams streams) throws IOException {
        return ask(passes, null, question, streams);
    }

    /**
     * As {@link #ask(int, Question, Streams)}, where the answer goes into a file.
     *
     * @param out the file; {@code null} for none
     */
    int ask(int passes, @Nullable Path out, Question question, Streams streams) throws IOException {
        int threads = work.threads();
        MemoryPlan memory = work.batch(streams.err());
        try (Inputs inputs = inputs(new OutputFiles(command.commandLine(), out, stats.file()), streams);
                Progress progress = Progress.show(streams, passes * inputs.size())) {
            Attributor attributor = memory.applyTo(Attributor.builder(InstantSource.system()))
                    .trustPolicies(policies.read(streams))
                    .build();
            LearnedLogs learned =
                    LearnedLogs.of(inputs, threads, attributor, memory.maximumStandIns(), new Reading(progress));
            Found found = question.answer(learned);
            return policies.exitCode(stats.end(found.any(), learned, found.read(), streams.err()));
        }
    }

    private Inputs inputs(OutputFiles outputs, Streams streams) throws IOException {
        Inputs found = Inputs.find(paths, outputs.ofBefore(), streams.in());
        outputs.refuse(found);
        outputs.refuse(policies.files());
        return found.repeatable();
    }
}
