// SPDX-License-Identifier: Apache-2.0
package io.whotrail;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.whotrail.event.UserIdentity;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What was seen of keys, names and trust policies, and the signals that follow from it. Bounded; thread safe. */
final class Sightings {
    private final Cache<String, KeySightings> keys;
    private final KnownNames names;
    private final EnforcedNames enforced;
    private final ChainSignals chainSignals;

    Sightings(Settings settings) {
        this.keys = Caffeine.newBuilder()
                .maximumSize(Math.min(settings.maximumSessions(), Long.MAX_VALUE / 2) * 2)
                .executor(Runnable::run)
                .build();
        this.names = new KnownNames(settings.maximumNames());
        this.enforced = new EnforcedNames(settings.trustPolicies());
        this.chainSignals = new ChainSignals(names, enforced, settings.deepChain());
    }

    KnownNames names() {
        return names;
    }

    EnforcedNames enforced() {
        return enforced;
    }

    /** The signals of an answer, in the order of their types. */
    List<Signal> signals(Use use, Candidates candidates, Verdict verdict, boolean futureTime) {
        IssuedSession only = candidates.only();
        boolean byKey = only != null && candidates.match() == Match.KEY && verdict.equals(only.verdict(Match.KEY));
        List<Signal> named =
                byKey && only != null ? only.signals(verdict, chainSignals) : proven(chainSignals.of(verdict), use);
        KeySightings key =
                use.accessKeyId() == null || use.groupKey() == null ? null : keys.getIfPresent(use.accessKeyId());
        boolean quiet = key == null || key.isQuiet();
        if (quiet && !futureTime && candidates.outOfValidity().isEmpty()) {
            return named;
        }
        var all = new ArrayList<>(named);
        if (key != null) {
            key.addSignals(verdict, all);
        }
        if (!candidates.outOfValidity().isEmpty()) {
            all.add(new Signal(
                    SignalType.OUT_OF_VALIDITY,
                    "the key was used outside the time for which it was issued",
                    candidates.outOfValidity().stream().sorted().toList()));
        }
        if (futureTime) {
            all.add(new Signal(
                    SignalType.FUTURE_TIME,
                    "the event's time lies in the future",
                    List.of(use.event().eventId())));
        }
        all.sort(Comparator.comparing(Signal::type));
        return List.copyOf(all);
    }

    /** What no issuing event shows is shown by the record itself. */
    private static List<Signal> proven(List<Signal> signals, Use use) {
        if (signals.stream().noneMatch(signal -> signal.eventIds().isEmpty())) {
            return signals;
        }
        List<String> self = List.of(use.event().eventId());
        return signals.stream()
                .map(signal -> signal.eventIds().isEmpty() ? new Signal(signal.type(), signal.detail(), self) : signal)
                .toList();
    }

    /** Takes note of the key that a use shows; says whether a signal may have changed. */
    boolean see(Use use) {
        String key = use.accessKeyId();
        String principal = principal(use);
        if (key == null || !key.startsWith("ASIA") || principal == null) {
            return false;
        }
        return see(
                key,
                principal,
                use.groupKey(),
                use.time(),
                use.event().eventId(),
                use.event().sourceIpAddress());
    }

    /** Sessions and federated users by the group that issuances know them by, users by their unique id. */
    private static @Nullable String principal(Use use) {
        if (use.groupKey() != null) {
            return use.groupKey();
        }
        UserIdentity identity = use.identity();
        boolean federated = "FederatedUser".equals(identity.type()) && identity.arn() != null;
        return federated || identity.principalId() == null ? identity.arn() : identity.principalId();
    }

    private boolean see(
            String accessKeyId,
            String principal,
            @Nullable String groupKey,
            long time,
            String eventId,
            @Nullable String address) {
        KeySightings key = keys.getIfPresent(accessKeyId);
        if (key == null) {
            key = Objects.requireNonNull(keys.get(accessKeyId, newKey -> new KeySightings()));
        }
        return key.see(principal, groupKey, time, eventId, address);
    }

    /** Takes note of the key that an issuance hands out; says whether a signal may have changed. */
    boolean see(Issuance issuance) {
        String key = issuance.accessKeyId();
        return key != null
                && see(
                        key,
                        issuance.groupKey(),
                        issuance.groupKey(),
                        issuance.birth(),
                        issuance.event().eventId(),
                        null);
    }

    /** The groups of the principals that a key was seen with. */
    List<String> groupKeys(String accessKeyId) {
        KeySightings key = keys.getIfPresent(accessKeyId);
        return key == null ? List.of() : key.groupKeys();
    }
}
