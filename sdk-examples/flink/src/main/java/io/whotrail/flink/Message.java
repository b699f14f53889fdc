// SPDX-License-Identifier: Apache-2.0
package io.whotrail.flink;

import io.whotrail.EventBytes;
import io.whotrail.Relay;
import io.whotrail.checkpoint.CheckpointException;
import io.whotrail.event.CloudTrailEvent;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Arrays;

/** What an attributor of the job is given. */
sealed interface Message {
    /** An event. */
    record Event(CloudTrailEvent event) implements Message {
        @Override
        public byte[] toBytes() {
            return Message.framed(EVENT, EventBytes.of(event));
        }
    }

    /** What the resolver tells. */
    record Told(Relay relay) implements Message {
        @Override
        public byte[] toBytes() {
            return Message.framed(TOLD, relay.toBytes());
        }
    }

    /** How far event time has come. */
    record Progress(Instant watermark) implements Message {
        @Override
        public byte[] toBytes() {
            return Message.framed(
                    PROGRESS,
                    ByteBuffer.allocate(Long.BYTES)
                            .putLong(watermark.toEpochMilli())
                            .array());
        }
    }

    byte EVENT = 1;
    byte TOLD = 2;
    byte PROGRESS = 3;

    byte[] toBytes();

    /**
     * Reads a message.
     *
     * @throws CheckpointException if it is none, or one of a newer version
     */
    static Message of(byte[] bytes) throws CheckpointException {
        byte[] content = Arrays.copyOfRange(bytes, 1, bytes.length);
        return switch (bytes[0]) {
            case EVENT -> event(content);
            case TOLD -> new Told(Relay.of(content));
            case PROGRESS ->
                new Progress(Instant.ofEpochMilli(ByteBuffer.wrap(content).getLong()));
            default ->
                throw new CheckpointException(
                        CheckpointException.Reason.DAMAGED, "what the state holds is not a message of this program");
        };
    }

    /** The event that another operator sent. */
    static Event event(byte[] bytes) throws CheckpointException {
        return new Event(EventBytes.read(bytes));
    }

    private static byte[] framed(byte kind, byte[] content) {
        return ByteBuffer.allocate(1 + content.length).put(kind).put(content).array();
    }
}
