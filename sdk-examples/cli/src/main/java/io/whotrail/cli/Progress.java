// SPDX-License-Identifier: Apache-2.0
package io.whotrail.cli;

import io.whotrail.cli.input.Reading;
import io.whotrail.pipeline.PipelineHealth;
import java.io.PrintStream;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Locale;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import org.jspecify.annotations.Nullable;

/** Shows how far the work is to whoever watches; shows nothing where nobody does. Any number of threads. */
final class Progress implements Reading.Watcher, AutoCloseable {
    /** Says how far the work is. */
    @FunctionalInterface
    private interface Line {
        String text();
    }

    private static final int COLUMNS = 79;
    private static final int UPDATED_EVERY_MILLIS = 250;

    private final PrintStream err;
    private final LongAdder bytes = new LongAdder();
    private final LongAdder events = new LongAdder();
    private @Nullable ProgressBar bar;

    private Progress(PrintStream err) {
        this.err = err;
    }

    /**
     * Begins to show how far a batch is.
     *
     * @param streams where to
     * @param bytes how many bytes will be read in all; 0 where that is not known
     */
    static Progress show(Streams streams, long bytes) {
        return show(streams, bytes, System::nanoTime);
    }

    /** As {@link #show(Streams, long)}, with a clock that only goes forward. */
    static Progress show(Streams streams, long bytes, LongSupplier nanos) {
        var progress = new Progress(streams.err());
        long began = nanos.getAsLong();
        var rate = new Rate(began);
        return progress.begin(streams, () -> {
            long now = nanos.getAsLong();
            return ProgressLine.ofBatch(
                    progress.bytes.sum(), bytes, rate.at(now, progress.events.sum()), Duration.ofNanos(now - began));
        });
    }

    /** Begins to show how a run without an end is. */
    static Progress watch(Streams streams, Supplier<PipelineHealth> health, InstantSource clock) {
        return watch(streams, health, clock, System::nanoTime);
    }

    /** As {@link #watch(Streams, Supplier, InstantSource)}, with a clock that only goes forward. */
    static Progress watch(Streams streams, Supplier<PipelineHealth> health, InstantSource clock, LongSupplier nanos) {
        var rate = new Rate(nanos.getAsLong());
        return new Progress(streams.err()).begin(streams, () -> {
            PipelineHealth now = health.get();
            double perSecond = rate.at(nanos.getAsLong(), ProgressLine.events(now.stats()));
            return ProgressLine.ofRun(now, perSecond, clock.instant());
        });
    }

    private Progress begin(Streams streams, Line line) {
        if (streams.interactive()) {
            // A given width spares a look at the terminal by native code.
            bar = ProgressBar.builder()
                    .setInitialMax(-1)
                    .setUpdateIntervalMillis(UPDATED_EVERY_MILLIS)
                    .continuousUpdate()
                    .setRenderer((state, columns) -> padded(line.text()))
                    .setConsumer(new ConsoleProgressBarConsumer(err, COLUMNS))
                    .build();
        }
        return this;
    }

    /** As long as every other line, so that nothing of the one before is left. */
    private static String padded(String text) {
        return String.format(Locale.ROOT, "%-" + COLUMNS + "." + COLUMNS + "s", text);
    }

    @Override
    public void advance(long read) {
        bytes.add(read);
    }

    @Override
    public void event() {
        events.increment();
    }

    /** Prints a line of its own, not amid the one that shows how far the work is. */
    void tell(String text) {
        err.println(bar == null ? text : '\r' + String.format(Locale.ROOT, "%-" + COLUMNS + "s", text));
    }

    @Override
    public void close() {
        if (bar != null) {
            bar.close();
        }
    }
}
