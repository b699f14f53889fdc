// SPDX-License-Identifier: Apache-2.0
package io.whotrail.cli;

import io.whotrail.Attribution;
import io.whotrail.cli.LogOptions.Found;
import io.whotrail.cli.input.LearnedLogs;
import io.whotrail.cli.text.TerminalText;
import io.whotrail.cli.text.Words;
import io.whotrail.investigation.TimeRange;
import io.whotrail.investigation.TimelineQuery;
import io.whotrail.sink.AttributionSink;
import io.whotrail.sink.EcsPlacement;
import io.whotrail.sink.SinkEntry;
import io.whotrail.source.ReadStats;
import java.io.IOException;
import java.io.OutputStream;
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
    private LogOptions logs = new LogOptions();

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
        TimeRange times = range.range(spec.commandLine());
        return logs.ask(isKey() ? 3 : 2, learned -> answer(learned, times), streams);
    }

    private boolean isKey() {
        return wanted.startsWith("AKIA") || wanted.startsWith("ASIA");
    }

    private Found answer(LearnedLogs learned, TimeRange times) throws IOException {
        var query = new TimelineQuery(wanted);
        if (isKey()) {
            learned.forEachAnswer((answer, place) -> query.learn(answer));
        }
        var earliest = new Earliest(limit);
        ReadStats read = learned.forEachAnswer((answer, place) -> {
            if (times.contains(answer.eventTime()) && query.isIn(answer)) {
                earliest.add(answer, place);
            }
        });
        write(earliest);
        return new Found(!earliest.answers().isEmpty(), read);
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
        if (earliest.answers().isEmpty()) {
            streams.err().println("whotrail: nothing was done by " + TerminalText.escape(wanted) + " in these logs");
        }
        if (earliest.further() > 0) {
            streams.err()
                    .println("whotrail: " + Words.count(earliest.further(), "later event")
                            + " not told; --from TIME goes on, --limit N tells more");
        }
    }
}
