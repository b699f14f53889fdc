// SPDX-License-Identifier: Apache-2.0
package io.whotrail.cli;

import io.whotrail.AttributorStats;
import io.whotrail.cli.text.Words;
import io.whotrail.metrics.Equation;
import io.whotrail.source.ReadStats;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Tells people on one screen what a run did. */
final class Summary {
    private static final double NANOS = 1e9;

    private final PrintStream err;

    Summary(PrintStream err) {
        this.err = err;
    }

    void print(Outcome outcome, int inputs, Duration took, MemoryPlan memory) {
        AttributorStats stats = outcome.attributor();
        ReadStats read = outcome.reader();
        double seconds = Math.max(took.toNanos(), 1) / NANOS;
        err.println(String.format(
                Locale.ROOT,
                "%s in %s, %.1f s, %,.0f events/s",
                Words.count(read.events(), "event"),
                Words.count(inputs, "input"),
                seconds,
                read.events() / seconds));
        line("attributed", stats.attributed(), "");
        stats.attributedBy().forEach((basis, count) -> part(basis.name(), count, Words.brief(basis)));
        line("ambiguous", stats.ambiguous(), "");
        line("unattributed", stats.unattributed(), "");
        stats.unattributedBy().forEach((reason, count) -> part(reason.name(), count, Words.brief(reason)));
        optional("duplicates", stats.duplicates(), "answered once");
        optional("contradictions", stats.contradictions(), "the same event id with other content");
        optional("set aside", stats.quarantined(), quarantined(stats));
        optional("revisions", stats.revisions(), "answers that replaced an earlier one");
        optional("notices", stats.sessionRevisions(), "changes for a whole credential");
        optional("passed over", read.passedOverInAll(), words(read.passedOver()));
        optional("rejected", read.rejected(), words(read.rejects()) + "; --rejects FILE tells where");
        limits(outcome, memory);
        outcome.equations().stream().filter(equation -> !equation.holds()).forEach(this::broken);
    }

    private void limits(Outcome outcome, MemoryPlan memory) {
        AttributorStats stats = outcome.attributor();
        optional(
                "sessions lost",
                stats.sessionsEvicted(),
                String.format(
                        Locale.ROOT,
                        "only %,d fitted, and which ones may differ by run; raise %s",
                        stats.sessionsLive(),
                        memory.maximumSessions() == null ? "--max-memory" : "--max-sessions"));
        optional("final early", stats.finalizedEarly(), "too many waited; raise --max-memory");
        optional("first copies", outcome.missingStandIns(), "contradicted ids shown by their first event");
    }

    private static String quarantined(AttributorStats stats) {
        return words(stats.quarantinedBy()) + "; CloudTrail's digests cover what contradicts them";
    }

    private void part(String name, long count, String words) {
        if (count != 0) {
            err.println(String.format(Locale.ROOT, "  %-18s %,11d  %s", name, count, words));
        }
    }

    private void optional(String what, long count, String words) {
        if (count != 0) {
            line(what, count, words);
        }
    }

    private void line(String what, long count, String words) {
        err.println(String.format(Locale.ROOT, "%-14s %,15d  %s", what, count, words)
                .stripTrailing());
    }

    private static String words(Map<? extends Enum<?>, Long> counts) {
        List<String> words = counts.entrySet().stream()
                .filter(count -> count.getValue() != 0)
                .map(count ->
                        String.format(Locale.ROOT, "%s %,d", count.getKey().name(), count.getValue()))
                .toList();
        return String.join(", ", words);
    }

    private void broken(Equation equation) {
        err.println("THE COUNTERS DO NOT ADD UP: " + equation);
    }
}
