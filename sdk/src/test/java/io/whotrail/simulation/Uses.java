// SPDX-License-Identifier: Apache-2.0
package io.whotrail.simulation;

import io.whotrail.SignalType;
import io.whotrail.event.UserIdentity;
import java.time.Instant;

/** Calls of sessions that are alive. */
final class Uses {
    private static final String AWS_INTERNAL = "AWS Internal";
    private static final String[] FORWARDING = {"cloudformation.amazonaws.com", "athena.amazonaws.com", AWS_INTERNAL};

    private Uses() {}

    /** A session calls with a key of its kind. */
    static void use(Stage stage, Grant grant) {
        Acting acting = acting(stage, grant);
        Api api = stage.random().pick(Api.EVERYDAY);
        Call call = stage.call(acting, api);
        if (acting.identity().invokedBy() != null && grant.role() != null) {
            call.address = acting.identity().invokedBy();
        }
        stage.tell(call);
    }

    private static Acting acting(Stage stage, Grant grant) {
        SplitMix64 random = stage.random();
        if (grant.keys() == Grant.Keys.ONE) {
            return grant.acting();
        }
        if (grant.keys() == Grant.Keys.FRESH) {
            return random.below(10) == 0 ? forwarded(stage, grant, AWS_INTERNAL) : inConsole(stage, grant);
        }
        return switch (random.below(20)) {
            case 0 -> forwarded(stage, grant, FORWARDING[random.below(FORWARDING.length)]);
            case 1 ->
                grant.acting()
                        .with(Sessions.rekeyed(
                                grant.acting().identity(),
                                grant.acting().identity().accessKeyId(),
                                FORWARDING[0],
                                grant.acting().identity().onBehalfOf()));
            default -> grant.acting();
        };
    }

    /** A service calls for the session, with a key that no event issued. */
    private static Acting forwarded(Stage stage, Grant grant, String service) {
        UserIdentity identity = grant.rekeyed().identity();
        String key = stage.ids().key("ASIA", grant.rekeyed().account().number());
        return grant.rekeyed().with(Sessions.rekeyed(identity, key, service, identity.onBehalfOf()));
    }

    /** As a session calls itself: in the console with a new key, that the browser's flag shows. */
    static Acting inConsole(Stage stage, Grant grant) {
        if (grant.keys() != Grant.Keys.FRESH) {
            return grant.acting();
        }
        UserIdentity identity = grant.rekeyed().identity();
        String key = stage.ids().key("ASIA", grant.rekeyed().account().number());
        return grant.rekeyed()
                .with(Sessions.rekeyed(identity, key, null, identity.onBehalfOf()))
                .inConsole();
    }

    /**
     * An assumed root's key is used before it was issued, which would look like the root user's own.
     *
     * @return whether there was one
     */
    static boolean useRootTooEarly(Stage stage, Outcome outOfValidity) {
        for (int attempt = 0; attempt < 64; attempt++) {
            Grant grant = stage.any();
            if (grant != null && grant.isAlive(stage.now()) && grant.acting().scenario() == Scenario.ASSUMED_ROOT) {
                long early = 301L + stage.random().below(300);
                Acting acting = grant.acting().as(Scenario.HOSTILE).proving(Proof.of(outOfValidity));
                stage.tell(stage.call(acting, stage.random().pick(Api.EVERYDAY))
                        .at(Instant.ofEpochSecond(grant.birth() - early))
                        .signalling(SignalType.OUT_OF_VALIDITY));
                return true;
            }
        }
        return false;
    }

    /** A session's key is used long after it expired. */
    static void useExpired(Stage stage, Outcome outOfValidity) {
        for (int attempt = 0; attempt < 64; attempt++) {
            Grant grant = stage.any();
            if (grant != null
                    && stage.now() > grant.until() + 1_000
                    && (grant.role() != null || grant.acting().scenario() == Scenario.ASSUMED_ROOT)
                    && !grant.carries()
                    && grant.keys() != Grant.Keys.FRESH
                    && grant.acting().evidence().copies().stream()
                            .allMatch(copy -> copy.fate().isDelivered())) {
                Acting acting = grant.acting().as(Scenario.HOSTILE).proving(Proof.of(outOfValidity));
                stage.tell(
                        stage.call(acting, stage.random().pick(Api.EVERYDAY)).signalling(SignalType.OUT_OF_VALIDITY));
                return;
            }
        }
    }
}
