// SPDX-License-Identifier: Apache-2.0
package io.whotrail.opentelemetry;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.sdk.metrics.SdkMeterProvider;
import io.opentelemetry.sdk.metrics.data.LongPointData;
import io.opentelemetry.sdk.metrics.data.MetricData;
import io.opentelemetry.sdk.metrics.data.MetricDataType;
import io.opentelemetry.sdk.metrics.data.PointData;
import io.opentelemetry.sdk.metrics.export.PeriodicMetricReader;
import io.opentelemetry.sdk.testing.exporter.InMemoryMetricReader;
import io.whotrail.Attributor;
import io.whotrail.event.CloudTrailEvent;
import io.whotrail.event.UserIdentity;
import io.whotrail.metrics.MetricSource;
import io.whotrail.pipeline.Pipeline;
import io.whotrail.sink.CallbackSink;
import io.whotrail.source.MemorySource;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What OpenTelemetry's own SDK collects. */
class WhotrailMetricsTest {
    private static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");
    private static final AttributeKey<String> BASIS = AttributeKey.stringKey("basis");

    private final InMemoryMetricReader reader = InMemoryMetricReader.create();
    private final SdkMeterProvider provider =
            SdkMeterProvider.builder().registerMetricReader(reader).build();
    private final Attributor attributor =
            Attributor.builder(InstantSource.fixed(NOON)).build();

    @AfterEach
    void close() {
        provider.close();
    }

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

    private Map<String, MetricData> collect() {
        return reader.collectAllMetrics().stream().collect(Collectors.toMap(MetricData::getName, Function.identity()));
    }

    private static long sum(MetricData metric) {
        return metric.getLongSumData().getPoints().stream()
                .mapToLong(LongPointData::getValue)
                .sum();
    }

    private void register(MetricSource source) {
        WhotrailMetrics.register(source, provider.get("test"));
    }

    @Test
    void countersAndGaugesAreCollectedWithUnitAndLabels() {
        register(attributor.metrics());
        attributor.attribute(event("one"));
        attributor.attribute(event("one"));
        Map<String, MetricData> collected = collect();
        MetricData offered = collected.get("whotrail.attributor.offered");
        assertThat(offered.getUnit()).isEqualTo("{event}");
        assertThat(offered.getDescription()).isEqualTo("Events given to be answered.");
        assertThat(offered.getType()).isEqualTo(MetricDataType.LONG_SUM);
        assertThat(offered.getLongSumData().isMonotonic()).isTrue();
        assertThat(sum(offered)).isEqualTo(2);
        assertThat(collected
                        .get("whotrail.attributor.attributed")
                        .getDoubleGaugeData()
                        .getPoints())
                .hasSize(8)
                .filteredOn(point -> "DIRECT".equals(point.getAttributes().get(BASIS)))
                .singleElement()
                .satisfies(point -> assertThat(point.getValue()).isEqualTo(1));
        assertThat(collected.get("whotrail.attributor.watermark.lag").getUnit()).isEqualTo("s");
    }

    @Test
    void everyMetricIsCollectedWhoseValueIsKnown() {
        register(attributor.metrics());
        var names = new TreeSet<String>();
        attributor.metrics().read((metric, value) -> names.add(metric.name()));
        Map<String, MetricData> before = collect();
        assertThat(before).doesNotContainKeys("whotrail.attributor.watermark", "whotrail.attributor.watermark.lag");
        attributor.attribute(event("one"));
        assertThat(collect().keySet()).isEqualTo(names);
    }

    @Test
    void aCollectionReadsOnce() {
        var readings = new AtomicInteger();
        register(listener -> {
            readings.incrementAndGet();
            attributor.metrics().read(listener);
        });
        int registered = readings.get();
        collect();
        assertThat(readings.get() - registered).isEqualTo(1);
    }

    @Test
    void severalObjectsAreToldApart() {
        Attributor other = Attributor.builder(InstantSource.fixed(NOON)).build();
        AttributeKey<String> of = AttributeKey.stringKey("stream");
        WhotrailMetrics.register(attributor.metrics(), provider.get("test"), Attributes.of(of, "one"));
        WhotrailMetrics.register(other.metrics(), provider.get("test"), Attributes.of(of, "two"));
        attributor.attribute(event("one"));
        other.attribute(event("one"));
        other.attribute(event("two"));
        assertThat(collect().get("whotrail.attributor.offered").getLongSumData().getPoints().stream()
                        .collect(Collectors.toMap(
                                point -> String.valueOf(point.getAttributes().get(of)), LongPointData::getValue)))
                .isEqualTo(Map.of("one", 1L, "two", 2L));
    }

    @Test
    void nothingIsCollectedAfterItWasClosed() {
        try (var registered = WhotrailMetrics.register(attributor.metrics(), provider.get("test"))) {
            assertThat(registered).isNotNull();
            assertThat(collect()).isNotEmpty();
        }
        assertThat(collect()).isEmpty();
    }

    @Test
    void whatIsCollectedOfAPipelineAddsUp() throws Exception {
        Pipeline pipeline = Pipeline.builder(
                        Attributor.builder(InstantSource.fixed(NOON)),
                        new CallbackSink(entries -> {}),
                        InstantSource.fixed(NOON))
                .source(new MemorySource("memory", List.of(event("one"), event("two"), event("one"))))
                .build();
        register(pipeline.metrics());
        pipeline.run();
        Map<String, MetricData> collected = collect();
        assertThat(sum(collected.get("whotrail.pipeline.records")))
                .isEqualTo(3)
                .isEqualTo(sum(collected.get("whotrail.pipeline.answered"))
                        + sum(collected.get("whotrail.pipeline.repeated"))
                        + sum(collected.get("whotrail.pipeline.refused"))
                        + sum(collected.get("whotrail.pipeline.rejected"))
                        + sum(collected.get("whotrail.pipeline.filtered")));
        assertThat(collected
                        .get("whotrail.equations.broken")
                        .getDoubleGaugeData()
                        .getPoints())
                .hasSize(3)
                .allMatch(point -> point.getValue() == 0);
    }

    @Test
    void theSamplesArePrintedAsTheReadmeShows() throws Exception {
        var out = new ByteArrayOutputStream();
        Collect.run(
                Path.of("../cli/samples"),
                PeriodicMetricReader.create(new PrintedMetrics(new PrintStream(out, true, StandardCharsets.UTF_8))));
        assertThat(out.toString(StandardCharsets.UTF_8))
                .contains("whotrail.pipeline.records 30 {record}\n")
                .contains("whotrail.attributor.unattributed{reason=ISSUANCE_NOT_SEEN} 2 {event}\n");
    }

    /** Nothing else may be told: whoever looks at points sees constants only. */
    @Test
    void attributesHaveNoContent() {
        register(attributor.metrics());
        attributor.attribute(event("one"));
        Collection<MetricData> all = reader.collectAllMetrics();
        assertThat(all)
                .flatExtracting(metric -> metric.getData().getPoints())
                .extracting(point -> ((PointData) point).getAttributes().toString())
                .noneMatch(text -> text.contains("alice") || text.contains("111122223333"));
    }
}
