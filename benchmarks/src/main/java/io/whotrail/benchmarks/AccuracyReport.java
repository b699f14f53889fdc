// SPDX-License-Identifier: Apache-2.0
package io.whotrail.benchmarks;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The tables of the accuracy benchmark, in Markdown. */
final class AccuracyReport {
    private final List<AccuracyRun> runs;

    AccuracyReport(List<AccuracyRun> runs) {
        this.runs = runs;
    }

    void print(PrintStream out) {
        profiles().print(out);
        out.println();
        answers().print(out);
        out.println();
        kinds().print(out);
    }

    /** Wrong answers and recall of every method. */
    private MarkdownTable profiles() {
        var heading = new ArrayList<>(List.of("profile", "events"));
        for (String method : AccuracyRun.METHODS) {
            heading.add(method + ": wrong");
            heading.add("recall");
        }
        var table = new MarkdownTable(heading);
        for (AccuracyRun run : runs) {
            List<Tally> all = all(run);
            var row = new ArrayList<>(
                    List.of(run.profile().title(), number(all.get(0).events())));
            for (Tally tally : all) {
                row.add(number(tally.wrong()));
                row.add(tally.recall());
            }
            table.add(row);
        }
        return table;
    }

    private static List<Tally> all(AccuracyRun run) {
        return Objects.requireNonNull(run.slices().get(AccuracyRun.ALL), "a run has events");
    }

    /** What Whotrail said. */
    private MarkdownTable answers() {
        var table = new MarkdownTable(
                List.of("profile", "right", "wrong", "wrong reason", "ambiguous", "unattributed", "by reason"));
        for (AccuracyRun run : runs) {
            Tally ours = all(run).get(0);
            table.add(List.of(
                    run.profile().title(),
                    number(ours.right()),
                    number(ours.wrong()),
                    number(run.wrongReasons()),
                    number(ours.ambiguous()),
                    number(ours.unattributed()),
                    run.reasons().entrySet().stream()
                            .map(reason -> reason.getKey() + " " + number(reason.getValue()))
                            .collect(Collectors.joining(", "))));
        }
        return table;
    }

    /** Over all profiles: precision and recall of every method. */
    private MarkdownTable kinds() {
        var heading = new ArrayList<>(List.of("all profiles", "events"));
        for (String method : AccuracyRun.METHODS) {
            heading.add(method + ": precision");
            heading.add("recall");
        }
        var table = new MarkdownTable(heading);
        sum().forEach((slice, tallies) -> {
            var row = new ArrayList<>(List.of(
                    slice.toLowerCase(Locale.ROOT).replace('_', ' '),
                    number(tallies.get(0).events())));
            for (Tally tally : tallies) {
                row.add(tally.precision());
                row.add(tally.recall());
            }
            table.add(row);
        });
        return table;
    }

    private Map<String, List<Tally>> sum() {
        Map<String, List<Tally>> sum = new TreeMap<>();
        for (AccuracyRun run : runs) {
            run.slices().forEach((slice, tallies) -> {
                List<Tally> sums = sum.computeIfAbsent(slice, key -> AccuracyRun.tallies());
                for (int method = 0; method < sums.size(); method++) {
                    sums.get(method).add(tallies.get(method));
                }
            });
        }
        return sum;
    }

    private static String number(long value) {
        return String.format(Locale.ROOT, "%,d", value);
    }
}
