// SPDX-License-Identifier: Apache-2.0
package io.whotrail;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Notices that concern a whole credential: what was said of its key is compared with what is known now. Used under the
 * engine's lock.
 */
final class CredentialNotices {
    private final Knowledge knowledge;
    private final Sightings sightings;

    CredentialNotices(Knowledge knowledge, Sightings sightings) {
        this.knowledge = knowledge;
        this.sightings = sightings;
    }

    /** The notice of a session's key, or {@code null} where nobody asked yet or nothing changed. */
    @Nullable
    SessionRevision revision(IssuedSession session, String cause) {
        Announced before = session.announced();
        if (before == null || !session.isKeyed()) {
            return null;
        }
        Use use = session.shownUse();
        Candidates candidates = knowledge.candidates(use, null);
        Verdict verdict = knowledge.verdict(use, candidates);
        List<Signal> signals = sightings.signals(use, candidates, verdict, false);
        if (!session.isKept() && knowledge.uphold(use, candidates, session.said(before), verdict, List.of(session))) {
            return null;
        }
        if (session.isSaid(before, verdict) && before.signals().equals(signals)) {
            return null;
        }
        Announced now = before.next(session.said(before), verdict, signals);
        return session.announce(before, verdict, signals)
                ? notice(session, now, verdict, signals, cause)
                : revision(session, cause);
    }

    private static SessionRevision notice(
            IssuedSession session, Announced now, Verdict verdict, List<Signal> signals, String cause) {
        return new SessionRevision(
                session.shown(),
                EpochSeconds.toInstant(session.telling().keyFrom()),
                EpochSeconds.toInstant(lastOfAll(session)),
                now.revision(),
                verdict,
                signals,
                now.earlier(),
                List.of(cause));
    }

    /** Until when all sessions that show this one's key and birth can be used: whose the key is after is another question. */
    private static long lastOfAll(IssuedSession session) {
        long[] last = {session.telling().keyUntil()};
        session.group().forEachSessionOf(String.valueOf(session.accessKeyId()), other -> {
            if (other.birth() == session.birth()) {
                last[0] = Math.min(last[0], other.telling().keyUntil());
            }
        });
        return last[0];
    }

    /** The sessions whose credential may have another answer because one changed, itself among them. */
    static Collection<IssuedSession> affectedBy(IssuedSession session) {
        if (!session.isKept() || session.group().sessionCount() == 1) {
            return List.of(session);
        }
        Set<IssuedSession> affected = new LinkedHashSet<>();
        affected.add(session);
        String key = session.accessKeyId();
        if (key != null) {
            session.group().forEachSessionOf(key, affected::add);
        } else if (session.kind() == Issuance.Kind.NAMED) {
            affected.addAll(session.group().sessions());
        }
        return affected;
    }
}
