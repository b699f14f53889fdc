// SPDX-License-Identifier: Apache-2.0
package io.whotrail.cli;

import io.whotrail.Attribution;
import io.whotrail.Attributor;
import io.whotrail.investigation.TimeRange;
import io.whotrail.investigation.TimelineQuery;
import io.whotrail.sink.AttributionSink;
import io.whotrail.sink.EcsPlacement;
import io.whotrail.sink.SinkEntry;
import io.whotrail.source.ReadStats;
import java.io.IOException;
import java.io.OutputStream;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Tells what was done by whoever is asked for, in order. */
@Command(
        name = "timeline",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        sortOptions = false,
        description = {
            "Tells what was done, in the order of time, across all sessions of an identity, or of whoever was behind a key.",
            "The exit code is 1 where nothing was done."
        })
final class TimelineCommand implements Callable<Integer> {
    private static final String DEFAULT_LIMIT = "10000";

    private final Streams streams;

    @Spec
    private @SuppressWarnings("NullAway.Init") CommandSpec spec;

    @Parameters(
            index = "0",
            paramLabel = "KEY_OR_IDENTITY",
            description =
                    "An access key id; or the name, ARN or unique id of an origin, of a role on the way, or the ARN"
                            + " of a session.")
    private String wanted = "";

    @Parameters(
            index = "1..*",
            arity = "1..*",
            paramLabel = "PATH",
            description = "Files, folders, or - for standard input.")
    private List<String> paths = new ArrayList<>();

    @Mixin
    private RangeOptions range = new RangeOptions();

    @Option(
            names = "--format",
            defaultValue = "table",
            paramLabel = "table|ndjson|ecs|ocsf",
            description = "A table for people, or a JSON object for each event. Default: ${DEFAULT-VALUE}.")
    private Format format = Format.TABLE;

    @Option(
            names = "--limit",
            paramLabel = "N",
            defaultValue = DEFAULT_LIMIT,
            description = "How many events are told at most, the earliest first. Default: ${DEFAULT-VALUE}.")
    private int limit = Integer.parseInt(DEFAULT_LIMIT);

    @Mixin
    private StatsOption stats = new StatsOption();

    @Mixin
    private PolicyOptions policies = new PolicyOptions();

    @Mixin
    private WorkOptions work = new WorkOptions();

    TimelineCommand(Streams streams) {
        this.streams = streams;
    }

    @Override
    public Integer call() throws IOException {
        if (wanted.isEmpty() || limit < 1) {
            throw new ParameterException(
                    spec.commandLine(),
                    wanted.isEmpty() ? "a key or identity is missing" : "--limit must be at least 1");
        }
        MemoryPlan memory = work.batch(streams.err());
        TimeRange times = range.range(spec.commandLine());
        boolean isKey = wanted.startsWith("AKIA") || wanted.startsWith("ASIA");
        try (Inputs inputs = Inputs.find(paths, Set.of(), streams.in()).repeatable();
                Progress progress = Progress.show(streams, (isKey ? 3 : 2) * inputs.size())) {
            var reading = new Reading(progress);
            Attributor attributor = memory.applyTo(Attributor.builder(InstantSource.system()))
                    .trustPolicies(policies.read(streams))
                    .build();
            FirstPass learned = FirstPass.over(inputs, work.threads(), attributor, memory, reading);
            var answers = new FinalAnswers(inputs, learned, reading);
            var query = new TimelineQuery(wanted);
            if (isKey) {
                answers.forEach((answer, place) -> query.learn(answer));
            }
            var earliest = new Earliest(limit);
            ReadStats read = answers.forEach((answer, place) -> {
                if (times.contains(answer.eventTime()) && query.isIn(answer)) {
                    earliest.add(answer, place);
                }
            });
            write(earliest);
            return policies.exitCode(stats.end(!earliest.answers().isEmpty(), learned, read, streams.err()));
        }
    }

    private void write(Earliest earliest) throws IOException {
        LineStyle style = format.style(EcsPlacement.NAMESPACE);
        OutputStream out = streams.out();
        if (!earliest.answers().isEmpty()) {
            style.begin(out);
        }
        try (AttributionSink sink = style.open(out)) {
            for (Attribution answer : earliest.answers()) {
                sink.write(SinkEntry.of(answer));
            }
        }
        if (earliest.further() > 0) {
            streams.err()
                    .println("whotrail: " + Words.count(earliest.further(), "later event")
                            + " not told; --from TIME goes on, --limit N tells more");
        }
    }
}
