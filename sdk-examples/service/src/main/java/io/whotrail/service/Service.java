// SPDX-License-Identifier: Apache-2.0
package io.whotrail.service;

import io.javalin.Javalin;
import io.whotrail.Attribution;
import io.whotrail.AttributionListener;
import io.whotrail.Attributor;
import io.whotrail.SessionRevision;
import io.whotrail.checkpoint.CheckpointException;
import io.whotrail.investigation.Investigation;
import io.whotrail.metrics.Equation;
import io.whotrail.sink.SinkEntry;
import io.whotrail.source.CloudTrailReader;
import io.whotrail.source.EventSource;
import io.whotrail.source.ReadStats;
import io.whotrail.source.RejectedRecord;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A service that runs: an attributor, the answers that are kept, and how to stop. Thread safe. */
final class Service implements AttributionListener, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Service.class);

    /** The post that a thread works on: what follows from its events is told there. */
    private static final ThreadLocal<@Nullable Post> CURRENT = new ThreadLocal<>();

    private final Settings settings;
    private final Investigation answers;
    private final Attributor attributor;
    private final @Nullable CheckpointFile checkpoint;
    private final Metrics metrics;
    private final CloudTrailReader reader =
            CloudTrailReader.builder().rejected(this::rejected).build();

    /** What all posts that have ended held. */
    private final AtomicReference<ReadStats> read = new AtomicReference<>(ReadStats.NONE);

    private final Semaphore room;
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
    private final Javalin http;
    private final @Nullable Future<?> saving;
    private volatile boolean stopping;
    private boolean closed;

    private Service(Settings settings, @Nullable CheckpointFile checkpoint) throws IOException, CheckpointException {
        this.settings = settings;
        this.answers = Investigation.keeping(settings.maximumAnswers());
        this.room = new Semaphore(settings.maximumPosts());
        this.checkpoint = checkpoint;
        Attributor.Builder builder = Attributor.builder(InstantSource.system())
                .lateness(settings.lateness())
                .listener(this);
        this.attributor = checkpoint == null ? builder.build() : checkpoint.restore(builder);
        this.metrics =
                new Metrics(attributor, this::read, answers, () -> settings.maximumPosts() - room.availablePermits());
        this.http = new Routes(this, settings, answers, metrics).javalin();
        long period = settings.checkpointEvery().toMillis();
        this.saving = checkpoint == null
                ? null
                : clock.scheduleWithFixedDelay(this::saveOrTell, period, period, TimeUnit.MILLISECONDS);
    }

    /** Starts a service. */
    static Service start(Settings settings) throws IOException, CheckpointException {
        CheckpointFile checkpoint = settings.checkpoints() == null ? null : CheckpointFile.open(settings.checkpoints());
        try {
            var service = new Service(settings, checkpoint);
            service.http.start(settings.host(), settings.port());
            return service;
        } catch (IOException | CheckpointException | RuntimeException failed) {
            if (checkpoint != null) {
                checkpoint.close();
            }
            throw failed;
        }
    }

    int port() {
        return http.port();
    }

    Javalin http() {
        return http;
    }

    private ReadStats read() {
        return Objects.requireNonNull(read.get());
    }

    /** Why no posts should come, or {@code null} if they may. */
    @Nullable
    Problem notReady() {
        return notReady(
                stopping,
                Stream.concat(attributor.stats().equations().stream(), read().equations().stream())
                        .toList());
    }

    /** A service whose counters do not add up has lost an event, or counted one twice: nobody should rely on it. */
    static @Nullable Problem notReady(boolean stopping, List<Equation> equations) {
        if (stopping) {
            return Problem.STOPPING;
        }
        return Equation.hold(equations) ? null : Problem.UNBALANCED;
    }

    /** Takes a place for a post; why there is none, or {@code null} if it has one. */
    @Nullable
    Problem enter() {
        if (stopping) {
            return Problem.STOPPING;
        }
        return room.tryAcquire() ? null : Problem.BUSY;
    }

    void leave() {
        room.release();
    }

    /** Answers what a body holds. */
    void answer(byte[] body, OutputStream out) throws IOException {
        var post = new Post(out, settings.maximumRecords());
        CURRENT.set(post);
        try (EventSource source = reader.open(new ByteArrayInputStream(body), "post")) {
            try {
                post.take(source, attributor, answers);
            } finally {
                read.accumulateAndGet(source.stats(), ReadStats::plus);
            }
        } catch (RuntimeException defect) {
            LOG.error("A post failed", defect);
            post.fail();
        } finally {
            CURRENT.remove();
            metrics.posted(post);
        }
    }

    @Override
    public void onAttribution(Attribution revised) {
        answers.add(revised);
        tell(SinkEntry.of(revised));
    }

    @Override
    public void onSessionRevision(SessionRevision notice) {
        answers.onSessionRevision(notice);
        tell(SinkEntry.of(notice));
    }

    private void tell(SinkEntry entry) {
        Post post = CURRENT.get();
        if (post != null) {
            post.tell(entry);
        }
    }

    private void rejected(RejectedRecord record) {
        Post post = CURRENT.get();
        if (post != null) {
            post.rejected(record);
        }
    }

    private void saveOrTell() {
        try {
            save();
        } catch (IOException | RuntimeException failure) {
            LOG.error("No checkpoint could be written: {}", failure.toString());
            metrics.checkpointFailed();
        }
    }

    private synchronized void save() throws IOException {
        if (checkpoint != null && checkpoint.isOpen()) {
            checkpoint.save(attributor);
        }
    }

    private synchronized void saveAndLetGo() throws IOException {
        try {
            save();
        } finally {
            if (checkpoint != null) {
                checkpoint.close();
            }
        }
    }

    /** Takes no more posts, waits for those under way, and writes a checkpoint. */
    @Override
    public void close() throws IOException {
        if (closed) {
            return;
        }
        closed = true;
        stopping = true;
        if (saving != null) {
            saving.cancel(false);
        }
        clock.shutdown();
        try {
            if (!room.tryAcquire(settings.maximumPosts(), settings.patience().toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.warn("Posts did not end in time; what they hold that is not answered is not taken");
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        try {
            saveAndLetGo();
        } finally {
            http.stop();
        }
    }
}
