// SPDX-License-Identifier: Apache-2.0
package io.whotrail.cli;

import io.whotrail.Ambiguity;
import io.whotrail.Claims;
import io.whotrail.Explanation;
import io.whotrail.Gap;
import io.whotrail.Signal;
import io.whotrail.cli.text.ChainDrawing;
import io.whotrail.cli.text.People;
import io.whotrail.cli.text.TerminalText;
import io.whotrail.cli.text.Words;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Tells what was found in plain words. */
final class WhoAnswer {
    private final List<String> lines = new ArrayList<>();
    private final String wanted;

    WhoAnswer(String wanted) {
        this.wanted = TerminalText.escape(wanted);
    }

    List<String> lines() {
        return lines;
    }

    void nothing() {
        lines.add("No event with the id " + wanted + ", and none that uses or hands out such a key, is in these logs.");
    }

    /** Several sessions used the key. */
    void several(List<Finding> findings, long untold) {
        lines.add(wanted + " was used by " + Words.count(findings.size(), "session") + ":");
        for (Finding finding : findings) {
            lines.add("  " + time(finding.begins()) + " to " + time(finding.ends()) + "  " + brief(finding));
        }
        if (untold > 0) {
            lines.add("  and more, with " + Words.count(untold, "event"));
        }
        lines.add("Choose one with --at TIME.");
    }

    void notAt(Instant at, List<Finding> findings) {
        lines.add("No session had used " + wanted + " by " + at + "; the first began at "
                + time(findings.get(0).begins()) + ".");
    }

    void lastBefore(Instant at, Finding finding) {
        lines.add("The last event with " + wanted + " before " + at + " happened at " + time(finding.ends()) + ".");
    }

    /** One session used the key, or made the event. */
    void one(Finding finding, String deed) {
        if (finding.verdict() instanceof Explanation explanation) {
            lines.add(wanted + ": behind it is " + TerminalText.escape(People.described(explanation.origin())) + ".");
            lines.add(Words.sentence(explanation.basis()) + " (" + explanation.basis() + ")");
            chain(explanation, deed);
        } else if (finding.verdict() instanceof Ambiguity ambiguity) {
            lines.add(wanted + ": " + ambiguity.candidates().size()
                    + " identities explain it equally well; nothing tells which one it was.");
            for (int i = 0; i < ambiguity.candidates().size(); i++) {
                candidate(i + 1, ambiguity.candidates().get(i), deed);
            }
        } else {
            gap((Gap) finding.verdict());
        }
        signals(finding.signals());
    }

    /** The key was handed out, and no event was made with it. */
    void unused(Finding finding) {
        lines.add("No event in these logs was made with " + wanted + ". It was handed out by event "
                + TerminalText.escape(finding.firstEvent().eventId()) + ".");
        lines.add("Who asked for it:");
        one(finding, "asked for " + wanted + " at " + time(finding.begins()));
    }

    private void candidate(int number, Explanation candidate, String deed) {
        lines.add("");
        lines.add(number + ". " + TerminalText.escape(People.described(candidate.origin())) + " (" + candidate.basis()
                + ")");
        chain(candidate, deed);
    }

    private void chain(Explanation explanation, String deed) {
        lines.add("");
        lines.addAll(ChainDrawing.draw(explanation, deed));
    }

    private void gap(Gap gap) {
        lines.add(wanted + ": who is behind it cannot be told.");
        lines.add("Why: " + Words.sentence(gap.reason()) + " (" + gap.reason() + ")");
        if (gap.furthest() != null) {
            lines.add("Proven is only: " + TerminalText.escape(People.described(gap.furthest())) + "  "
                    + TerminalText.escape(People.identifier(gap.furthest())));
        }
        Claims claims = gap.claims();
        claim("session name", claims.sessionName());
        claim("source identity", claims.sourceIdentity());
        lines.add("What to do: " + Words.advice(gap.reason()));
    }

    private void claim(String what, @Nullable String name) {
        if (name != null) {
            lines.add("Merely claimed: the " + what + " \"" + TerminalText.escape(name) + "\"");
        }
    }

    private void signals(List<Signal> signals) {
        if (!signals.isEmpty()) {
            lines.add("");
        }
        for (Signal signal : signals) {
            lines.add("Look: " + Words.brief(signal.type()) + ": " + TerminalText.escape(signal.detail()) + " ("
                    + TerminalText.escape(String.join(", ", signal.eventIds())) + ")");
        }
    }

    private static String brief(Finding finding) {
        if (finding.verdict() instanceof Explanation explanation) {
            return TerminalText.escape(People.chain(explanation));
        }
        return finding.verdict() instanceof Gap gap ? "unknown: " + Words.brief(gap.reason()) : "ambiguous";
    }

    private static String time(Instant time) {
        return time.equals(Instant.MIN) || time.equals(Instant.MAX) ? "an unknown time" : time.toString();
    }
}
