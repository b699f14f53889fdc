// SPDX-License-Identifier: Apache-2.0
package io.whotrail;

import io.whotrail.event.InputTrust;
import java.util.ArrayList;
import java.util.Collections;
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
        for (IssuingEvent one : all) {
            if (one.isVerified()) {
                return true;
            }
        }
        return false;
    }

    /** What the session of this call answers to a use that is tied to it by a link. */
    Verdict verdict(IssuedSession session, Basis link) {
        var told = new ArrayList<Verdict>(1);
        List<IssuingEvent> callers = callers();
        for (IssuingEvent one : callers) {
            told.add(verdict(session, one, link, callers));
        }
        return Resolver.merge(told, telling.issuedTo(), telling.claimsOfIssued());
    }

    private Verdict verdict(IssuedSession session, IssuingEvent shown, Basis link, List<IssuingEvent> callers) {
        List<String> eventIds = proof(shown, callers);
        InputTrust trust = shown.trust();
        if (!session.addsHop()) {
            return session.reenter(shown.caller(), eventIds, trust);
        }
        Hop hop = telling.hop(session.linkOf(link), eventIds);
        return Resolver.extend(shown.caller(), any -> hop, hop.link(), trust, session.maximumChainLength());
    }

    /** Records that show the caller make those needless that show a foreign principal, if both agree. */
    private List<IssuingEvent> callers() {
        List<IssuingEvent> believed = believed(all);
        var callers = new ArrayList<IssuingEvent>(believed.size());
        for (IssuingEvent one : believed) {
            if (!one.isForeignView() || !isShown(one, believed)) {
                callers.add(one);
            }
        }
        return callers;
    }

    /** Whether a record shows the caller of which another shows only that it is a foreign principal. */
    private static boolean isShown(IssuingEvent foreign, List<IssuingEvent> believed) {
        for (IssuingEvent one : believed) {
            if (!one.isForeignView() && one.agreesWith(foreign)) {
                return true;
            }
        }
        return false;
    }

    private static List<IssuingEvent> believed(List<IssuingEvent> all) {
        var believed = new ArrayList<IssuingEvent>(all.size());
        for (IssuingEvent one : all) {
            if (!yieldsToAny(one, all)) {
                believed.add(one);
            }
        }
        return believed;
    }

    private static boolean yieldsToAny(IssuingEvent one, List<IssuingEvent> all) {
        for (IssuingEvent other : all) {
            if (one.yieldsTo(other)) {
                return true;
            }
        }
        return false;
    }

    /** The events that show this caller: the records with the same one, and the foreign views that agree with it. */
    private List<String> proof(IssuingEvent shown, List<IssuingEvent> callers) {
        var ids = new ArrayList<String>(all.size());
        for (IssuingEvent one : all) {
            if (shows(one, shown, callers)) {
                String id = one.eventId();
                if (!ids.contains(id)) {
                    ids.add(id);
                }
            }
        }
        Collections.sort(ids);
        return List.copyOf(ids);
    }

    private static boolean shows(IssuingEvent one, IssuingEvent shown, List<IssuingEvent> callers) {
        return callers.contains(one)
                ? one.caller().equals(shown.caller())
                : one.isForeignView() && shown.agreesWith(one);
    }
}
