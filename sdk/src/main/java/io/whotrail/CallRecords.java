// SPDX-License-Identifier: Apache-2.0
package io.whotrail;

import io.whotrail.event.InputTrust;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The records of a call that left several, and what they answer together.
 *
 * @param all the most telling first
 * @param telling the one that counts where they differ
 */
record CallRecords(List<IssuingEvent> all, IssuingEvent telling) {
    private static final Comparator<IssuingEvent> TELLING_FIRST = Comparator.comparing(IssuingEvent::isForeignView)
            .thenComparing(record -> !record.isVerified())
            .thenComparing(IssuingEvent::eventId)
            .thenComparingLong(IssuingEvent::contentHash);

    static CallRecords of(List<IssuingEvent> records) {
        List<IssuingEvent> sorted = records.stream().sorted(TELLING_FIRST).toList();
        return new CallRecords(sorted, believed(sorted).get(0));
    }

    /** Whether a signed digest covers one of them. */
    boolean isCovered() {
        return all.stream().anyMatch(IssuingEvent::isVerified);
    }

    /** What the session of this call answers to a use that is tied to it by a link. */
    Verdict verdict(IssuedSession session, Basis link) {
        var told = new ArrayList<Verdict>(1);
        List<IssuingEvent> callers = callers();
        for (IssuingEvent one : callers) {
            told.add(verdict(session, one, link, callers));
        }
        return told.size() == 1 ? told.get(0) : Resolver.merge(told, telling.acting(), telling.claims());
    }

    private Verdict verdict(IssuedSession session, IssuingEvent shown, Basis link, List<IssuingEvent> callers) {
        List<String> eventIds = proof(shown, callers);
        InputTrust trust = trust(shown, callers);
        if (!session.addsHop()) {
            return session.reenter(shown.caller(), eventIds, trust);
        }
        Hop hop = telling.hop(session.linkOf(link), eventIds);
        return Resolver.extend(shown.caller(), any -> hop, hop.link(), trust, session.maximumChainLength());
    }

    /** Records that show the caller make those needless that show a foreign principal, if both agree. */
    private List<IssuingEvent> callers() {
        List<IssuingEvent> believed = believed(all);
        List<IssuingEvent> showing =
                believed.stream().filter(one -> !one.isForeignView()).toList();
        return believed.stream()
                .filter(one -> !one.isForeignView() || showing.stream().noneMatch(other -> other.agreesWith(one)))
                .toList();
    }

    private static List<IssuingEvent> believed(List<IssuingEvent> all) {
        return all.stream().filter(one -> all.stream().noneMatch(one::yieldsTo)).toList();
    }

    /** The events that show this caller: the records with the same one, and the foreign views that agree with it. */
    private List<String> proof(IssuingEvent shown, List<IssuingEvent> callers) {
        return all.stream()
                .filter(one -> one == shown
                        || callers.contains(one) && one.caller().equals(shown.caller())
                        || one.isForeignView() && !callers.contains(one) && shown.agreesWith(one))
                .map(IssuingEvent::eventId)
                .distinct()
                .sorted()
                .toList();
    }

    /** The best of the records that show this caller proves it. */
    private static InputTrust trust(IssuingEvent shown, List<IssuingEvent> callers) {
        InputTrust best = shown.trust();
        for (IssuingEvent one : callers) {
            best = one.caller().equals(shown.caller()) && one.trust().compareTo(best) < 0 ? one.trust() : best;
        }
        return best;
    }
}
