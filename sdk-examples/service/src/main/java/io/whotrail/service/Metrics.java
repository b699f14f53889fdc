// SPDX-License-Identifier: Apache-2.0
package io.whotrail.service;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Timer;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.whotrail.Attributor;
import io.whotrail.investigation.Investigation;
import io.whotrail.micrometer.WhotrailMetrics;
import io.whotrail.source.ReadStats;
import java.time.Duration;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** What the service counts, as Prometheus reads it. Thread safe. */
final class Metrics {
    /** What Prometheus calls the form. */
    static final String CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8";

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final Counter unread = registry.counter("whotrail.responses.unread");
    private final Counter failed = registry.counter("whotrail.checkpoints.failed");

    Metrics(Attributor attributor, Supplier<ReadStats> read, Investigation answers, LongSupplier posts) {
        gauge("whotrail.answers.kept", () -> answers.stats().kept());
        gauge("whotrail.answers.forgotten", () -> answers.stats().forgotten());
        gauge("whotrail.notices.kept", () -> answers.stats().noticesKept());
        gauge("whotrail.notices.forgotten", () -> answers.stats().noticesForgotten());
        gauge("whotrail.posts.active", posts);
        new WhotrailMetrics(attributor.metrics()).bindTo(registry);
        new WhotrailMetrics(ReadStats.metrics(read)).bindTo(registry);
    }

    private void gauge(String name, LongSupplier value) {
        Gauge.builder(name, value, one -> (double) one.getAsLong())
                .strongReference(true)
                .register(registry);
    }

    void posted(Post post) {
        if (post.isBroken()) {
            unread.increment();
        }
    }

    void checkpointFailed() {
        failed.increment();
    }

    void served(String route, int status, Duration time) {
        Timer.builder("whotrail.requests")
                .tags("route", route, "status", Integer.toString(status))
                .publishPercentileHistogram(false)
                .register(registry)
                .record(time);
    }

    String scrape() {
        return registry.scrape();
    }
}
