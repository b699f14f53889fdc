// SPDX-License-Identifier: Apache-2.0
package io.whotrail.source;

import io.whotrail.metrics.Equation;
import io.whotrail.metrics.MetricSource;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;

/**
 * What was read, counted so that nothing vanishes: {@code records == events + rejected + passedOver}, at every moment
 * between two calls of {@link EventSource#next}.
 *
 * <p>An immutable snapshot.
 *
 * @param records everything that was seen: records, whatever became of them, and pieces of damage. An envelope counts
 *     by what it holds, not by itself
 * @param events records that were handed out as events
 * @param rejects records and pieces of damage that became a {@link RejectedRecord}, by reason
 * @param passedOver records that are known to hold no event, by kind
 * @param gzipMembers the gzip members that were read to their end
 * @param bytesRead the bytes taken from the sources as they lie there
 * @param bytesScanned the bytes looked at after decompression, payloads packed inside records included
 * @param bytesIgnored the bytes of {@code bytesRead} that were padding or trailing data, as far as those were read
 */
public record ReadStats(
        long records,
        long events,
        Map<RejectReason, Long> rejects,
        Map<PassedOver, Long> passedOver,
        long gzipMembers,
        long bytesRead,
        long bytesScanned,
        long bytesIgnored) {

    /** Nothing read yet. */
    public static final ReadStats NONE = new ReadStats(0, 0, Map.of(), Map.of(), 0, 0, 0, 0);

    /** Copies the counts by reason and by kind, in the order of their constants. */
    public ReadStats {
        var byReason = new EnumMap<RejectReason, Long>(RejectReason.class);
        byReason.putAll(rejects);
        rejects = Collections.unmodifiableMap(byReason);
        var byKind = new EnumMap<PassedOver, Long>(PassedOver.class);
        byKind.putAll(passedOver);
        passedOver = Collections.unmodifiableMap(byKind);
    }

    /**
     * All that became a {@link RejectedRecord}.
     *
     * @return the sum of {@link #rejects}
     */
    public long rejected() {
        return sum(rejects);
    }

    /**
     * All that is known to hold no event.
     *
     * @return the sum of {@link #passedOver}
     */
    public long passedOverInAll() {
        return sum(passedOver);
    }

    /**
     * The equation, with what it came to.
     *
     * @return the one equation
     */
    public List<Equation> equations() {
        return List.of(new Equation(
                "reader.records == reader.events + reader.rejected + reader.passedOver",
                records,
                events + rejected() + passedOverInAll()));
    }

    /**
     * Whether the equation holds.
     *
     * @return {@code records == events + rejected + passedOver}
     */
    public boolean balances() {
        return Equation.hold(equations());
    }

    /**
     * What was read for a metrics library: {@code whotrail.reader.…}.
     *
     * @param stats gives what was read so far, to any thread; a host that reads one source after the other keeps their sum
     * @return the metrics; each reading asks once
     */
    public static MetricSource metrics(Supplier<ReadStats> stats) {
        Objects.requireNonNull(stats, "stats");
        return listener -> ReadMetrics.tell(stats.get(), listener);
    }

    /**
     * Adds what another source read.
     *
     * @param other the other counts
     * @return the sums
     */
    public ReadStats plus(ReadStats other) {
        var bothRejects = new EnumMap<RejectReason, Long>(RejectReason.class);
        bothRejects.putAll(rejects);
        other.rejects.forEach((reason, count) -> bothRejects.merge(reason, count, Long::sum));
        var bothPassedOver = new EnumMap<PassedOver, Long>(PassedOver.class);
        bothPassedOver.putAll(passedOver);
        other.passedOver.forEach((kind, count) -> bothPassedOver.merge(kind, count, Long::sum));
        return new ReadStats(
                records + other.records,
                events + other.events,
                bothRejects,
                bothPassedOver,
                gzipMembers + other.gzipMembers,
                bytesRead + other.bytesRead,
                bytesScanned + other.bytesScanned,
                bytesIgnored + other.bytesIgnored);
    }

    private static long sum(Map<?, Long> counts) {
        long sum = 0;
        for (long count : counts.values()) {
            sum += count;
        }
        return sum;
    }
}
