// SPDX-License-Identifier: Apache-2.0
package io.whotrail.micrometer;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MockClock;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.simple.SimpleConfig;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.whotrail.Attributor;
import io.whotrail.event.CloudTrailEvent;
import io.whotrail.event.UserIdentity;
import io.whotrail.metrics.Metric;
import io.whotrail.metrics.MetricSource;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** What Prometheus scrapes of a real registry. */
class WhotrailMetricsTest {
    private static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final Attributor attributor =
            Attributor.builder(InstantSource.fixed(NOON.plusSeconds(60))).build();

    private static CloudTrailEvent event(String id) {
        return CloudTrailEvent.builder(id)
                .eventTime(NOON)
                .eventSource("s3.amazonaws.com")
                .eventName("ListBuckets")
                .recipientAccountId("111122223333")
                .userIdentity(UserIdentity.builder()
                        .type("IAMUser")
                        .arn("arn:aws:iam::111122223333:user/alice")
                        .accountId("111122223333")
                        .userName("alice")
                        .build())
                .build();
    }

    @Test
    void countersAndGaugesAreScrapedWithTypeUnitAndLabels() {
        new WhotrailMetrics(attributor.metrics()).bindTo(registry);
        attributor.attribute(event("one"));
        attributor.attribute(event("one"));
        assertThat(registry.scrape().lines())
                .contains(
                        "# HELP whotrail_attributor_offered_total Events given to be answered.",
                        "# TYPE whotrail_attributor_offered_total counter",
                        "whotrail_attributor_offered_total 2.0",
                        "whotrail_attributor_duplicates_total 1.0",
                        "# TYPE whotrail_attributor_attributed gauge",
                        "whotrail_attributor_attributed{basis=\"DIRECT\"} 1.0",
                        "whotrail_attributor_attributed{basis=\"ISSUED_KEY\"} 0.0",
                        "whotrail_attributor_watermark_lag_seconds 1860.0",
                        "whotrail_equations_broken{of=\"attributor\"} 0.0");
    }

    @Test
    void whatIsNotKnownYetIsNoNumber() {
        new WhotrailMetrics(attributor.metrics()).bindTo(registry);
        assertThat(registry.scrape().lines())
                .contains("whotrail_attributor_offered_total 0.0", "whotrail_attributor_watermark_lag_seconds NaN");
    }

    @Test
    void everyMetricIsScraped() {
        new WhotrailMetrics(attributor.metrics()).bindTo(registry);
        String scraped = registry.scrape();
        attributor
                .metrics()
                .read((metric, value) ->
                        assertThat(scraped).contains("\n" + metric.name().replace('.', '_')));
    }

    /** A source of three metrics that all say how often it was read. */
    private static MetricSource countingReadings(AtomicInteger readings) {
        return listener -> {
            double now = readings.incrementAndGet();
            listener.onMetric(Metric.counter("whotrail.a", "{reading}", "A."), now);
            listener.onMetric(Metric.counter("whotrail.b", "{reading}", "B."), now);
            listener.onMetric(Metric.gauge("whotrail.c", "{reading}", "C."), now);
        };
    }

    @Test
    void aScrapeIsOfOneMomentAndTheNextOfAnother() {
        var readings = new AtomicInteger();
        new WhotrailMetrics(countingReadings(readings)).bindTo(registry);
        registry.scrape();
        for (int scrape = 0; scrape < 3; scrape++) {
            int before = readings.get();
            String now = Double.toString(before + 1);
            assertThat(registry.scrape().lines())
                    .contains("whotrail_a_total " + now, "whotrail_b_total " + now, "whotrail_c " + now);
            assertThat(readings.get() - before).as("readings").isEqualTo(1);
        }
    }

    @Test
    void aValueThatNobodyAskedForIsNotKeptForWhoAsksLater() {
        var clock = new MockClock();
        var simple = new SimpleMeterRegistry(SimpleConfig.DEFAULT, clock);
        var readings = new AtomicInteger();
        new WhotrailMetrics(countingReadings(readings)).bindTo(simple);
        assertThat(simple.get("whotrail.a").functionCounter().count()).isEqualTo(readings.get());
        clock.add(Duration.ofSeconds(2));
        int before = readings.get();
        assertThat(simple.get("whotrail.c").gauge().value()).isEqualTo(before + 1);
    }

    @Test
    void severalObjectsAreToldApart() {
        Attributor other = Attributor.builder(InstantSource.fixed(NOON)).build();
        new WhotrailMetrics(attributor.metrics(), Tags.of("stream", "one")).bindTo(registry);
        new WhotrailMetrics(other.metrics(), Tags.of("stream", "two")).bindTo(registry);
        attributor.attribute(event("one"));
        assertThat(registry.scrape().lines())
                .contains(
                        "whotrail_attributor_offered_total{stream=\"one\"} 1.0",
                        "whotrail_attributor_offered_total{stream=\"two\"} 0.0");
    }

    @Test
    void theSamplesAreScrapedAsTheReadmeShows() throws Exception {
        assertThat(Scrape.of(Path.of("../cli/samples")).lines())
                .contains(
                        "whotrail_pipeline_records_total 30.0",
                        "whotrail_attributor_unattributed{reason=\"ISSUANCE_NOT_SEEN\"} 2.0",
                        "whotrail_pipeline_state{state=\"STOPPED\"} 1.0");
    }
}
