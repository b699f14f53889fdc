// SPDX-License-Identifier: Apache-2.0
package io.whotrail.simulation;

import io.whotrail.SignalType;
import io.whotrail.UnattributedReason;
import java.time.Instant;

/** Clocks that are wrong, keys that are used when they are not valid, and records of long ago. Not thread safe. */
final class TimeActs {
    private static final Outcome OUT_OF_VALIDITY = Outcome.gap(UnattributedReason.OUT_OF_VALIDITY);
    private static final int MONTH = 30 * 86_400;
    private static final int MINUTE = 60;

    private final Stage stage;
    private final SplitMix64 random;
    private final RoleActs roles;

    TimeActs(Stage stage, RoleActs roles) {
        this.stage = stage;
        this.random = stage.random();
        this.roles = roles;
    }

    private Person somebody() {
        return random.pick(stage.organisation().people());
    }

    /** Whether a live session has an issued key, and nothing but its records proves whose it is. */
    private static boolean isProvenByKey(Grant grant) {
        return grant != null && grant.keys() == Grant.Keys.ISSUED && isProven(grant);
    }

    private static boolean isProven(Grant grant) {
        return !grant.carries()
                && grant.acting().evidence().copies().stream()
                        .allMatch(copy -> copy.fate().isInTime());
    }

    /** A clock is wrong, or a record is: a user is still that user, a key of today is not valid then. */
    void futureTime() {
        Grant grant = stage.alive();
        boolean session = isProvenByKey(grant);
        Acting acting = session
                ? grant.acting().proving(Proof.of(OUT_OF_VALIDITY))
                : somebody().byKey();
        stage.tell(stage.call(acting.as(Scenario.HOSTILE), random.pick(Api.EVERYDAY))
                .at(stage.instant().plusSeconds(MONTH))
                .signalling(SignalType.FUTURE_TIME));
    }

    /** Up to five minutes before the birth a use is believed, for clocks differ. */
    void clockSkew() {
        Grant grant = justBorn();
        if (grant == null) {
            return;
        }
        boolean believed = random.below(2) == 0;
        int early = believed ? 1 + random.below(300) : 301 + random.below(200);
        Acting acting = believed ? grant.acting() : grant.acting().proving(Proof.of(OUT_OF_VALIDITY));
        Call call = stage.call(acting.as(Scenario.HOSTILE), random.pick(Api.EVERYDAY))
                .safe()
                .at(Instant.ofEpochSecond(grant.birth() - early));
        stage.tell(believed ? call : call.signalling(SignalType.OUT_OF_VALIDITY));
    }

    /** A session of the last minute, or else a new one; {@code null} where nothing proves whose it is. */
    private Grant justBorn() {
        long since = stage.now() - MINUTE;
        Grant young = stage.alive(session -> session.birth() >= since && isProvenByKey(session));
        if (young != null) {
            return young;
        }
        Person person = somebody();
        OrgRole role = roles.shared();
        String name = stage.freeName(role, roles.sessionName(person.name()));
        Grant grant = new Assuming(stage, person.byKey().as(Scenario.HOSTILE), role, name, Scenario.HOSTILE)
                .safe()
                .happen()
                .granted();
        stage.keep(grant);
        return isProven(grant) ? grant : null;
    }

    void replay() {
        SimulatedEvent old = stage.ofHistory();
        if (old != null) {
            stage.repeat(old);
        }
    }

    void expiredUse() {
        if (random.below(2) == 0 || !Uses.useRootTooEarly(stage, OUT_OF_VALIDITY)) {
            Uses.useExpired(stage, OUT_OF_VALIDITY);
        }
    }
}
