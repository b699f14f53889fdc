// SPDX-License-Identifier: Apache-2.0
package io.whotrail.testing;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

/** Texts that are made to act on whoever reads them, or to look like others. */
public final class HostileTexts {
    /** How many there are. */
    public static final int COUNT = 2_000;

    /** What text does harm with: line ends, terminals, bidirectional, invisible and look-alike letters, markup, formulas. */
    public static final List<String> HARM = List.of(
            "\r\n",
            "\n",
            "\r",
            "\t",
            "\0",
            "\u0007",
            "\b",
            "\u001b[2J",
            "\u001b]0;x\u0007",
            "\u009b31m",
            "\u0085",
            "\u007f",
            "\u202a",
            "\u202b",
            "\u202c",
            "\u202d",
            "\u202e",
            "\u2066",
            "\u2067",
            "\u2068",
            "\u2069",
            "\u200e",
            "\u200f",
            "\u061c",
            "\u2028",
            "\u2029",
            "\u200b",
            "\u200c",
            "\u200d",
            "\u2060",
            "\ufeff",
            "\u00ad",
            "\u180e",
            "\ufff9",
            "\udb40\udc01",
            "\ud83d\ude00",
            "\ud800",
            "\udfff",
            "\ue000",
            "\uffff",
            "\u0430lice",
            "\u03b1lice",
            "al\u0456ce",
            "\uff41lice",
            "<script>alert(1)</script>",
            "</td>",
            "&lt;",
            "=HYPERLINK(\"http://x\")",
            "+1",
            "-1",
            "@SUM(A1)",
            "\uff1dA1",
            "\"",
            "'",
            "\\",
            "\\u0041",
            "\\n",
            "${jndi:ldap://x}",
            "%0d%0a",
            "{\"verdict\":\"ATTRIBUTED\"}",
            "}\n{",
            "]",
            "\u0000\"",
            "a\u0301",
            "\u00e1");

    private HostileTexts() {}

    /** All of them: each alone, and seeded mixtures. */
    public static Set<String> all() {
        var random = new Random(21);
        var texts = new LinkedHashSet<>(HARM);
        while (texts.size() < COUNT) {
            var text = new StringBuilder();
            for (int parts = 1 + random.nextInt(4); parts > 0; parts--) {
                text.append(random.nextInt(3) == 0 ? "alice" : HARM.get(random.nextInt(HARM.size())));
            }
            texts.add(text.toString());
        }
        return texts;
    }

    /** Whether a character acts on a terminal, hides, or is none. */
    public static boolean deceives(int codePoint) {
        int type = Character.getType(codePoint);
        return type == Character.CONTROL
                || type == Character.FORMAT
                || type == Character.LINE_SEPARATOR
                || type == Character.PARAGRAPH_SEPARATOR
                || type == Character.SURROGATE
                || type == Character.PRIVATE_USE
                || type == Character.UNASSIGNED;
    }
}
