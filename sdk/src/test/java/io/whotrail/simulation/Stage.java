// SPDX-License-Identifier: Apache-2.0
package io.whotrail.simulation;

import io.whotrail.Basis;
import io.whotrail.UnattributedReason;
import io.whotrail.event.CloudTrailEvent;
import io.whotrail.event.InputTrust;
import io.whotrail.event.UserIdentity;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.function.Predicate;

/** Where acts happen: the time, the organisation, the sessions that are alive, and the records so far. Not thread safe. */
final class Stage {
    /** When simulations begin: a Monday morning. */
    static final Instant BEGINNING = Instant.parse("2026-03-02T09:00:00Z");

    private static final Outcome EVICTED = Outcome.gap(UnattributedReason.ISSUANCE_EVICTED);
    private static final int REGION_CHANCE = 150_000;

    private final Parameters parameters;
    private final SplitMix64 random;
    private final Identifiers ids;
    private final Organisation organisation;
    private final Post post;
    private final Grant[] live;
    private final Queue<SimulatedEvent> told = new ArrayDeque<>();
    private final SimulatedEvent[] history = new SimulatedEvent[512];
    private int historySize;
    private long count;
    private long now = BEGINNING.getEpochSecond();
    private Instant instant = BEGINNING;

    Stage(Parameters parameters, SplitMix64 random) {
        this.parameters = parameters;
        this.random = random;
        this.ids = new Identifiers(random);
        this.organisation = new Organisation(parameters, random, ids);
        this.post = new Post(parameters, random);
        this.live = new Grant[parameters.liveSessions()];
    }

    Parameters parameters() {
        return parameters;
    }

    SplitMix64 random() {
        return random;
    }

    Identifiers ids() {
        return ids;
    }

    Organisation organisation() {
        return organisation;
    }

    Post post() {
        return post;
    }

    long now() {
        return now;
    }

    Instant instant() {
        return instant;
    }

    /** Lets time go by, on average as the rate of events demands. */
    void tick() {
        if (random.below(parameters.eventsPerSecond()) == 0) {
            now += 1 + random.below(2) * random.below(2);
            instant = Instant.ofEpochSecond(now);
        }
    }

    // ---- records

    Call call(Acting acting, Api api) {
        return new Call(acting, api, ids.uuid(), instant);
    }

    Evidence.Copy tell(Call call) {
        List<Trail> trails = call.recipient.trails();
        Trail trail = call.region == null ? trail(trails, call) : trails.get(Organisation.REGIONS.indexOf(call.region));
        call.region = trail.region();
        Fate fate = post.fate(trail, call.recipient, call.api.readOnly(), call.issuing, call.safe, now);
        boolean foreign = "AWSAccount".equals(call.acting.identity().type());
        if (foreign && fate.late()) {
            call.expectation = new Expectation(call.acting.proof().orMaybe(Oracle.foreign(call.acting)));
        }
        if (foreign && parameters.isCrowded()) {
            call.expectation = new Expectation(call.acting.proof().orMaybe(EVICTED));
        }
        var truth = new Truth(call.acting.scenario(), call.acting.origin(), call.acting.evidence(), call.expectation);
        var simulated = new SimulatedEvent(event(call), truth, fate, trail, call.policy);
        told.add(simulated);
        if (count++ % 16 == 0 && fate.isDelivered() && !fate.late()) {
            history[historySize++ % history.length] = simulated;
        }
        return new Evidence.Copy(call.eventId, trail.accountId(), fate);
    }

    /** Calls go to the Region of the account, some to another; sign-ins to the first. */
    private Trail trail(List<Trail> trails, Call call) {
        boolean global =
                call.api.source().startsWith("signin.") || call.api.source().startsWith("iam.");
        if (global) {
            return trails.get(0);
        }
        return random.chance(REGION_CHANCE) ? random.pick(trails) : trails.get(1);
    }

    private static CloudTrailEvent event(Call call) {
        return new CloudTrailEvent(
                call.eventId,
                call.time,
                call.api.source(),
                call.api.name(),
                call.region,
                call.address,
                call.api.type(),
                call.errorCode,
                call.recipient.id(),
                call.sharedEventId,
                call.acting.console(),
                call.acting.identity(),
                call.request,
                call.response,
                call.additional,
                null,
                call.policy == null ? null : call.policy.asRead(call.time),
                InputTrust.UNAUTHENTICATED,
                null);
    }

    SimulatedEvent poll() {
        return told.poll();
    }

    boolean hasMore() {
        return !told.isEmpty();
    }

    /** A record of some time ago, or {@code null} before there is one. */
    SimulatedEvent ofHistory() {
        return historySize == 0 ? null : history[random.below(Math.min(historySize, history.length))];
    }

    /** Tells a record once more. */
    void repeat(SimulatedEvent event) {
        told.add(event);
    }

    // ---- sessions

    void keep(Grant grant) {
        live[random.below(live.length)] = grant;
    }

    /** A session that is alive, or {@code null} where chance hits none. */
    Grant alive() {
        for (int attempt = 0; attempt < 4; attempt++) {
            Grant grant = live[random.below(live.length)];
            if (grant != null && grant.isAlive(now)) {
                return grant;
            }
        }
        return null;
    }

    /** A session that is alive and of some kind, or {@code null} where there is none. */
    Grant alive(Predicate<Grant> kind) {
        int first = random.below(live.length);
        for (int i = 0; i < live.length; i++) {
            Grant grant = live[(first + i) % live.length];
            if (grant != null && grant.isAlive(now) && kind.test(grant)) {
                return grant;
            }
        }
        return null;
    }

    /** A session whether alive or not, or {@code null}. */
    Grant any() {
        return live[random.below(live.length)];
    }

    /**
     * Somebody in a new session.
     *
     * @param caller who called
     * @param identity what the session's events show
     * @param proof what the records of the call prove of the caller
     * @param link how the session is tied to the call
     * @param carried what the session itself shows; {@code null} for nothing
     * @param scenario the session's story
     */
    Acting session(
            Acting caller,
            UserIdentity identity,
            OrgAccount account,
            Proof proof,
            Basis link,
            Outcome carried,
            Evidence evidence,
            Scenario scenario) {
        Proof all = proof.extended(link);
        if (parameters.isCrowded()) {
            all = all.orMaybe(EVICTED).orMaybe(Outcome.NOT_SEEN);
        }
        all = all.orElse(carried);
        return new Acting(
                identity,
                caller.origin(),
                all,
                new Expectation(all),
                evidence,
                account,
                caller.address(),
                false,
                scenario);
    }

    /** A new temporary key. */
    String key(OrgAccount account) {
        return ids.key("ASIA", account.number());
    }

    /** A name under which no session of the role was born just now. */
    String freeName(OrgRole role, String wanted) {
        String name = wanted;
        while (!role.isFree(name, now)) {
            name = wanted + '-' + ids.hex(4);
        }
        role.note(name, now);
        return name;
    }
}
