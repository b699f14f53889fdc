// SPDX-License-Identifier: Apache-2.0
package io.whotrail;

import io.whotrail.checkpoint.CheckpointException;
import io.whotrail.image.SectionReader;
import io.whotrail.image.SectionWriter;
import java.io.IOException;
import java.time.Instant;
import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/** The counters behind {@link AttributorStats}. Thread safe. */
final class Counters {
    final LongAdder offered = new LongAdder();
    final LongAdder learned = new LongAdder();
    final LongAdder duplicates = new LongAdder();
    final LongAdder contradictions = new LongAdder();
    final LongAdder conflicts = new LongAdder();
    final LongAdder late = new LongAdder();
    final LongAdder revisions = new LongAdder();
    final LongAdder sessionRevisions = new LongAdder();
    final LongAdder finalizedEarly = new LongAdder();
    final LongAdder sessionsIssued = new LongAdder();
    final LongAdder sessionsEvicted = new LongAdder();
    final LongAdder sessionsExpired = new LongAdder();
    final LongAdder sessionsCorrected = new LongAdder();
    final LongAdder sessionsSaturated = new LongAdder();
    private final LongAdder ambiguous = new LongAdder();
    private final Map<Basis, LongAdder> byBasis = adders(Basis.class);
    private final Map<UnattributedReason, LongAdder> byReason = adders(UnattributedReason.class);
    private final Map<Quarantine.Reason, LongAdder> quarantinedBy = adders(Quarantine.Reason.class);
    /** Not in a checkpoint. */
    private final Map<SignalType, LongAdder> signalsBy = adders(SignalType.class);

    private static <E extends Enum<E>> Map<E, LongAdder> adders(Class<E> constants) {
        var adders = new EnumMap<E, LongAdder>(constants);
        for (E constant : constants.getEnumConstants()) {
            adders.put(constant, new LongAdder());
        }
        return Collections.unmodifiableMap(adders);
    }

    private static <E extends Enum<E>> void add(Map<E, LongAdder> adders, E constant, int by) {
        Objects.requireNonNull(adders.get(constant)).add(by);
    }

    private static <E extends Enum<E>> Map<E, Long> sums(Map<E, LongAdder> adders, Class<E> constants) {
        var sums = new EnumMap<E, Long>(constants);
        adders.forEach((constant, adder) -> sums.put(constant, adder.sum()));
        return sums;
    }

    void answered(Attribution answer, boolean isLate) {
        count(answer.verdict(), 1);
        if (!answer.signals().isEmpty()) {
            countSignals(answer.signals(), List.of());
        }
        if (isLate) {
            late.increment();
        }
    }

    void quarantined(Quarantine.Reason reason) {
        add(quarantinedBy, reason, 1);
    }

    void replaced(Attribution before, Attribution after) {
        count(before.verdict(), -1);
        count(after.verdict(), 1);
        countSignals(after.signals(), before.signals());
    }

    /** Counts each type that was not there before, once. */
    private void countSignals(List<Signal> now, List<Signal> before) {
        Set<SignalType> types = EnumSet.noneOf(SignalType.class);
        now.forEach(signal -> types.add(signal.type()));
        before.forEach(signal -> types.remove(signal.type()));
        types.forEach(type -> add(signalsBy, type, 1));
    }

    /** Counts an answer, or with -1 takes one back that a revision replaces. */
    private void count(Verdict verdict, int by) {
        if (verdict instanceof Explanation explanation) {
            add(byBasis, explanation.basis(), by);
        } else if (verdict instanceof Ambiguity) {
            ambiguous.add(by);
        } else {
            add(byReason, ((Gap) verdict).reason(), by);
        }
    }

    AttributorStats snapshot(long waiting, FairShare shares, @Nullable Instant watermark) {
        return new AttributorStats(
                offered.sum(),
                learned.sum(),
                duplicates.sum(),
                contradictions.sum(),
                conflicts.sum(),
                sums(quarantinedBy, Quarantine.Reason.class),
                sums(byBasis, Basis.class),
                ambiguous.sum(),
                sums(byReason, UnattributedReason.class),
                late.sum(),
                waiting,
                revisions.sum(),
                sessionRevisions.sum(),
                finalizedEarly.sum(),
                sessionsIssued.sum(),
                shares.size(),
                sessionsEvicted.sum(),
                sessionsExpired.sum(),
                sessionsCorrected.sum(),
                sessionsSaturated.sum(),
                sums(signalsBy, SignalType.class),
                shares.accounts(),
                shares.largestAccount(),
                watermark);
    }

    /** All but the ones by basis and by reason, in the order in which a checkpoint holds them. */
    private List<LongAdder> inOrder() {
        return List.of(
                offered,
                learned,
                duplicates,
                contradictions,
                conflicts,
                late,
                revisions,
                sessionRevisions,
                finalizedEarly,
                sessionsIssued,
                sessionsEvicted,
                sessionsExpired,
                sessionsCorrected,
                sessionsSaturated,
                ambiguous);
    }

    void write(SectionWriter out) throws IOException {
        for (LongAdder one : inOrder()) {
            out.writeNumber(one.sum());
        }
        for (Basis basis : Codes.BASIS.constants()) {
            out.writeNumber(Objects.requireNonNull(byBasis.get(basis)).sum());
        }
        for (UnattributedReason reason : Codes.REASON.constants()) {
            out.writeNumber(Objects.requireNonNull(byReason.get(reason)).sum());
        }
        for (Quarantine.Reason reason : Codes.QUARANTINE.constants()) {
            out.writeNumber(Objects.requireNonNull(quarantinedBy.get(reason)).sum());
        }
    }

    /** Goes on counting from what a checkpoint says. */
    void read(SectionReader in) throws IOException, CheckpointException {
        for (LongAdder one : inOrder()) {
            one.add(in.readNumber());
        }
        for (Basis basis : Codes.BASIS.constants()) {
            Objects.requireNonNull(byBasis.get(basis)).add(in.readNumber());
        }
        for (UnattributedReason reason : Codes.REASON.constants()) {
            Objects.requireNonNull(byReason.get(reason)).add(in.readNumber());
        }
        for (Quarantine.Reason reason : Codes.QUARANTINE.constants()) {
            Objects.requireNonNull(quarantinedBy.get(reason)).add(in.readNumber());
        }
    }
}
