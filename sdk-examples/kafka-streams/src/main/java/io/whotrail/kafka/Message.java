// SPDX-License-Identifier: Apache-2.0
package io.whotrail.kafka;

import io.whotrail.EventBytes;
import io.whotrail.Relay;
import io.whotrail.checkpoint.CheckpointException;
import io.whotrail.event.CloudTrailEvent;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** What the sessions topic carries to whoever holds a part of all sessions. */
sealed interface Message {
    /** An event whose session is of that part. */
    record Event(CloudTrailEvent event) implements Message {
        @Override
        public byte[] toBytes() {
            return Message.framed(EVENT, 0, EventBytes.of(event));
        }
    }

    /**
     * How far a partition of the input has come: no event older than the lateness before that time is expected from it.
     *
     * @param source the partition of the input
     * @param time in epoch seconds; {@link LeastWatermark#IDLE} where it has been silent for long
     */
    record Progress(int source, long time) implements Message {
        @Override
        public byte[] toBytes() {
            return Message.framed(PROGRESS, source, ofLongs(List.of(time)));
        }
    }

    /**
     * What another part tells.
     *
     * @param part who tells it
     */
    record Told(int part, Relay relay) implements Message {
        @Override
        public byte[] toBytes() {
            return Message.framed(TOLD, part, relay.toBytes());
        }
    }

    /**
     * How far another part has come.
     *
     * @param part who says it
     * @param watermarks its watermark of each round, see {@link LeastWatermark}
     */
    record Round(int part, List<Long> watermarks) implements Message {
        public Round {
            watermarks = List.copyOf(watermarks);
        }

        @Override
        public byte[] toBytes() {
            return Message.framed(ROUND, part, ofLongs(watermarks));
        }
    }

    byte EVENT = 1;
    byte PROGRESS = 2;
    byte TOLD = 3;
    byte ROUND = 4;

    byte[] toBytes();

    /**
     * Reads a message.
     *
     * @throws CheckpointException if it is none, or one of a newer version
     */
    static Message of(byte[] bytes) throws CheckpointException {
        if (bytes.length < 1 + Integer.BYTES) {
            throw unknown();
        }
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        byte kind = buffer.get();
        int from = buffer.getInt();
        return switch (kind) {
            case EVENT -> new Event(EventBytes.read(rest(buffer)));
            case PROGRESS -> new Progress(from, longs(buffer).get(0));
            case TOLD -> new Told(from, Relay.of(rest(buffer)));
            case ROUND -> new Round(from, longs(buffer));
            default -> throw unknown();
        };
    }

    private static CheckpointException unknown() {
        return new CheckpointException(
                CheckpointException.Reason.DAMAGED, "what the sessions topic holds is not a message of this program");
    }

    private static byte[] framed(byte kind, int from, byte[] content) {
        return ByteBuffer.allocate(1 + Integer.BYTES + content.length)
                .put(kind)
                .putInt(from)
                .put(content)
                .array();
    }

    private static byte[] rest(ByteBuffer buffer) {
        var rest = new byte[buffer.remaining()];
        buffer.get(rest);
        return rest;
    }

    private static byte[] ofLongs(List<Long> numbers) {
        ByteBuffer buffer = ByteBuffer.allocate(numbers.size() * Long.BYTES);
        numbers.forEach(buffer::putLong);
        return buffer.array();
    }

    private static List<Long> longs(ByteBuffer buffer) throws CheckpointException {
        if (buffer.remaining() == 0 || buffer.remaining() % Long.BYTES != 0) {
            throw unknown();
        }
        var numbers = new ArrayList<Long>();
        while (buffer.hasRemaining()) {
            numbers.add(buffer.getLong());
        }
        return numbers;
    }
}
