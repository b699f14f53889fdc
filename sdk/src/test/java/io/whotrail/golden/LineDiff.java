// SPDX-License-Identifier: Apache-2.0
package io.whotrail.golden;

import java.util.List;

/** The lines in which two texts differ: a longest common subsequence, without the common lines. */
final class LineDiff {
    private LineDiff() {}

    static String between(List<String> before, List<String> after) {
        int[][] common = commonSuffixes(before, after);
        StringBuilder diff = new StringBuilder();
        int i = 0;
        int j = 0;
        while (i < before.size() || j < after.size()) {
            if (i < before.size() && j < after.size() && before.get(i).equals(after.get(j))) {
                i++;
                j++;
            } else if (j == after.size() || (i < before.size() && common[i + 1][j] >= common[i][j + 1])) {
                diff.append("- line ")
                        .append(i + 1)
                        .append(": ")
                        .append(before.get(i++))
                        .append('\n');
            } else {
                diff.append("+ line ")
                        .append(j + 1)
                        .append(": ")
                        .append(after.get(j++))
                        .append('\n');
            }
        }
        return diff.toString();
    }

    /** Cell {@code [i][j]}: how many lines the texts from line i and from line j on have in common. */
    private static int[][] commonSuffixes(List<String> before, List<String> after) {
        int[][] common = new int[before.size() + 1][after.size() + 1];
        for (int i = before.size() - 1; i >= 0; i--) {
            for (int j = after.size() - 1; j >= 0; j--) {
                common[i][j] = before.get(i).equals(after.get(j))
                        ? common[i + 1][j + 1] + 1
                        : Math.max(common[i + 1][j], common[i][j + 1]);
            }
        }
        return common;
    }
}
