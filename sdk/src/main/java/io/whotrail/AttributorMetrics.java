// SPDX-License-Identifier: Apache-2.0
package io.whotrail;

import io.whotrail.metrics.Equation;
import io.whotrail.metrics.Metric;
import io.whotrail.metrics.MetricListener;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Tells what {@link AttributorStats} holds as metrics: {@code whotrail.attributor} and the name of the counter. */
final class AttributorMetrics {
    private static final String PREFIX = "whotrail.attributor.";
    private static final String EVENTS = "{event}";
    private static final String SESSIONS = "{session}";

    private final AttributorStats stats;
    private final MetricListener listener;

    private AttributorMetrics(AttributorStats stats, MetricListener listener) {
        this.stats = stats;
        this.listener = listener;
    }

    /**
     * Tells them all.
     *
     * @param now in processing time
     */
    static void tell(AttributorStats stats, Instant now, MetricListener listener) {
        var metrics = new AttributorMetrics(stats, listener);
        metrics.tellEvents();
        metrics.tellAnswers();
        metrics.tellSessions();
        metrics.tellTime(now);
        Equation.tell("attributor", stats.equations(), listener);
    }

    private void tellEvents() {
        counter("offered", EVENTS, "Events given to be answered.", stats.offered());
        counter("learned", EVENTS, "Events given to be learned from only.", stats.learned());
        counter("duplicates", EVENTS, "Events that had been answered before.", stats.duplicates());
        counter(
                "contradictions",
                EVENTS,
                "Events whose id had been answered before, with other content.",
                stats.contradictions());
        counter("conflicts", EVENTS, "Contradictions that no signed digest decides.", stats.conflicts());
        Metric quarantined = Metric.counter(
                PREFIX + "quarantined", "{record}", "Records set aside: a signed digest covers what contradicts them.");
        stats.quarantinedBy().forEach((reason, count) -> tell(quarantined.with("reason", reason), count));
        counter("late", EVENTS, "Events that the watermark had passed already.", stats.late());
    }

    private void tellAnswers() {
        Metric attributed = Metric.gauge(PREFIX + "attributed", EVENTS, "Events with an origin, as answered now.");
        stats.attributedBy().forEach((basis, count) -> tell(attributed.with("basis", basis), count));
        gauge("ambiguous", EVENTS, "Events with several possible origins, as answered now.", stats.ambiguous());
        Metric unattributed =
                Metric.gauge(PREFIX + "unattributed", EVENTS, "Events without an origin, as answered now.");
        stats.unattributedBy().forEach((reason, count) -> tell(unattributed.with("reason", reason), count));
        Metric signals = Metric.counter(PREFIX + "signals", EVENTS, "Events whose answer came to bear a signal.");
        stats.signalsBy().forEach((type, count) -> tell(signals.with("type", type), count));
        gauge("waiting", EVENTS, "Events whose answer may still be revised.", stats.waiting());
        counter("revisions", EVENTS, "Answers that replaced an earlier one.", stats.revisions());
        counter("notices", "{notice}", "Notices that concerned a whole credential.", stats.sessionRevisions());
        counter("finalized.early", EVENTS, "Answers final early, for too many waited.", stats.finalizedEarly());
    }

    private void tellSessions() {
        counter("sessions.issued", SESSIONS, "Sessions learned.", stats.sessionsIssued());
        gauge("sessions.live", SESSIONS, "Sessions in memory.", stats.sessionsLive());
        counter("sessions.evicted", SESSIONS, "Sessions pushed out by the memory bound.", stats.sessionsEvicted());
        counter("sessions.expired", SESSIONS, "Sessions older than the retention.", stats.sessionsExpired());
        counter("sessions.corrected", SESSIONS, "Sessions replaced by a corrected record.", stats.sessionsCorrected());
        counter(
                "sessions.saturated",
                SESSIONS,
                "Sessions of which more records came than can be of one call.",
                stats.sessionsSaturated());
        gauge("accounts", "{account}", "Accounts that share the room for sessions.", stats.accounts());
        gauge(
                "largest.account",
                SESSIONS,
                "Sessions of the account that holds the most, and loses first.",
                stats.largestAccount());
    }

    private void tellTime(Instant now) {
        Instant watermark = stats.watermark();
        seconds(
                "watermark",
                "The event time before which no event is expected any more, since 1970.",
                watermark == null ? null : watermark.getEpochSecond());
        seconds(
                "watermark.lag",
                "How far the watermark is behind the clock; the lateness is part of it.",
                watermark == null ? null : Duration.between(watermark, now).toSeconds());
    }

    private void counter(String name, String unit, String description, long value) {
        tell(Metric.counter(PREFIX + name, unit, description), value);
    }

    private void gauge(String name, String unit, String description, long value) {
        tell(Metric.gauge(PREFIX + name, unit, description), value);
    }

    private void seconds(String name, String description, @Nullable Long value) {
        listener.onMetric(Metric.gauge(PREFIX + name, "s", description), value == null ? Double.NaN : (double) value);
    }

    private void tell(Metric metric, long value) {
        listener.onMetric(metric, (double) value);
    }
}
