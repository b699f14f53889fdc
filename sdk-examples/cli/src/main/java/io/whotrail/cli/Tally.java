// SPDX-License-Identifier: Apache-2.0
package io.whotrail.cli;

import io.whotrail.Attribution;
import io.whotrail.Basis;
import io.whotrail.Explanation;
import io.whotrail.Gap;
import io.whotrail.Signal;
import io.whotrail.SignalType;
import io.whotrail.UnattributedReason;
import io.whotrail.Verdict;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.LongAdder;

/** Counts answers by what they say. Any number of threads. */
final class Tally {
    private final Map<Basis, LongAdder> attributed = new EnumMap<>(Basis.class);
    private final Map<UnattributedReason, LongAdder> unattributed = new EnumMap<>(UnattributedReason.class);
    private final Map<SignalType, LongAdder> signals = new EnumMap<>(SignalType.class);
    private final LongAdder ambiguous = new LongAdder();

    Tally() {
        for (Basis basis : Basis.values()) {
            attributed.put(basis, new LongAdder());
        }
        for (UnattributedReason reason : UnattributedReason.values()) {
            unattributed.put(reason, new LongAdder());
        }
        for (SignalType type : SignalType.values()) {
            signals.put(type, new LongAdder());
        }
    }

    void count(Attribution answer) {
        counter(answer.verdict()).increment();
        answer.signals().stream()
                .map(Signal::type)
                .distinct()
                .forEach(type -> Objects.requireNonNull(signals.get(type)).increment());
    }

    private LongAdder counter(Verdict verdict) {
        if (verdict instanceof Explanation explanation) {
            return attributed.getOrDefault(explanation.basis(), ambiguous);
        }
        return verdict instanceof Gap gap ? unattributed.getOrDefault(gap.reason(), ambiguous) : ambiguous;
    }

    Map<Basis, Long> attributed() {
        return sums(attributed, Basis.class);
    }

    Map<UnattributedReason, Long> unattributed() {
        return sums(unattributed, UnattributedReason.class);
    }

    Map<SignalType, Long> signals() {
        return sums(signals, SignalType.class);
    }

    long ambiguous() {
        return ambiguous.sum();
    }

    private static <K extends Enum<K>> Map<K, Long> sums(Map<K, LongAdder> counters, Class<K> type) {
        Map<K, Long> sums = new EnumMap<>(type);
        counters.forEach((key, counter) -> sums.put(key, counter.sum()));
        return sums;
    }
}
