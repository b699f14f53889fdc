// SPDX-License-Identifier: Apache-2.0
package io.whotrail;

import io.whotrail.metrics.Equation;
import io.whotrail.metrics.MetricSource;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What an {@link Attributor} has done so far. Counters only grow, except those of answers, which follow the answer that
 * counts now, and {@code waiting}, {@code sessionsLive}, {@code accounts} and {@code largestAccount}, which are levels.
 *
 * <p>They obey:
 *
 * <pre>{@code
 * offered == duplicates + contradictions + attributed() + ambiguous + unattributed()
 * contradictions == conflicts + quarantinedBy.get(OTHER_CONTENT)
 * sessionsIssued == sessionsLive + sessionsEvicted + sessionsExpired + sessionsCorrected
 * }</pre>
 *
 * @param offered events given to {@link Attributor#attribute}
 * @param learned events given to {@link Attributor#learn}
 * @param duplicates offered events that had been answered before, with the same content
 * @param contradictions offered events whose id had been answered before, with other content; the answer for that id is
 *     counted once, as {@link UnattributedReason#CONFLICT} where it was kept, else as it was given
 * @param conflicts those of them between which no signed digest decides
 * @param quarantinedBy records set aside, by reason, as {@link AttributionListener#onQuarantined} tells; every reason is there
 * @param attributedBy answers with an origin, by basis; every basis is there
 * @param ambiguous answers with several candidates
 * @param unattributedBy answers without an origin, by reason; every reason is there
 * @param late offered events that the watermark had passed already; answered at once, for good
 * @param waiting events whose answer may still be revised
 * @param revisions answers that replaced an earlier one, also those that only say that it became final early
 * @param sessionRevisions notices that concerned a whole credential
 * @param finalizedEarly events whose answer became final because a bound was hit
 * @param sessionsIssued sessions learned
 * @param sessionsLive sessions in memory
 * @param sessionsEvicted sessions pushed out by the memory bound
 * @param sessionsExpired sessions older than the retention
 * @param sessionsCorrected sessions whose issuing event was replaced by a corrected record
 * @param sessionsSaturated sessions of which more records came than can be of one call; their uses say
 *     {@link UnattributedReason#CONFLICT}
 * @param signalsBy how often a signal came up with an event's answer, by type: at first, or with a revision; every type is there. Not
 *     in a checkpoint: what a restored attributor counts begins anew
 * @param accounts accounts that hold sessions in memory and share the room; all that are new count as one
 * @param largestAccount sessions of the account that holds the most: whoever floods memory shows here, and loses first
 * @param watermark the event time before which no event is expected any more; {@code null} before the first
 */
public record AttributorStats(
        long offered,
        long learned,
        long duplicates,
        long contradictions,
        long conflicts,
        Map<Quarantine.Reason, Long> quarantinedBy,
        Map<Basis, Long> attributedBy,
        long ambiguous,
        Map<UnattributedReason, Long> unattributedBy,
        long late,
        long waiting,
        long revisions,
        long sessionRevisions,
        long finalizedEarly,
        long sessionsIssued,
        long sessionsLive,
        long sessionsEvicted,
        long sessionsExpired,
        long sessionsCorrected,
        long sessionsSaturated,
        Map<SignalType, Long> signalsBy,
        long accounts,
        long largestAccount,
        @Nullable Instant watermark) {
    /** Nothing done yet. */
    public static final AttributorStats NONE = new Counters().snapshot(0, new FairShare(new Weight(), 0), null);

    /** Copies the maps. */
    public AttributorStats {
        quarantinedBy = Collections.unmodifiableMap(new EnumMap<>(quarantinedBy));
        attributedBy = Collections.unmodifiableMap(new EnumMap<>(attributedBy));
        unattributedBy = Collections.unmodifiableMap(new EnumMap<>(unattributedBy));
        signalsBy = Collections.unmodifiableMap(new EnumMap<>(signalsBy));
    }

    /**
     * Records set aside, because they contradict one that is covered by a signed digest.
     *
     * @return the sum over all reasons
     */
    public long quarantined() {
        return quarantinedBy.values().stream().mapToLong(Long::longValue).sum();
    }

    /**
     * Answers with an origin.
     *
     * @return the sum over all bases
     */
    public long attributed() {
        return attributedBy.values().stream().mapToLong(Long::longValue).sum();
    }

    /**
     * Answers without an origin.
     *
     * @return the sum over all reasons
     */
    public long unattributed() {
        return unattributedBy.values().stream().mapToLong(Long::longValue).sum();
    }

    /**
     * The equations, with what they came to.
     *
     * @return the equations, always the same ones
     */
    public List<Equation> equations() {
        return List.of(
                new Equation(
                        "attributor.offered == attributor.duplicates + attributor.contradictions"
                                + " + attributor.attributed + attributor.ambiguous + attributor.unattributed",
                        offered,
                        duplicates + contradictions + attributed() + ambiguous + unattributed()),
                new Equation(
                        "attributor.contradictions == attributor.conflicts + attributor.quarantinedBy.OTHER_CONTENT",
                        contradictions,
                        conflicts + quarantinedBy.getOrDefault(Quarantine.Reason.OTHER_CONTENT, 0L)),
                new Equation(
                        "attributor.sessionsIssued == attributor.sessionsLive + attributor.sessionsEvicted"
                                + " + attributor.sessionsExpired + attributor.sessionsCorrected",
                        sessionsIssued,
                        sessionsLive + sessionsEvicted + sessionsExpired + sessionsCorrected));
    }

    /**
     * Whether the equations hold.
     *
     * @return whether every event is accounted for
     */
    public boolean balances() {
        return Equation.hold(equations()) && sessionsLive >= 0;
    }

    /**
     * Counters for a metrics library: {@code whotrail.attributor.…}.
     *
     * @param stats gives them, to any thread
     * @param clock the clock of the host, for how far the watermark is behind it
     * @return the metrics; each reading asks each once
     */
    public static MetricSource metrics(Supplier<AttributorStats> stats, InstantSource clock) {
        Objects.requireNonNull(stats, "stats");
        Objects.requireNonNull(clock, "clock");
        return listener -> AttributorMetrics.tell(stats.get(), clock.instant(), listener);
    }
}
