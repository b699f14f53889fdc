// SPDX-License-Identifier: Apache-2.0
package io.whotrail;

import io.whotrail.checkpoint.CheckpointException;
import io.whotrail.checkpoint.CheckpointException.Reason;
import io.whotrail.image.ImageReader;
import io.whotrail.image.ImageWriter;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What one of several attributors, each of which holds a part of all sessions, tells the others: who called for a credential
 * that was issued into another's part, a trust policy, a name, whose a key is. See {@link Attributor.Builder#partition}.
 *
 * <p>Those of one attributor to another have to come in the order in which they were told; to learn one twice does no harm.
 * Immutable.
 */
public final class Relay {
    private static final String WRITER = "whotrail-sdk relay";
    private static final String SECTION = "relay";

    private final Relayed content;

    Relay(Relayed content) {
        this.content = content;
    }

    Relayed content() {
        return content;
    }

    /**
     * Whom it is for.
     *
     * @return the partition key of the attributor that it is for; {@code null} where it is for all others
     */
    public @Nullable String key() {
        return content.key();
    }

    /**
     * Writes it, to be sent.
     *
     * @return bytes from which {@link #of} makes the same again; they hold no session token
     */
    public byte[] toBytes() {
        var bytes = new ByteArrayOutputStream();
        try {
            ImageWriter image = ImageWriter.begin(bytes, WRITER, Instant.EPOCH);
            content.write(image.section(SECTION));
            image.seal();
        } catch (IOException impossible) {
            throw new IllegalStateException("memory takes all that is written", impossible);
        }
        return bytes.toByteArray();
    }

    /**
     * Reads one that was sent.
     *
     * @param bytes what {@link #toBytes} wrote
     * @return the same relay
     * @throws CheckpointException if they are damaged, or of a newer version
     */
    public static Relay of(byte[] bytes) throws CheckpointException {
        try {
            ImageReader image = ImageReader.begin(new ByteArrayInputStream(bytes));
            var relay = new Relay(Relayed.read(image.section(SECTION)));
            image.end();
            return relay;
        } catch (IOException impossible) {
            throw new CheckpointException(Reason.DAMAGED, "the relay cannot be read", impossible);
        } catch (RuntimeException impossible) {
            throw new CheckpointException(Reason.DAMAGED, "the relay is damaged: it holds what cannot be", impossible);
        }
    }
}
