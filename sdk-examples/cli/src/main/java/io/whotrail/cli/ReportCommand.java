// SPDX-License-Identifier: Apache-2.0
package io.whotrail.cli;

import io.whotrail.cli.LogOptions.Found;
import io.whotrail.cli.input.LearnedLogs;
import io.whotrail.cli.report.LogReport;
import io.whotrail.cli.report.ReportFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Writes a page that shows who did what, and what proves it. */
@Command(
        name = "report",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        sortOptions = false,
        description = {
            "Writes one HTML page: the role chains as a graph, the sessions on a time line, how the answers are known, what has"
                    + " no answer and what to do about it, signals, and a table to search.",
            "Whatever is clicked shows its proof: the ids of events, with the file, the event of it and the byte where each lies."
                    + " The page needs no network and can send nothing. The same logs give the same page.",
            "The exit code is 1 where the logs hold no event, or records that could not be read."
        })
final class ReportCommand implements Callable<Integer> {
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_./:@%+=,~-]+");

    private final Streams streams;

    @Spec
    private @SuppressWarnings("NullAway.Init") CommandSpec spec;

    @Option(
            names = "--out",
            required = true,
            paramLabel = "FILE.html",
            description = "The page to write. It is there whole or not at all.")
    private Path out = Path.of("");

    @Option(
            names = "--told-apart",
            paramLabel = "N",
            defaultValue = "" + LogReport.HELD_SESSIONS,
            description =
                    "How many sessions are told apart while the logs are read; those beyond are added up and counted."
                            + " Default: ${DEFAULT-VALUE}.")
    private int toldApart = LogReport.HELD_SESSIONS;

    @Mixin
    private LogOptions logs = new LogOptions();

    ReportCommand(Streams streams) {
        this.streams = streams;
    }

    @Override
    public Integer call() throws IOException {
        if (toldApart < 1) {
            throw new ParameterException(spec.commandLine(), "--told-apart must be at least 1, got " + toldApart);
        }
        ReportFile.checkPlace(out);
        return logs.ask(LogReport.PASSES, out, this::answer, streams);
    }

    private Found answer(LearnedLogs learned) throws IOException {
        LogReport report = LogReport.of(learned, toldApart);
        report.write(command(), out);
        return new Found(report.hasEvents(), report.read());
    }

    private String command() {
        var words = new ArrayList<String>();
        words.add("whotrail report");
        logs.paths().forEach(path -> words.add(quoted(path)));
        logs.policyFiles().forEach(file -> words.add("--trust-policies " + quoted(file)));
        return String.join(" ", words);
    }

    private static String quoted(String word) {
        return PLAIN.matcher(word).matches() ? word : "'" + word.replace("'", "'\\''") + "'";
    }
}
