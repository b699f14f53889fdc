// SPDX-License-Identifier: Apache-2.0
package io.whotrail.investigation;

import io.whotrail.Attribution;
import io.whotrail.Explanation;
import io.whotrail.Hop;
import io.whotrail.Identity;
import io.whotrail.Session;
import io.whotrail.event.Arn;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Whose sessions of one role have one name, by the second of their births; a bounded number of them. Not thread safe. */
final class Namesakes {
    private static final Comparator<@Nullable Identity> BY_NAME = Comparator.nullsFirst(SameOrigins.BY_NAME);

    private final Map<SessionKey, SortedSet<@Nullable Identity>> origins = new HashMap<>();
    private final Room room;
    private long further;

    Namesakes(long maximum) {
        this.room = new Room(maximum);
    }

    void add(Attribution answer) {
        if (answer instanceof Attribution.Unattributed) {
            addUnknown(answer.session());
        } else {
            IdentityQuery.explanations(answer).forEach(this::addLast);
        }
        Hop opened = answer instanceof Attribution.Attributed ? answer.opened() : null;
        if (opened != null) {
            add(((Attribution.Attributed) answer).origin(), opened.roleArn(), opened.sessionName(), opened.issuedAt());
        }
    }

    private void addLast(Explanation explanation) {
        List<Hop> hops = explanation.chain().hops();
        if (!hops.isEmpty()) {
            Hop last = hops.get(hops.size() - 1);
            add(explanation.origin(), last.roleArn(), last.sessionName(), last.issuedAt());
        }
    }

    private void addUnknown(@Nullable Session session) {
        Arn arn = session == null ? null : Arn.parse(session.arn());
        if (session != null && arn != null && arn.roleName() != null) {
            String role = "arn:" + arn.partition() + ":iam::" + arn.accountId() + ":role/" + arn.roleName();
            add(null, role, arn.roleSessionName(), session.createdAt());
        }
    }

    private void add(
            @Nullable Identity origin, @Nullable String roleArn, @Nullable String name, @Nullable Instant birth) {
        if (roleArn == null || name == null || birth == null) {
            return;
        }
        var key = new SessionKey(SessionKey.role(roleArn), name, birth.truncatedTo(ChronoUnit.SECONDS));
        SortedSet<@Nullable Identity> known = origins.get(key);
        if (known != null && known.contains(origin)) {
            return;
        }
        if (!room.take()) {
            further++;
            return;
        }
        origins.computeIfAbsent(key, none -> new TreeSet<>(BY_NAME)).add(origin);
    }

    /** How often a session was met for which there was no room. */
    long further() {
        return further;
    }

    /** The sessions that a policy against those of a tree denies as well. */
    List<SessionTwin> of(SessionTree tree) {
        var twins = new TreeSet<>(SessionTwin.ORDER);
        var own = new HashSet<SessionKey>();
        List<SessionNode> sessions = tree.allSessions();
        sessions.forEach(session -> own.add(key(session.hop())));
        for (SessionNode session : sessions) {
            SessionKey key = key(session.hop());
            for (int second = -1; key.issuedAt() != null && second <= 1; second++) {
                var near = new SessionKey(key.role(), key.name(), key.issuedAt().plusSeconds(second));
                for (Identity other : origins.getOrDefault(near, Collections.emptySortedSet())) {
                    if (isAnother(other, tree.origin()) || !own.contains(near)) {
                        twins.add(twin(other, session.hop(), near));
                    }
                }
            }
        }
        return List.copyOf(twins);
    }

    private static SessionTwin twin(@Nullable Identity origin, Hop hop, SessionKey key) {
        return new SessionTwin(
                origin,
                String.valueOf(hop.roleArn()),
                String.valueOf(hop.sessionName()),
                Objects.requireNonNull(key.issuedAt()));
    }

    private static boolean isAnother(@Nullable Identity other, Identity origin) {
        return other == null || !other.sameAs(origin);
    }

    private static SessionKey key(Hop hop) {
        SessionKey key = SessionKey.of(hop);
        return new SessionKey(
                key.role(),
                key.name(),
                key.issuedAt() == null ? null : key.issuedAt().truncatedTo(ChronoUnit.SECONDS));
    }
}
