// SPDX-License-Identifier: Apache-2.0
package io.whotrail.cli;

import io.whotrail.cli.text.TerminalText;
import io.whotrail.policy.RoleSnapshot;
import io.whotrail.policy.SessionNameRequirement;
import io.whotrail.policy.SessionNameRequirement.Answer;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * A table of what roles' trust policies ask, one role after the other. Names from the input are escaped and cut; sentences
 * go on in the next line.
 *
 * @param widths the width of each column
 */
record PolicyTable(List<Integer> widths) {
    private static final List<String> TITLES = List.of("ROLE", "ANSWER", "DECIDED BY", "WHY", "WHAT TO CHANGE");
    private static final List<Integer> SMALLEST = List.of(20, 17, 12, 30, 30);
    /** How what is left is shared out, in parts. */
    private static final List<Integer> SHARES = List.of(3, 1, 1, 5, 5);
    /** The first column of sentences. */
    private static final int WHY = 3;

    private static final String GAP = "  ";
    private static final String NOTHING = "-";
    private static final String REPAIR = "Correct the document; standard error tells where.";

    static PolicyTable of(int columns) {
        int gaps = GAP.length() * (SMALLEST.size() - 1);
        int left = Math.max(0, columns - gaps - sum(SMALLEST));
        List<Integer> widths = new ArrayList<>();
        for (int i = 0; i < SMALLEST.size(); i++) {
            widths.add(SMALLEST.get(i) + left * SHARES.get(i) / sum(SHARES));
        }
        return new PolicyTable(List.copyOf(widths));
    }

    private static int sum(List<Integer> numbers) {
        return numbers.stream().mapToInt(Integer::intValue).sum();
    }

    /** The line above the first role. */
    String header() {
        return row(TITLES);
    }

    /** The lines of one role. */
    String row(RoleSnapshot role) {
        SessionNameRequirement requirement = role.requirement();
        return row(List.of(
                name(role),
                requirement.answer().name(),
                Objects.requireNonNullElse(requirement.statement(), NOTHING),
                role.problem() == null ? why(requirement) : "The trust policy cannot be read.",
                role.problem() == null ? Objects.requireNonNullElse(requirement.advice(), NOTHING) : REPAIR));
    }

    /** A role with its account; a trust policy alone by its file, without the folder. */
    private static String name(RoleSnapshot role) {
        return role.role() == null
                ? role.name().substring(role.name().lastIndexOf('/') + 1)
                : role.role().accountId() + '/' + role.name();
    }

    private static String why(SessionNameRequirement requirement) {
        var why = new StringBuilder(requirement.why());
        if (requirement.pattern() != null) {
            why.append(" The pattern: ").append(requirement.pattern());
        }
        if (requirement.answer() == Answer.FORCED_TO_CALLER) {
            if (requirement.principalAccount() == null) {
                why.append(" Users of several accounts can pass, and their names may be the same.");
            }
            if (requirement.servicesAdmitted()) {
                why.append(" AWS services can open sessions too, and choose their names.");
            }
        }
        return why.toString();
    }

    private String row(List<String> cells) {
        List<List<String>> wrapped = new ArrayList<>();
        for (int i = 0; i < cells.size(); i++) {
            wrapped.add(i < WHY ? List.of(cells.get(i)) : wrap(cells.get(i), widths.get(i)));
        }
        int height = wrapped.stream().mapToInt(List::size).max().orElse(0);
        List<String> lines = new ArrayList<>();
        for (int line = 0; line < height; line++) {
            lines.add(line(wrapped, line));
        }
        return String.join("\n", lines);
    }

    private String line(List<List<String>> cells, int line) {
        var text = new StringBuilder();
        for (int i = 0; i < cells.size(); i++) {
            List<String> cell = cells.get(i);
            text.append(i == 0 ? "" : GAP)
                    .append(TerminalText.cell(line < cell.size() ? cell.get(line) : "", widths.get(i)));
        }
        return text.toString().stripTrailing();
    }

    /** A sentence in lines of a width, broken between words. */
    private static List<String> wrap(String sentence, int width) {
        List<String> lines = new ArrayList<>();
        var line = new StringBuilder();
        for (String word : sentence.split(" ", -1)) {
            if (!line.isEmpty() && line.length() + 1 + word.length() > width) {
                lines.add(line.toString());
                line.setLength(0);
            }
            line.append(line.isEmpty() ? "" : " ").append(word);
        }
        lines.add(line.toString());
        return lines;
    }
}
