// SPDX-License-Identifier: Apache-2.0
package io.whotrail.cli;

import io.whotrail.cli.text.TerminalText;
import java.util.List;

/**
 * How wide the columns of a table are. Lines are written as answers come, so widths follow from the terminal, not from
 * what stands in the lines; what does not fit is cut and says by how much.
 *
 * @param widths the width of each column
 */
record TableLayout(List<Integer> widths) {
    static final List<String> TITLES =
            List.of("TIME", "EVENT", "WHO", "HOW IT IS KNOWN", "ACCOUNT", "CHAIN", "SIGNALS");
    private static final List<Integer> SMALLEST = List.of(20, 12, 10, 22, 12, 12, 10);
    /** How what is left is shared out, in parts; what is as long as its words needs no more. */
    private static final List<Integer> SHARES = List.of(0, 3, 2, 0, 0, 4, 2);

    private static final String GAP = "  ";

    static TableLayout of(int columns) {
        int gaps = GAP.length() * (SMALLEST.size() - 1);
        int left = Math.max(0, columns - gaps - sum(SMALLEST));
        int parts = sum(SHARES);
        var widths = new Integer[SMALLEST.size()];
        for (int i = 0; i < widths.length; i++) {
            widths[i] = SMALLEST.get(i) + left * SHARES.get(i) / parts;
        }
        return new TableLayout(List.of(widths));
    }

    private static int sum(List<Integer> numbers) {
        return numbers.stream().mapToInt(Integer::intValue).sum();
    }

    /** One line without its end; the cells are escaped, cut and aligned. */
    String line(List<String> cells) {
        var line = new StringBuilder();
        for (int i = 0; i < cells.size(); i++) {
            line.append(i == 0 ? "" : GAP).append(TerminalText.cell(cells.get(i), widths.get(i)));
        }
        return line.toString().stripTrailing();
    }
}
