// SPDX-License-Identifier: Apache-2.0
package io.whotrail.cli.text;

import io.whotrail.Basis;
import io.whotrail.Explanation;
import io.whotrail.Hop;
import io.whotrail.RoleChain;
import java.util.ArrayList;
import java.util.List;

/** Draws a chain down the terminal, from the origin to what was done, each hop with its proof. */
public final class ChainDrawing {
    private static final String INDENT = "  ";
    private static final String LINE = INDENT + "  │ ";
    private static final String TIP = INDENT + "  ▼";

    private final List<String> lines = new ArrayList<>();

    private ChainDrawing() {}

    /**
     * Draws.
     *
     * @param explanation the origin and the hops
     * @param deed what was done at the end of the chain
     */
    public static List<String> draw(Explanation explanation, String deed) {
        var drawing = new ChainDrawing();
        drawing.box(People.brief(explanation.origin()), People.identifier(explanation.origin()));
        drawing.hops(explanation.chain());
        drawing.arrow(List.of());
        drawing.lines.add(INDENT + TerminalText.escape(deed));
        return drawing.lines;
    }

    private void hops(RoleChain chain) {
        int half = chain.isShortened() ? chain.hops().size() / 2 : -1;
        for (int i = 0; i < chain.hops().size(); i++) {
            if (i == half) {
                arrow(List.of(Words.count(chain.length() - chain.hops().size(), "hop") + " not shown"));
                lines.add(INDENT + "…");
            }
            hop(chain.hops().get(i));
        }
    }

    private void hop(Hop hop) {
        var proof = new ArrayList<String>();
        proof.add("assumed" + (hop.issuedAt() == null ? "" : " at " + hop.issuedAt()) + ", " + proof(hop.link()));
        hop.issuanceEventIds().forEach(id -> proof.add("event " + id));
        arrow(proof);
        String session = hop.sessionName() == null ? "" : "session \"" + hop.sessionName() + "\"";
        String source = hop.sourceIdentity() == null ? "" : ", source identity \"" + hop.sourceIdentity() + "\"";
        box(People.role(hop), session + source + (hop.roleArn() == null ? "" : "  " + hop.roleArn()));
    }

    /** What ties a session to its issuance, in words before an event id. */
    public static String proof(Basis link) {
        return switch (link) {
            case ISSUED_KEY -> "its key was handed out by";
            case SESSION_BIRTH -> "its birth was caused by";
            default -> Words.brief(link) + "; its issuance is not in the logs";
        };
    }

    private void box(String name, String details) {
        lines.add((INDENT + TerminalText.escape(name) + INDENT + TerminalText.escape(details)).stripTrailing());
    }

    private void arrow(List<String> remarks) {
        if (remarks.isEmpty()) {
            lines.add(LINE.stripTrailing());
        }
        remarks.forEach(remark -> lines.add(LINE + TerminalText.escape(remark)));
        lines.add(TIP);
    }
}
