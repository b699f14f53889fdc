// SPDX-License-Identifier: Apache-2.0
package io.whotrail;

import io.whotrail.checkpoint.CheckpointException;
import io.whotrail.event.CloudTrailEvent;
import java.util.Objects;

/**
 * An event as bytes, for hosts that send events from process to process, or keep them: what attribution reads of a record,
 * mostly less than half of its size, and no session token.
 */
public final class EventBytes {
    private static final SmallImage IMAGE = new SmallImage("event");

    private EventBytes() {}

    /**
     * Writes an event.
     *
     * @param event any event
     * @return bytes from which {@link #read} makes an equal event, in this version of the library and all later ones
     */
    public static byte[] of(CloudTrailEvent event) {
        Objects.requireNonNull(event, "event");
        return IMAGE.write(out -> EventImage.write(event, out));
    }

    /**
     * Reads an event.
     *
     * @param bytes what {@link #of} wrote
     * @return the event
     * @throws CheckpointException if they are damaged, or of a newer version
     */
    public static CloudTrailEvent read(byte[] bytes) throws CheckpointException {
        return IMAGE.read(bytes, EventImage::read);
    }
}
