// SPDX-License-Identifier: Apache-2.0
package io.whotrail.cli;

import io.whotrail.Attributor;
import io.whotrail.cli.input.Input;
import io.whotrail.cli.input.Inputs;
import io.whotrail.cli.input.LearnedLogs;
import io.whotrail.cli.input.Reading;
import io.whotrail.cli.input.Verification;
import io.whotrail.sink.EcsPlacement;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** Answers every event of the inputs. */
@Command(
        name = "attribute",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        sortOptions = false,
        description = {
            "Writes one line for each event: who is behind it, how that is known, and the chain with its proof.",
            "A summary goes to standard error."
        })
final class AttributeCommand implements Callable<Integer> {
    /** Whether events are answered as they come or when all is known. */
    enum Mode {
        /** All input is read, each event is answered once. */
        FINAL,
        /** Events are answered as they come, and again when the answer changes. */
        REVISE
    }

    private final Streams streams;

    @Spec
    private @SuppressWarnings("NullAway.Init") CommandSpec spec;

    @Parameters(
            arity = "1..*",
            paramLabel = "PATH",
            description = "Files, folders (all files below them, sorted by path), or - for standard input; CloudTrail"
                    + " events in any envelope, gzip or not.")
    private List<String> paths = new ArrayList<>();

    @Option(names = "--out", paramLabel = "FILE", description = "Where the lines go. Default: standard output.")
    private @Nullable Path out;

    @Option(
            names = "--format",
            defaultValue = "ndjson",
            paramLabel = "ndjson|ecs|ocsf|table",
            description =
                    "One JSON object a line, of the program's own kind, as Elastic's ECS or as OCSF has it; or a table"
                            + " for people. Default: ${DEFAULT-VALUE}.")
    private Format format = Format.NDJSON;

    @Option(
            names = "--ecs-origin",
            paramLabel = "namespace|user",
            description =
                    "With --format ecs, where the origin stands. namespace: in whotrail.origin and related.user; user"
                            + " stays whoever CloudTrail names. user: in user as well, the role in user.effective. Default:"
                            + " namespace.")
    private @Nullable EcsPlacement ecsOrigin;

    @Option(
            names = "--mode",
            defaultValue = "final",
            paramLabel = "final|revise",
            description =
                    "final: all input is read, then each event is written once with its final verdict. revise: as a"
                            + " stream, lines are written at once and revisions follow. Default: ${DEFAULT-VALUE}.")
    private Mode mode = Mode.FINAL;

    @Option(
            names = "--arrival",
            paramLabel = "FILE",
            description =
                    "The order to read in: one path a line, relative to the folder of FILE, to the working folder or"
                            + " to a PATH. Inputs that it does not name come last.")
    private @Nullable Path arrival;

    @Option(
            names = "--lateness",
            paramLabel = "DURATION",
            converter = Durations.class,
            description =
                    "With --mode revise: how far behind the latest event time an event may still come, for example"
                            + " 30m, 2h or PT30M. Default: 30m.")
    private Duration lateness = Attributor.Builder.DEFAULT_LATENESS;

    @Option(
            names = "--rejects",
            paramLabel = "FILE",
            description = "Where to write what could not be read: its place and the reason, never its content.")
    private @Nullable Path rejects;

    @Option(
            names = "--stats",
            paramLabel = "FILE",
            description = "Where to write all counters, with the equations that bind them, as JSON.")
    private @Nullable Path stats;

    @Mixin
    private PolicyOptions policies = new PolicyOptions();

    @Mixin
    private VerifyOptions verify = new VerifyOptions();

    @Mixin
    private WorkOptions work = new WorkOptions();

    AttributeCommand(Streams streams) {
        this.streams = streams;
    }

    @Override
    public Integer call() throws IOException {
        long started = System.nanoTime();
        var outputs = new OutputFiles(spec.commandLine(), out, rejects, stats);
        reachCounters();
        LineStyle style = style();
        Verification verification = verify.verification(spec.commandLine());
        MemoryPlan memory = mode == Mode.FINAL ? work.batch(streams.err()) : work.stream(streams.err());
        try (Inputs inputs = inputs(verification, outputs);
                Results results = Results.open(out, streams.out(), rejects)) {
            Outcome outcome = mode == Mode.FINAL
                    ? runFinal(inputs, memory, results, style)
                    : runStream(inputs, memory, results, style);
            if (stats != null) {
                StatsFile.write(outcome, stats);
            }
            Duration took = Duration.ofNanos(System.nanoTime() - started);
            new Summary(streams.err()).print(outcome, inputs.all().size(), took, memory);
            boolean verified = verification == null || verification.tell(streams.err());
            return policies.exitCode(verified ? outcome.exitCode() : Math.max(outcome.exitCode(), Exit.INCOMPLETE));
        }
    }

    private LineStyle style() {
        if (ecsOrigin != null && format != Format.ECS) {
            throw new ParameterException(spec.commandLine(), "--ecs-origin needs --format ecs");
        }
        return format.style(ecsOrigin == null ? EcsPlacement.NAMESPACE : ecsOrigin);
    }

    /** Counters are not worth finding out of reach when all is done. */
    private void reachCounters() throws IOException {
        if (stats != null) {
            Files.newOutputStream(stats, StandardOpenOption.CREATE, StandardOpenOption.APPEND)
                    .close();
        }
    }

    private Outcome runFinal(Inputs inputs, MemoryPlan memory, Results results, LineStyle style) throws IOException {
        int threads = work.threads();
        Attributor attributor = memory.applyTo(attributor()).build();
        try (Progress progress = Progress.show(streams, 2 * inputs.size())) {
            LearnedLogs learned =
                    LearnedLogs.of(inputs, threads, attributor, memory.maximumStandIns(), new Reading(progress));
            return new FinalRun(learned, style, results).run();
        }
    }

    private Outcome runStream(Inputs inputs, MemoryPlan memory, Results results, LineStyle style) throws IOException {
        try (Progress progress = Progress.show(streams, inputs.size())) {
            return new StreamRun(inputs, memory.applyTo(attributor()), style, results, new Reading(progress)).run();
        }
    }

    private Attributor.Builder attributor() throws IOException {
        return Attributor.builder(InstantSource.system()).lateness(lateness).trustPolicies(policies.read(streams));
    }

    /** Files that are written are no input, even where they lie among them; nor is the order to read in. */
    private Inputs inputs(@Nullable Verification verification, OutputFiles outputs) throws IOException {
        Set<Path> leftOut = outputs.all();
        if (arrival != null) {
            leftOut.add(arrival);
            outputs.refuse(List.of(arrival.toString()));
        }
        Inputs found = verification == null
                ? Inputs.find(paths, leftOut, streams.in())
                : Inputs.verified(paths, verification, leftOut);
        outputs.refuse(found);
        outputs.refuse(policies.files());
        if (arrival != null && found.hold(arrival)) {
            throw new ParameterException(spec.commandLine(), arrival + " cannot be read and written at once");
        }
        found = arrival == null ? found : found.inOrder(ordered(arrival, found));
        return mode == Mode.FINAL ? found.repeatable() : found;
    }

    private List<Input> ordered(Path order, Inputs found) throws IOException {
        try {
            return new Arrival(order, paths).order(found.all());
        } catch (TypeConversionException wrong) {
            throw new ParameterException(spec.commandLine(), wrong.getMessage(), wrong);
        }
    }
}
