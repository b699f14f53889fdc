// SPDX-License-Identifier: Apache-2.0
package io.whotrail.cli.input;

import io.whotrail.event.CloudTrailEvent;
import io.whotrail.source.CloudTrailReader;
import io.whotrail.source.EventSource;
import io.whotrail.source.ReadStats;
import io.whotrail.source.RejectedRecord;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.Consumer;

/** Reads the events of one input after the other. Any number of threads. */
public final class Reading {
    /** Is told how far the work is. Any number of threads. */
    public interface Watcher {
        /** So many more bytes were read. */
        void advance(long bytes);

        /** An event was read. */
        void event();
    }

    /** Takes events. */
    public interface Events {
        /**
         * Takes an event.
         *
         * @param event the event
         * @param index how many events of the same input came before
         * @param source what gave it, and may know where in its bytes it lies
         */
        void accept(CloudTrailEvent event, long index, EventSource source) throws IOException;
    }

    private final Watcher watcher;

    /**
     * Makes one.
     *
     * @param watcher is told how far the work is
     */
    public Reading(Watcher watcher) {
        this.watcher = watcher;
    }

    /** Reads an input from its beginning to its end, and checks that it did not change meanwhile. */
    public ReadStats read(Input input, Consumer<RejectedRecord> rejected, Events events) throws IOException {
        CloudTrailReader reader = CloudTrailReader.builder().rejected(rejected).build();
        input.checkUnchanged();
        ReadStats read;
        try (EventSource source = input.open(reader, this::watched)) {
            long index = 0;
            for (CloudTrailEvent event = source.next(); event != null; event = source.next()) {
                events.accept(event, index, source);
                watcher.event();
                index++;
            }
            read = source.stats();
        }
        input.checkUnchanged();
        return read;
    }

    private InputStream watched(InputStream in) {
        return new FilterInputStream(in) {
            @Override
            public int read() throws IOException {
                int read = in.read();
                watcher.advance(read < 0 ? 0 : 1);
                return read;
            }

            @Override
            public int read(byte[] bytes, int offset, int length) throws IOException {
                int read = in.read(bytes, offset, length);
                watcher.advance(Math.max(0, read));
                return read;
            }
        };
    }
}
