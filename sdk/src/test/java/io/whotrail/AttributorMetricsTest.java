// SPDX-License-Identifier: Apache-2.0
package io.whotrail;

import static org.assertj.core.api.Assertions.assertThat;

import io.whotrail.metrics.Metric;
import io.whotrail.testing.MetricValues;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What a metrics library is told of an attributor. */
final class AttributorMetricsTest {
    private static final String PREFIX = "whotrail.attributor.";

    private Instant now = Events.NOON.plusSeconds(600);
    private final Attributor attributor =
            Attributor.builder(() -> now).lateness(Duration.ofMinutes(30)).build();

    private void offerSome() {
        Events.Holder session = Events.session("Dev", "bob", "ASIAONE1", Events.NOON);
        attributor.attribute(Events.use("b", Events.user("bob"), Events.NOON.minusSeconds(5)));
        attributor.attribute(Events.assume("a", Events.user("alice"), "Dev", "bob", "ASIAONE1", Events.NOON)
                .build());
        attributor.attribute(Events.use("u1", session, Events.NOON.plusSeconds(60)));
        attributor.attribute(Events.use("u1", session, Events.NOON.plusSeconds(60)));
        attributor.attribute(
                Events.use("u2", Events.session("Dev", "x", "ASIATWO2", Events.NOON), Events.NOON.plusSeconds(61)));
    }

    @Test
    void valuesAreThoseOfTheCounters() {
        offerSome();
        MetricValues values = MetricValues.of(attributor.metrics());
        assertThat(values.sum(PREFIX + "offered")).isEqualTo(5);
        assertThat(values.sum(PREFIX + "duplicates")).isEqualTo(1);
        assertThat(values.of(PREFIX + "attributed", "DIRECT")).isEqualTo(2);
        assertThat(values.of(PREFIX + "attributed", "ISSUED_KEY")).isEqualTo(1);
        assertThat(values.of(PREFIX + "unattributed", "ISSUANCE_NOT_SEEN")).isEqualTo(1);
        assertThat(values.of(PREFIX + "signals", "NAME_IMPERSONATES")).isEqualTo(1);
        assertThat(values.sum(PREFIX + "sessions.live")).isEqualTo(1);
        assertThat(values.sum(PREFIX + "largest.account")).isEqualTo(1);
        assertThat((long) values.sum(PREFIX + "watermark"))
                .isEqualTo(Events.NOON
                        .plusSeconds(61)
                        .minus(Duration.ofMinutes(30))
                        .getEpochSecond());
    }

    @Test
    void whatOneReadingSaysAddsUp() {
        offerSome();
        MetricValues values = MetricValues.of(attributor.metrics());
        assertThat(values.sum(PREFIX + "offered"))
                .isEqualTo(values.sum(PREFIX + "duplicates")
                        + values.sum(PREFIX + "contradictions")
                        + values.sum(PREFIX + "attributed")
                        + values.sum(PREFIX + "ambiguous")
                        + values.sum(PREFIX + "unattributed"));
        assertThat(values.of("whotrail.equations.broken", "attributor")).isZero();
    }

    @Test
    void anEquationThatDoesNotHoldIsTold() {
        AttributorStats stats = new AttributorStats(
                1,
                0,
                0,
                0,
                0,
                AttributorStats.NONE.quarantinedBy(),
                AttributorStats.NONE.attributedBy(),
                0,
                AttributorStats.NONE.unattributedBy(),
                0,
                0,
                0,
                0,
                0,
                1,
                0,
                0,
                0,
                0,
                0,
                AttributorStats.NONE.signalsBy(),
                0,
                0,
                null);
        MetricValues values = MetricValues.of(AttributorStats.metrics(() -> stats, InstantSource.fixed(Events.NOON)));
        assertThat(values.of("whotrail.equations.broken", "attributor")).isEqualTo(2);
    }

    @Test
    void theLagIsTheClocks() {
        assertThat(MetricValues.of(attributor.metrics()).sum(PREFIX + "watermark.lag"))
                .as("before the first event")
                .isNaN();
        offerSome();
        assertThat(MetricValues.of(attributor.metrics()).sum(PREFIX + "watermark.lag"))
                .isEqualTo(600 - 61 + 1_800);
        now = now.plusSeconds(100);
        assertThat(MetricValues.of(attributor.metrics()).sum(PREFIX + "watermark.lag"))
                .isEqualTo(700 - 61 + 1_800);
    }

    @Test
    void theSameMetricsAreToldBeforeAndAfter() {
        var before = MetricValues.of(attributor.metrics()).metrics();
        offerSome();
        assertThat(MetricValues.of(attributor.metrics()).metrics()).isEqualTo(before);
    }

    @Test
    void labelsAreConstantsOfTheLibrary() {
        offerSome();
        Set<String> constants = Stream.of(
                        Basis.values(), UnattributedReason.values(), SignalType.values(), Quarantine.Reason.values())
                .flatMap(Arrays::stream)
                .map(Enum::name)
                .collect(Collectors.toCollection(HashSet::new));
        constants.add("attributor");
        MetricValues values = MetricValues.of(attributor.metrics());
        assertThat(values.metrics())
                .flatExtracting(metric -> metric.labels().values())
                .isNotEmpty()
                .isSubsetOf(constants);
        assertThat(values.metrics()).allMatch(metric -> metric.labels().size() <= 1);
    }

    @Test
    void everyCounterIsAMetric() {
        Set<String> names = MetricValues.of(attributor.metrics()).metrics().stream()
                .map(Metric::name)
                .collect(Collectors.toSet());
        assertThat(names)
                .as("one for each counter, the lag, and the equations")
                .hasSize(AttributorStats.class.getRecordComponents().length + 2);
    }
}
