// SPDX-License-Identifier: Apache-2.0
package io.whotrail.benchmarks.ratios;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The time that contenders take for the same records, as bars. */
final class Chart {
    private static final int WIDTH = 760;
    private static final int LABEL = 300;
    private static final int BAR = 22;
    private static final int STEP = 32;
    private static final int TOP = 48;
    private static final int ROOM_FOR_FIGURE = 90;

    private record Row(String label, double microseconds, boolean ours) {}

    private final List<Row> rows = new ArrayList<>();
    private final String title;

    Chart(String title) {
        this.title = title;
    }

    /** Adds a bar: microseconds a record. */
    void add(String label, double microseconds, boolean ours) {
        rows.add(new Row(label, microseconds, ours));
    }

    /** The picture; readable on white and on black. */
    String svg() {
        int height = TOP + rows.size() * STEP + 12;
        double longest = rows.stream().mapToDouble(Row::microseconds).max().orElse(1);
        var svg = new StringBuilder(String.format(
                Locale.ROOT,
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" width=\"%d\" height=\"%d\" "
                        + "font-family=\"sans-serif\" font-size=\"14\" role=\"img\">%n<title>%s</title>%n"
                        + "<style>text{fill:#24292f}@media(prefers-color-scheme:dark){text{fill:#e6edf3}}</style>%n"
                        + "<text x=\"12\" y=\"22\" font-weight=\"bold\">%s</text>%n",
                WIDTH,
                height,
                WIDTH,
                height,
                title,
                title));
        for (int i = 0; i < rows.size(); i++) {
            append(svg, rows.get(i), TOP + i * STEP, longest);
        }
        return svg.append("</svg>\n").toString();
    }

    private static void append(StringBuilder svg, Row row, int y, double longest) {
        double length = row.microseconds() / longest * (WIDTH - LABEL - ROOM_FOR_FIGURE);
        svg.append(String.format(
                Locale.ROOT,
                "<text x=\"%d\" y=\"%d\" text-anchor=\"end\">%s</text>"
                        + "<rect x=\"%d\" y=\"%d\" width=\"%.1f\" height=\"%d\" rx=\"3\" fill=\"%s\"/>"
                        + "<text x=\"%.1f\" y=\"%d\">%.2f µs</text>%n",
                LABEL - 10,
                y + 16,
                row.label(),
                LABEL,
                y,
                length,
                BAR,
                row.ours() ? "#1f883d" : "#8c959f",
                LABEL + length + 8,
                y + 16,
                row.microseconds()));
    }
}
