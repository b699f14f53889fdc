// SPDX-License-Identifier: Apache-2.0
package io.whotrail.cli.report;

import io.whotrail.Ambiguity;
import io.whotrail.Attribution;
import io.whotrail.Explanation;
import io.whotrail.Hop;
import io.whotrail.Identity;
import io.whotrail.RoleChain;
import io.whotrail.Session;
import io.whotrail.event.CloudTrailEvent;
import io.whotrail.event.ResponseElements;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The sessions that were opened, to tell in the end which of them nobody used. Not thread safe. */
final class OpenedSessions {
    /** What makes sessions different ones. Copies of one call, and calls of one second that ask for the same, open one. */
    private record Key(
            Identity origin,
            RoleChain chain,
            @Nullable String role,
            @Nullable String name,
            @Nullable Instant issuedAt) {}

    /** Who opened a session, how, with which keys and by which events. */
    private record Opened(
            Explanation caller, Hop hop, @Nullable String arn, Set<String> keys, List<String> eventIds) {}

    private final Map<Key, Opened> opened = new LinkedHashMap<>();
    private final Room room;
    private boolean isShort;

    /**
     * Makes an empty one.
     *
     * @param maximum how many events that open sessions are kept in mind
     */
    OpenedSessions(long maximum) {
        this.room = new Room(maximum);
    }

    void add(Attribution answer) {
        Hop hop = answer instanceof Attribution.Attributed ? answer.opened() : null;
        if (hop == null || !(answer.verdict() instanceof Explanation caller)) {
            return;
        }
        if (!room.take()) {
            isShort = true;
            return;
        }
        CloudTrailEvent event = answer.event();
        Opened session = opened.computeIfAbsent(
                new Key(caller.origin(), caller.chain(), hop.roleArn(), hop.sessionName(), hop.issuedAt()),
                none -> new Opened(caller, hop, arn(event.responseElements()), new HashSet<>(), new ArrayList<>()));
        session.eventIds().add(event.eventId());
        if (event.responseElements().accessKeyId() != null) {
            session.keys().add(event.responseElements().accessKeyId());
        }
    }

    private static @Nullable String arn(ResponseElements response) {
        return response.assumedRoleArn() == null ? response.federatedUserArn() : response.assumedRoleArn();
    }

    /** Whether there were more than are kept in mind. */
    boolean isShort() {
        return isShort;
    }

    /** Those that none of the sessions in use is, or may be, as sessions without events. */
    List<Strand> unused(Collection<Strand> used) {
        Set<String> proofs = new HashSet<>();
        Set<String> keys = new HashSet<>();
        for (Strand strand : used) {
            if (strand.session() != null && strand.session().accessKeyId() != null) {
                keys.add(strand.session().accessKeyId());
            }
            explanations(strand)
                    .forEach(explanation ->
                            explanation.chain().hops().forEach(hop -> proofs.addAll(hop.issuanceEventIds())));
        }
        var unused = new ArrayList<Strand>();
        opened.values().forEach(session -> {
            if (session.eventIds().stream().noneMatch(proofs::contains)
                    && session.keys().stream().noneMatch(keys::contains)) {
                unused.add(strand(session));
            }
        });
        return unused;
    }

    private static List<Explanation> explanations(Strand strand) {
        if (strand.verdict() instanceof Ambiguity ambiguity) {
            return ambiguity.candidates();
        }
        return strand.verdict() instanceof Explanation explanation ? List.of(explanation) : List.of();
    }

    private static Strand strand(Opened session) {
        Explanation caller = session.caller();
        Hop hop = session.hop();
        var proven = new Hop(
                hop.roleArn(),
                hop.roleId(),
                hop.sessionName(),
                hop.sourceIdentity(),
                hop.issuedAt(),
                hop.link(),
                session.eventIds());
        var explanation = new Explanation(
                caller.origin(), caller.basis().weaker(hop.link()), longer(caller.chain(), proven), caller.trust());
        String key = session.keys().stream().sorted().findFirst().orElse(null);
        return new Strand(explanation, new Session(session.arn(), key, hop.issuedAt()));
    }

    /** A chain with one hop more; where there is no room for it, without one in the middle. */
    private static RoleChain longer(RoleChain chain, Hop last) {
        var hops = new ArrayList<>(chain.hops());
        if (hops.size() == RoleChain.MAXIMUM_HOPS) {
            hops.remove(RoleChain.MAXIMUM_HOPS / 2);
        }
        hops.add(last);
        return new RoleChain(hops, chain.length() + 1);
    }
}
