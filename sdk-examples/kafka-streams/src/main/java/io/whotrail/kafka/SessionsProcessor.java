// SPDX-License-Identifier: Apache-2.0
package io.whotrail.kafka;

import io.whotrail.Attribution;
import io.whotrail.SessionRevision;
import io.whotrail.checkpoint.CheckpointException;
import io.whotrail.sink.LineFormat;
import io.whotrail.sink.SinkEntry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Objects;
import org.apache.kafka.streams.errors.ProcessorStateException;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The task that has one partition of the sessions topic: a {@link KeptPart}. */
final class SessionsProcessor extends ContextualProcessor<byte[], byte[], byte[], byte[]> {
    static final String STORE = "journal";
    static final String ATTRIBUTIONS = "attributions";
    static final String REVISIONS = "revisions";
    static final String MESSAGES = "messages";
    static final String UNSENT = "unsent";

    /** A broker and a producer take a mebibyte, unless they are told otherwise; headers and the journal's need some. */
    static final int LONGEST = (1 << 20) - (16 << 10);

    private static final byte[] NO_KEY = {};
    private static final Logger LOG = LoggerFactory.getLogger(SessionsProcessor.class);

    /** How long a watermark that moved by less than a step may go untold. */
    private static final Duration UNTOLD = Duration.ofSeconds(5);

    private final PartSettings settings;
    private final LineFormat lines = LineFormat.ndjson();
    private @Nullable KeptPart part;

    SessionsProcessor(PartSettings settings) {
        this.settings = settings;
    }

    @Override
    public void init(ProcessorContext<byte[], byte[]> context) {
        super.init(context);
        int self = context.taskId().partition();
        try {
            KeptPart kept = KeptPart.of(new Journal(context.getStateStore(STORE)), self, settings);
            kept.speak(new Forwarding());
            context.schedule(UNTOLD, PunctuationType.WALL_CLOCK_TIME, now -> kept.tellWatermark());
            part = kept;
        } catch (IOException | CheckpointException failed) {
            throw new ProcessorStateException("the state of partition " + self + " cannot be used", failed);
        }
    }

    @Override
    public void process(Record<byte[], byte[]> record) {
        try {
            Objects.requireNonNull(part, "not initialised").take(context().currentSystemTimeMs(), record.value());
        } catch (CheckpointException damaged) {
            throw new IllegalStateException("the sessions topic holds what this program cannot read", damaged);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** Sends a part's words to their topics. */
    private final class Forwarding implements SessionPart.Output {
        @Override
        public void attribution(Attribution attribution) {
            line(attribution.eventId(), SinkEntry.of(attribution), ATTRIBUTIONS);
        }

        @Override
        public void revision(Attribution attribution) {
            line(attribution.eventId(), SinkEntry.of(attribution), REVISIONS);
        }

        @Override
        public void notice(SessionRevision notice) {
            SinkEntry entry = SinkEntry.of(notice);
            line(entry.documentId(), entry, REVISIONS);
        }

        private void line(String key, SinkEntry entry, String topic) {
            send(key.getBytes(StandardCharsets.UTF_8), lines.line(entry), topic);
        }

        @Override
        public void message(@Nullable String key, Message message) {
            send(key == null ? null : Partitions.keyOf(key), message.toBytes(), MESSAGES);
        }

        private void send(byte @Nullable [] key, byte[] value, String topic) {
            long now = context().currentSystemTimeMs();
            byte[] name = key == null ? NO_KEY : key;
            if (name.length + value.length > LONGEST) {
                LOG.error(
                        "{} bytes for {} are more than a message holds: told in the topic of rejects",
                        value.length,
                        topic);
                context().forward(new Record<>(null, Rejects.ofUnsent(topic, name, value.length), now), UNSENT);
            } else {
                context().forward(new Record<>(key, value, now), topic);
            }
        }
    }
}
