// SPDX-License-Identifier: Apache-2.0
package io.whotrail.simulation;

import io.whotrail.event.CloudTrailEvent;
import java.io.IOException;
import java.io.OutputStream;

/**
 * An event that happened, with the truth about it and what became of its record.
 *
 * @param event what attribution reads of it
 * @param truth who was behind it, and what is right to answer
 * @param fate whether and when its record is delivered
 * @param trail the account and Region whose trail tells of it
 * @param policy the role that it creates, changes or deletes; {@code null} for others
 */
public record SimulatedEvent(CloudTrailEvent event, Truth truth, Fate fate, Trail trail, RoleChange policy) {
    /** The record as CloudTrail writes it, in its full field order, on one line. */
    public byte[] bytes() {
        return RecordJson.bytes(this);
    }

    /** Writes {@link #bytes}. */
    public void writeTo(OutputStream out) throws IOException {
        out.write(bytes());
    }
}
