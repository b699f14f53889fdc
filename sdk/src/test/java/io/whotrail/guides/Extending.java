// SPDX-License-Identifier: Apache-2.0
package io.whotrail.guides;

import io.whotrail.Attribution;
import io.whotrail.Attribution.Attributed;
import io.whotrail.Attributor;
import io.whotrail.event.CloudTrailEvent;
import io.whotrail.sink.AttributionSink;
import io.whotrail.sink.SinkEntry;
import io.whotrail.sink.SinkException;
import io.whotrail.source.CloudTrailReader;
import io.whotrail.source.EventSource;
import io.whotrail.source.MalformedEventException;
import java.io.PrintStream;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The code of {@code sources-and-sinks.md}. */
final class Extending {
    private Extending() {}

    // @start source
    /** Events that a host puts into a queue as bytes. */
    static final class QueueSource implements EventSource {
        private final CloudTrailReader reader = CloudTrailReader.create();
        private final Queue<byte[]> queue = new ArrayDeque<>();
        private final Consumer<MalformedEventException> rejected;

        QueueSource(Consumer<MalformedEventException> rejected) {
            this.rejected = rejected;
        }

        void put(byte[] event) {
            queue.add(event);
        }

        @Override
        public String name() {
            return "queue";
        }

        @Override
        public @Nullable CloudTrailEvent next() {
            for (byte[] event = queue.poll(); event != null; event = queue.poll()) {
                try {
                    return reader.parseEvent(event);
                } catch (MalformedEventException bad) {
                    rejected.accept(bad); // told, and the rest goes on
                }
            }
            return null;
        }

        @Override
        public boolean isLive() {
            return true; // null means: nothing now
        }

        @Override
        public void close() {}
    }
    // @end

    // @start sink
    /** Tells a chat of what contractors do. */
    static final class ChatSink implements AttributionSink {
        private final PrintStream chat;
        private boolean closed;

        ChatSink(PrintStream chat) {
            this.chat = chat;
        }

        @Override
        public void write(List<SinkEntry> batch) throws SinkException {
            if (closed) {
                throw new SinkException(SinkException.Remedy.STOP, "the chat is closed", null);
            }
            for (SinkEntry entry : batch) {
                if (entry instanceof SinkEntry.Answer answer
                        && answer.attribution() instanceof Attributed known
                        && String.valueOf(known.origin().arn()).contains(":user/contractors/")) {
                    chat.println(known.origin().name() + ": " + known.event().eventName());
                }
            }
        }

        @Override
        public void flush() throws SinkException {
            if (closed) {
                throw new SinkException(SinkException.Remedy.STOP, "the chat is closed", null);
            }
            chat.flush();
        }

        @Override
        public void close() {
            closed = true;
        }
    }
    // @end

    static void joined(List<byte[]> records, PrintStream out) throws SinkException {
        // @start joined
        var source = new QueueSource(bad -> out.println("not read: " + bad.path() + " " + bad.reason()));
        records.forEach(source::put);
        var sink = new ChatSink(out);
        Attributor attributor = Attributor.builder(InstantSource.system()).build();
        for (CloudTrailEvent event = source.next(); event != null; event = source.next()) {
            Attribution answer = attributor.attribute(event);
            if (answer != null) { // null: a duplicate, which was answered before
                sink.write(SinkEntry.of(answer));
            }
        }
        sink.close();
        // @end
    }
}
