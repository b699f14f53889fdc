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
    private static final String ALL = "all";

    private final List<AccuracyRun> runs;

    AccuracyReport(List<AccuracyRun> runs) {
        this.runs = runs;
    }

    void print(PrintStream out) {
        profiles().print(out);
        out.println();
        reasons().print(out);
        out.println();
        kinds().print(out);
    }

    private MarkdownTable profiles() {
        var heading =
                new ArrayList<>(List.of("profile", "events", "right", "wrong", "ambiguous", "unattributed", "recall"));
        for (String method : AccuracyRun.METHODS.subList(1, AccuracyRun.METHODS.size())) {
            heading.add(method + ": wrong");
            heading.add("recall");
        }
        var table = new MarkdownTable(heading);
        for (AccuracyRun run : runs) {
            Map<String, Tally> all = Objects.requireNonNull(run.slices().get(ALL), "a run has events");
            Tally ours = tally(all, AccuracyRun.WHOTRAIL);
            var row = new ArrayList<>(List.of(
                    run.profile().title(),
                    number(ours.events()),
                    number(ours.right()),
                    number(ours.wrong()),
                    number(ours.ambiguous()),
                    number(ours.unattributed()),
                    ours.recall()));
            for (String method : AccuracyRun.METHODS.subList(1, AccuracyRun.METHODS.size())) {
                row.add(number(tally(all, method).wrong()));
                row.add(tally(all, method).recall());
            }
            table.add(row);
        }
        return table;
    }

    private MarkdownTable reasons() {
        var table = new MarkdownTable(List.of("profile", "unattributed by reason"));
        for (AccuracyRun run : runs) {
            table.add(List.of(
                    run.profile().title(),
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
        for (Map.Entry<String, Map<String, Tally>> slice : sum().entrySet()) {
            var row = new ArrayList<>(List.of(
                    slice.getKey().toLowerCase(Locale.ROOT).replace('_', ' '),
                    number(tally(slice.getValue(), AccuracyRun.WHOTRAIL).events())));
            for (String method : AccuracyRun.METHODS) {
                row.add(tally(slice.getValue(), method).precision());
                row.add(tally(slice.getValue(), method).recall());
            }
            table.add(row);
        }
        return table;
    }

    private Map<String, Map<String, Tally>> sum() {
        Map<String, Map<String, Tally>> sum = new TreeMap<>();
        for (AccuracyRun run : runs) {
            run.slices()
                    .forEach((slice, tallies) ->
                            tallies.forEach((method, tally) -> sum.computeIfAbsent(slice, key -> new TreeMap<>())
                                    .computeIfAbsent(method, key -> new Tally())
                                    .add(tally)));
        }
        return sum;
    }

    private static Tally tally(Map<String, Tally> tallies, String method) {
        return Objects.requireNonNull(tallies.get(method), method);
    }

    private static String number(long value) {
        return String.format(Locale.ROOT, "%,d", value);
    }
}
