// SPDX-License-Identifier: Apache-2.0
package io.whotrail.cli.report;

import io.whotrail.Ambiguity;
import io.whotrail.Attribution;
import io.whotrail.Explanation;
import io.whotrail.Gap;
import io.whotrail.Signal;
import io.whotrail.Verdict;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Adds answers up into what a report tells. The answer of each event has to be added once. Not thread safe. */
final class Report {
    /* Every event is in exactly one strand, and all else is added up from strands. Where there is no room for another, the event
     * is in a strand that holds the rest of its basis and origin, or of its reason; of too many origins, of its basis alone. */

    /** How many origins the rests are told apart by. */
    private static final int RESTS_OF_ORIGINS = 1_000;

    private final ReportLimits limits;
    private final Room strandRoom;
    private final Room deedRoom;
    private final Map<Strand.Key, Strand> strands = new LinkedHashMap<>();
    private final Map<String, Strand> rests = new TreeMap<>();
    private final TimeBins times = new TimeBins();
    private final SignalTally signals;
    private final OpenedSessions opened;
    private final Span span = new Span();
    private long signalled;

    Report(ReportLimits limits) {
        this.limits = limits;
        this.strandRoom = new Room(limits.heldSessions());
        this.deedRoom = new Room(limits.heldDeeds());
        this.opened = new OpenedSessions(limits.heldSessions());
        this.signals = new SignalTally(limits.heldSignals(), limits.examples());
    }

    void add(Attribution answer) {
        span.add(answer.event());
        times.add(answer.eventTime(), answer.verdict());
        Strand strand = strand(answer);
        strand.add(answer, deedRoom);
        opened.add(answer);
        for (Signal signal : answer.signals()) {
            signals.add(signal, answer.eventId(), strand);
        }
        signalled += answer.signals().isEmpty() ? 0 : 1;
    }

    private Strand strand(Attribution answer) {
        Strand.Key key = Strand.Key.of(answer);
        Strand strand = strands.get(key);
        if (strand != null) {
            return strand;
        }
        if (!strandRoom.take()) {
            return rest(answer);
        }
        Strand begun = new Strand(answer);
        strands.put(key, begun);
        return begun;
    }

    private Strand rest(Attribution answer) {
        String kind = kind(answer.verdict());
        if (answer.verdict() instanceof Explanation explanation) {
            String ofOrigin = kind + '\n' + NodeKeys.named(explanation.origin());
            if (rests.containsKey(ofOrigin) || rests.size() < RESTS_OF_ORIGINS) {
                return rests.computeIfAbsent(ofOrigin, none -> new Strand(answer));
            }
        }
        return rests.computeIfAbsent(kind, none -> new Strand(answer));
    }

    /** The name of the basis or of the reason. */
    static String kind(Verdict verdict) {
        if (verdict instanceof Explanation explanation) {
            return explanation.basis().name();
        }
        return verdict instanceof Gap gap ? gap.reason().name() : Ambiguity.class.getSimpleName();
    }

    ReportLimits limits() {
        return limits;
    }

    /** What people look for first: sessions with signals, then those without an answer, then those with the most events. */
    List<Strand> strands() {
        var sorted = new ArrayList<>(strands.values());
        sorted.sort(Comparator.comparing((Strand strand) -> strand.signalled() == 0)
                .thenComparing(strand -> strand.verdict() instanceof Explanation)
                .thenComparing(Comparator.comparingLong(Strand::events).reversed()));
        return sorted;
    }

    /** How many of them are sessions: used a temporary credential. */
    long sessions() {
        return strands.values().stream()
                .filter(strand -> strand.session() != null)
                .count();
    }

    /**
     * Sessions that were opened, and never used in these logs: sessions without events. None where there was no room for all
     * that were used.
     */
    List<Strand> unused() {
        return isUseKnown() ? opened.unused(strands.values()) : List.of();
    }

    /** Whether it is known of each session if it was used. */
    boolean isUseKnown() {
        return rests.isEmpty();
    }

    /** Whether more sessions were opened than it is known of if they were used. */
    boolean isMoreOpened() {
        return opened.isShort();
    }

    /** What all sessions add up to for which there was no room, by basis and origin, or by reason. */
    List<Strand> rests() {
        return List.copyOf(rests.values());
    }

    /** Whether all that a rest holds is of one origin. */
    boolean isOfOneOrigin(Strand rest) {
        return !rest.equals(rests.get(kind(rest.verdict())));
    }

    TimeBins times() {
        return times;
    }

    SignalTally signals() {
        return signals;
    }

    Span span() {
        return span;
    }

    /** How many events bear a signal. */
    long signalled() {
        return signalled;
    }
}
