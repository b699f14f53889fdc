// SPDX-License-Identifier: Apache-2.0
package io.whotrail;

import io.whotrail.checkpoint.CheckpointException;
import org.jspecify.annotations.Nullable;

/**
 * What one of several attributors, each of which holds a part of all sessions, tells the others: who called for a credential
 * that was issued into another's part, a trust policy, a name, whose a key is. See {@link Attributor.Builder#partition}.
 *
 * <p>Those of one attributor to another have to come in the order in which they were told; to learn one twice does no harm.
 * Immutable.
 */
public final class Relay {
    private static final SmallImage IMAGE = new SmallImage("relay");

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
        return IMAGE.write(content::write);
    }

    /**
     * Reads one that was sent.
     *
     * @param bytes what {@link #toBytes} wrote
     * @return the same relay
     * @throws CheckpointException if they are damaged, or of a newer version
     */
    public static Relay of(byte[] bytes) throws CheckpointException {
        return new Relay(IMAGE.read(bytes, Relayed::read));
    }
}
