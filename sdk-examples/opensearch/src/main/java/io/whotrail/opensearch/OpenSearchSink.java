// SPDX-License-Identifier: Apache-2.0
package io.whotrail.opensearch;

import io.whotrail.pipeline.Sleeper;
import io.whotrail.sink.AttributionSink;
import io.whotrail.sink.EcsPlacement;
import io.whotrail.sink.LineFormat;
import io.whotrail.sink.SinkEntry;
import io.whotrail.sink.SinkException;
import io.whotrail.sink.SinkException.Remedy;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;

/**
 * A sink that keeps one document for each event in an index of OpenSearch, in the Elastic Common Schema: that of the answer
 * with the highest revision. A notice for a whole credential is a document of its own. One thread at a time.
 *
 * <p>A batch may be given again: what is there already in the same or a higher revision stays as it is. Documents that the
 * cluster is too busy for are sent again, with growing delays; when no attempt is left, the batch is refused with
 * {@link Remedy#RETRY}. Where the cluster refuses some documents for good, all others are stored, and the batch is refused with
 * {@link Remedy#SKIP}: given again in parts, as a {@link io.whotrail.pipeline.Pipeline} does, only those stay refused. Where it
 * refuses a whole request for good, as for want of a permission, the remedy is {@link Remedy#STOP}.
 *
 * <p>What {@link #write} has returned for is as safe as the index keeps it: on disk, by OpenSearch's default.
 */
public final class OpenSearchSink implements AttributionSink {
    private final Cluster cluster;
    private final String index;
    private final LineFormat format;
    private final int maximumBodyBytes;
    private final Backoff backoff;
    private boolean prepared;
    private boolean closed;

    private OpenSearchSink(Builder builder) {
        this.cluster = new Cluster(builder.cluster, builder.authorization, builder.requestTimeout);
        this.index = builder.index;
        this.format = LineFormat.ecs(builder.placement);
        this.maximumBodyBytes = builder.maximumBodyBytes;
        this.backoff = new Backoff(
                builder.firstDelay, builder.longestDelay, builder.maximumAttempts, builder.random, builder.sleeper);
    }

    /**
     * Starts the configuration of a sink.
     *
     * @param cluster where the cluster is, as in {@code https://search.example.com:9200/}
     * @return a new builder with all defaults
     */
    public static Builder builder(URI cluster) {
        return new Builder(cluster);
    }

    @Override
    public void write(List<SinkEntry> batch) throws SinkException {
        requireOpen();
        if (batch.isEmpty()) {
            return;
        }
        var actions = batch.stream().map(entry -> BulkAction.of(entry, format)).toList();
        var bulk = new Bulk(cluster, index, maximumBodyBytes, actions);
        try {
            prepare();
            bulk.send(backoff);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new SinkException(Remedy.RETRY, "interrupted", interrupted);
        }
        if (!bulk.refusals().isEmpty()) {
            throw new SinkException(Remedy.SKIP, bulk.refusals());
        }
    }

    /** Puts the template before the first document, which would make the index without it. */
    private void prepare() throws SinkException, InterruptedException {
        for (int attempt = 1; !prepared; attempt++) {
            Duration asked = Duration.ZERO;
            String problem;
            try {
                Cluster.Answer answer = IndexTemplate.put(cluster, index);
                prepared = answer.isTaken();
                problem = "status " + answer.status();
                asked = answer.retryAfter();
                if (!prepared && !answer.isBusy()) {
                    throw new SinkException(Remedy.STOP, "the index template is refused with " + problem);
                }
            } catch (SinkException told) {
                throw told;
            } catch (IOException failure) {
                problem = failure.getClass().getSimpleName();
            }
            if (!prepared && !backoff.await(attempt, asked)) {
                throw new SinkException(Remedy.RETRY, "the index template is not taken: " + problem);
            }
        }
    }

    @Override
    public void flush() throws SinkException {
        requireOpen();
    }

    private void requireOpen() throws SinkException {
        if (closed) {
            throw new SinkException(Remedy.STOP, "the sink is closed");
        }
    }

    @Override
    public void close() {
        closed = true;
    }

    /** Configures an {@link OpenSearchSink}. Not thread safe. */
    public static final class Builder {
        /** The default of {@link #index}. */
        public static final String DEFAULT_INDEX = "whotrail";
        /** The default of {@link #maximumBodyBytes}: 5 MiB, at the lower end of what OpenSearch advises. */
        public static final int DEFAULT_MAXIMUM_BODY_BYTES = 5 << 20;
        /** The default of {@link #backoff}: some 20 seconds in all. */
        public static final int DEFAULT_MAXIMUM_ATTEMPTS = 6;

        private static final Pattern INDEX = Pattern.compile("[a-z0-9][a-z0-9._-]{0,99}");

        private final URI cluster;
        private Supplier<String> authorization = () -> "";
        private String index = DEFAULT_INDEX;
        private EcsPlacement placement = EcsPlacement.NAMESPACE;
        private int maximumBodyBytes = DEFAULT_MAXIMUM_BODY_BYTES;
        private Duration requestTimeout = Duration.ofMinutes(1);
        private Duration firstDelay = Duration.ofSeconds(1);
        private Duration longestDelay = Duration.ofSeconds(30);
        private int maximumAttempts = DEFAULT_MAXIMUM_ATTEMPTS;
        private RandomGenerator random = new Random();
        private Sleeper sleeper = time -> Thread.sleep(time.toMillis());

        private Builder(URI cluster) {
            if (cluster.getHost() == null
                    || !String.valueOf(cluster.getScheme()).matches("https?")) {
                throw new IllegalArgumentException("a cluster is an http or https address, got " + cluster);
            }
            this.cluster = cluster.getPath().endsWith("/") ? cluster : URI.create(cluster + "/");
        }

        /**
         * Sets the value of the header {@code Authorization}, asked for at each request. It is sent over https only, or to a
         * cluster on loopback; elsewhere the sink says {@link Remedy#STOP}. Default: no such header.
         *
         * @param value gives the header, such as {@code Basic …}
         * @return this builder
         */
        public Builder authorization(Supplier<String> value) {
            authorization = Objects.requireNonNull(value, "authorization");
            return this;
        }

        /**
         * Sets the index, which has a template of the same name. Default: {@value #DEFAULT_INDEX}.
         *
         * @param value small letters, digits, dots, hyphens and underscores, a letter or digit first
         * @return this builder
         * @throws IllegalArgumentException if it is no such name
         */
        public Builder index(String value) {
            if (!INDEX.matcher(value).matches()) {
                throw new IllegalArgumentException(
                        "an index is small letters, digits, dots, hyphens and underscores, got " + value);
            }
            index = value;
            return this;
        }

        /**
         * Sets where the origin stands. Default: in a namespace of its own.
         *
         * @param value the placement
         * @return this builder
         */
        public Builder placement(EcsPlacement value) {
            placement = Objects.requireNonNull(value, "placement");
            return this;
        }

        /**
         * Limits the body of a request. A document that is larger by itself goes alone. Default:
         * {@value #DEFAULT_MAXIMUM_BODY_BYTES}.
         *
         * @param value the limit in bytes, positive
         * @return this builder
         * @throws IllegalArgumentException if not positive
         */
        public Builder maximumBodyBytes(int value) {
            if (value < 1) {
                throw new IllegalArgumentException("maximum body bytes must be positive, got " + value);
            }
            maximumBodyBytes = value;
            return this;
        }

        /**
         * Sets how long a request may take. Default: a minute.
         *
         * @param value the time, positive
         * @return this builder
         */
        public Builder requestTimeout(Duration value) {
            requestTimeout = Objects.requireNonNull(value, "requestTimeout");
            return this;
        }

        /**
         * Sets how documents are tried again that the cluster is too busy for: after a delay that doubles up to a limit, and of
         * which at most half is left to chance; later where the cluster says when ({@code Retry-After}), within the limit.
         * Default: a second, 30 seconds, {@value #DEFAULT_MAXIMUM_ATTEMPTS} attempts.
         *
         * @param first the delay after the first attempt, positive
         * @param longest the longest delay
         * @param attempts how often a document is sent, at least 1
         * @return this builder
         */
        public Builder backoff(Duration first, Duration longest, int attempts) {
            firstDelay = first;
            longestDelay = longest;
            maximumAttempts = attempts;
            return this;
        }

        /**
         * Sets how delays are waited for, for hosts and tests that have a time of their own. Default: the thread sleeps.
         *
         * @param value waits
         * @param chance what part of a delay is left to
         * @return this builder
         */
        public Builder sleeper(Sleeper value, RandomGenerator chance) {
            sleeper = Objects.requireNonNull(value, "sleeper");
            random = Objects.requireNonNull(chance, "chance");
            return this;
        }

        /**
         * Makes the sink. The cluster is not asked for anything before the first entry.
         *
         * @return a sink
         * @throws IllegalArgumentException if the delays or the attempts make no sense
         */
        public OpenSearchSink build() {
            return new OpenSearchSink(this);
        }
    }
}
