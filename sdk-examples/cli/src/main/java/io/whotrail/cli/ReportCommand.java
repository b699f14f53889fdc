// SPDX-License-Identifier: Apache-2.0
package io.whotrail.cli;

import io.whotrail.Attributor;
import io.whotrail.source.ReadStats;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
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
            "Whatever is clicked shows its proof: the ids of events, with the file and the event of it where each lies. The page"
                    + " needs no network and can send nothing. The same logs give the same page.",
            "The exit code is 1 where the logs hold no event, or records that could not be read."
        })
final class ReportCommand implements Callable<Integer> {
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_./:@%+=,~-]+");

    private final Streams streams;

    @Spec
    private @SuppressWarnings("NullAway.Init") CommandSpec spec;

    @Parameters(arity = "1..*", paramLabel = "PATH", description = "Files, folders, or - for standard input.")
    private List<String> paths = new ArrayList<>();

    @Option(
            names = "--out",
            required = true,
            paramLabel = "FILE.html",
            description = "The page to write. It is there whole or not at all.")
    private Path out = Path.of("");

    @Option(
            names = "--told-apart",
            paramLabel = "N",
            defaultValue = "" + ReportLimits.HELD_SESSIONS,
            description =
                    "How many sessions are told apart while the logs are read; those beyond are added up and counted."
                            + " Default: ${DEFAULT-VALUE}.")
    private int toldApart = ReportLimits.HELD_SESSIONS;

    @Mixin
    private StatsOption stats = new StatsOption();

    @Mixin
    private PolicyOptions policies = new PolicyOptions();

    @Mixin
    private WorkOptions work = new WorkOptions();

    ReportCommand(Streams streams) {
        this.streams = streams;
    }

    @Override
    public Integer call() throws IOException {
        if (toldApart < 1) {
            throw new ParameterException(spec.commandLine(), "--told-apart must be at least 1, got " + toldApart);
        }
        MemoryPlan memory = work.batch(streams.err());
        try (Inputs inputs = inputs();
                Progress progress = Progress.show(streams, 3 * inputs.size())) {
            var reading = new Reading(progress);
            Attributor attributor = memory.applyTo(Attributor.builder(InstantSource.system()))
                    .trustPolicies(policies.read(streams))
                    .build();
            FirstPass learned = FirstPass.over(inputs, work.threads(), attributor, memory, reading);
            var report = new Report(ReportLimits.holding(toldApart));
            ReadStats read = new FinalAnswers(inputs, learned, reading).forEach((answer, place) -> report.add(answer));
            byte[] data = data(
                    report, head(inputs, learned, read), new ProofPlaces(inputs, work.threads(), learned, reading));
            var page = new ReportPage();
            ReportFile.write(out, file -> page.write(data, file));
            return policies.exitCode(stats.end(report.span().events() > 0, learned, read, streams.err()));
        }
    }

    private static byte[] data(Report report, ReportHead head, ProofPlaces places) throws IOException {
        var data = new ByteArrayOutputStream();
        ReportJson.write(report, head, places, data);
        return data.toByteArray();
    }

    private ReportHead head(Inputs inputs, FirstPass learned, ReadStats read) {
        return new ReportHead(
                command(),
                inputs.all().stream().map(Input::name).toList(),
                read,
                learned.repeats().duplicates(),
                learned.repeats().contradictions());
    }

    private String command() {
        var words = new ArrayList<String>();
        words.add("whotrail report");
        paths.forEach(path -> words.add(quoted(path)));
        policies.files().forEach(file -> words.add("--trust-policies " + quoted(file)));
        return String.join(" ", words);
    }

    private static String quoted(String word) {
        return PLAIN.matcher(word).matches() ? word : "'" + word.replace("'", "'\\''") + "'";
    }

    /** A report of before may lie among the logs; nothing else that does is overwritten. */
    private Inputs inputs() throws IOException {
        Inputs found = Inputs.find(paths, ReportFile.isReport(out) ? Set.of(out) : Set.of(), streams.in());
        boolean isPolicy = policies.files().stream()
                .anyMatch(file -> Inputs.place(Path.of(file)).equals(Inputs.place(out)));
        if (found.hold(out) || isPolicy) {
            throw new ParameterException(spec.commandLine(), out + " cannot be read and written at once");
        }
        ReportFile.checkPlace(out);
        return found.repeatable();
    }
}
