// SPDX-License-Identifier: Apache-2.0
package io.whotrail.benchmarks;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;

/** A table that reads well both as it stands and rendered. Not thread safe. */
final class MarkdownTable {
    private final List<List<String>> rows = new ArrayList<>();

    MarkdownTable(List<String> heading) {
        rows.add(List.copyOf(heading));
    }

    void add(List<String> row) {
        rows.add(List.copyOf(row));
    }

    /** Prints it: the first column to the left, all others to the right. */
    void print(PrintStream out) {
        int[] widths = new int[rows.get(0).size()];
        for (List<String> row : rows) {
            for (int column = 0; column < widths.length; column++) {
                widths[column] = Math.max(widths[column], row.get(column).length());
            }
        }
        for (int i = 0; i < rows.size(); i++) {
            out.println(line(rows.get(i), widths));
            if (i == 0) {
                out.println(rule(widths));
            }
        }
    }

    private static String line(List<String> row, int[] widths) {
        StringBuilder line = new StringBuilder("|");
        for (int column = 0; column < widths.length; column++) {
            String padding = " ".repeat(widths[column] - row.get(column).length());
            String cell = column == 0 ? row.get(column) + padding : padding + row.get(column);
            line.append(' ').append(cell).append(" |");
        }
        return line.toString();
    }

    private static String rule(int[] widths) {
        StringBuilder rule = new StringBuilder("|");
        for (int column = 0; column < widths.length; column++) {
            rule.append('-').append("-".repeat(widths[column])).append(column == 0 ? "-|" : ":|");
        }
        return rule.toString();
    }
}
