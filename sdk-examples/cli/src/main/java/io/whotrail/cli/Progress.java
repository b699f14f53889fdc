// SPDX-License-Identifier: Apache-2.0
package io.whotrail.cli;

import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

/** Shows how far the work is to whoever watches; shows nothing where nobody does. Any number of threads. */
final class Progress implements AutoCloseable {
    private static final int COLUMNS = 79;
    private static final int UPDATED_EVERY_MILLIS = 250;
    private static final long MEBIBYTE = 1 << 20;

    private final @Nullable ProgressBar bar;

    private Progress(@Nullable ProgressBar bar) {
        this.bar = bar;
    }

    /**
     * Begins to show.
     *
     * @param streams where to
     * @param bytes how many bytes will be read in all; 0 where that is not known
     */
    static Progress show(Streams streams, long bytes) {
        if (!streams.interactive()) {
            return new Progress(null);
        }
        // A given width spares a look at the terminal by native code.
        return new Progress(ProgressBar.builder()
                .setTaskName("reading")
                .setInitialMax(bytes == 0 ? -1 : bytes)
                .setUnit(" MiB", MEBIBYTE)
                .setStyle(ProgressBarStyle.ASCII)
                .setUpdateIntervalMillis(UPDATED_EVERY_MILLIS)
                .setConsumer(new ConsoleProgressBarConsumer(streams.err(), COLUMNS))
                .build());
    }

    void advance(long bytes) {
        if (bar != null && bytes != 0) {
            bar.stepBy(bytes);
        }
    }

    @Override
    public void close() {
        if (bar != null) {
            bar.close();
        }
    }
}
