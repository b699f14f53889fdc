// SPDX-License-Identifier: Apache-2.0
package io.whotrail;

import io.whotrail.event.SessionContext;
import io.whotrail.event.SessionIssuer;
import io.whotrail.event.UserIdentity;
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
        if (before == null || session.accessKeyId() == null) {
            return null;
        }
        Use use = useOf(session);
        Candidates candidates = knowledge.candidates(use, null);
        Verdict verdict = knowledge.verdict(use, candidates);
        List<Signal> signals = sightings.signals(use, candidates, verdict, false);
        if (before.verdict().equals(verdict) && before.signals().equals(signals)) {
            return null;
        }
        Announced now = before.next(verdict, signals);
        return session.announce(before, now)
                ? new SessionRevision(
                        session.session(), now.revision(), verdict, signals, now.earlier(), List.of(cause))
                : revision(session, cause);
    }

    /** The sessions whose credential may have another answer because one changed, itself among them. */
    static Collection<IssuedSession> affectedBy(IssuedSession session) {
        Set<IssuedSession> affected = new LinkedHashSet<>();
        affected.add(session);
        SessionGroup group = session.group();
        if (group != null && session.accessKeyId() != null) {
            group.sessions().forEachOf(session.accessKeyId(), affected::add);
        } else if (group != null && session.issuance().kind() == Issuance.Kind.NAMED) {
            affected.addAll(group.sessions().items());
        }
        return affected;
    }

    /** The question that a use by the issued key asks, at the session's birth. */
    private static Use useOf(IssuedSession session) {
        Issuance issuance = session.issuance();
        Hop hop = issuance.hop();
        var issuer = new SessionIssuer(
                null, hop == null ? null : hop.roleId(), hop == null ? null : hop.roleArn(), null, null);
        var context = new SessionContext(
                issuer,
                issuance.event().eventTime(),
                null,
                hop == null ? null : hop.sourceIdentity(),
                null,
                false,
                null,
                null);
        UserIdentity identity = UserIdentity.builder()
                .type(issuance.isOfRoot() ? "Root" : "AssumedRole")
                .principalId(issuance.principalId())
                .arn(issuance.sessionArn())
                .accessKeyId(issuance.accessKeyId())
                .sessionContext(context)
                .build();
        return Use.ofIdentity(issuance.event(), identity, issuance.groupKey(), issuance.birth());
    }
}
