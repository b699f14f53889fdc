// SPDX-License-Identifier: Apache-2.0
package io.whotrail.policy;

import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * The actions of a statement.
 *
 * @param allBut whether they are all but those listed ({@code NotAction})
 * @param patterns the actions listed, in lower case, for their case does not matter; with {@code *} and {@code ?}
 */
record Actions(boolean allBut, List<String> patterns) {
    private static final String FAMILY = "sts:assumerole";

    /** The actions that open a session of a role. */
    enum Opening {
        ASSUME_ROLE("sts:assumerole"),
        WITH_SAML("sts:assumerolewithsaml"),
        WITH_WEB_IDENTITY("sts:assumerolewithwebidentity");

        private final String action;

        Opening(String action) {
            this.action = action;
        }
    }

    Actions {
        patterns = patterns.stream()
                .map(pattern -> pattern.toLowerCase(Locale.ROOT))
                .toList();
    }

    /** Which ways to open a session are among them. */
    Set<Opening> openings() {
        var openings = EnumSet.noneOf(Opening.class);
        for (Opening opening : Opening.values()) {
            if (patterns.stream().anyMatch(pattern -> matches(pattern, opening.action)) != allBut) {
                openings.add(opening);
            }
        }
        return openings;
    }

    /** Whether an action is named that looks like a way to open a session, and is none that is known. */
    boolean nameUnknownOpening() {
        return patterns.stream()
                .anyMatch(pattern -> pattern.startsWith(FAMILY)
                        && !pattern.contains("*")
                        && !pattern.contains("?")
                        && EnumSet.allOf(Opening.class).stream().noneMatch(opening -> opening.action.equals(pattern)));
    }

    /** Whether a text, without NUL, matches a pattern in which {@code *} stands for any characters and {@code ?} for any one. */
    static boolean matches(String pattern, String text) {
        int at = 0;
        int star = -1;
        int resume = 0;
        int i = 0;
        while (i < text.length()) {
            char wanted = at < pattern.length() ? pattern.charAt(at) : 0;
            if (wanted == '*') {
                star = at++;
                resume = i;
            } else if (wanted == '?' || wanted == text.charAt(i)) {
                at++;
                i++;
            } else if (star >= 0) {
                at = star + 1;
                i = ++resume;
            } else {
                return false;
            }
        }
        while (at < pattern.length() && pattern.charAt(at) == '*') {
            at++;
        }
        return at == pattern.length();
    }
}
