// SPDX-License-Identifier: Apache-2.0
package io.whotrail.checkpoint;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A checkpoint cannot be used, and nothing of it was. That its bytes could not be read at all is an
 * {@link java.io.IOException} instead: another attempt may help against that, and never against this.
 */
public final class CheckpointException extends Exception {
    private static final long serialVersionUID = 1L;

    /** Why a checkpoint cannot be used. */
    public enum Reason {
        /** It is something else: it does not begin as a checkpoint does. */
        NOT_A_CHECKPOINT,
        /** A newer release wrote it, in a format that this one does not know. */
        NEWER_VERSION,
        /** It ends before its end: whoever wrote it did not finish, or it was cut off. */
        INCOMPLETE,
        /** It is not what was written: a checksum or the digest says so, or what it holds cannot be. */
        DAMAGED,
        /** It was written under settings that give what it holds another meaning than those of now. */
        DIFFERENT_SETTINGS
    }

    private final Reason reason;

    /**
     * Says what is wrong.
     *
     * @param reason why it cannot be used
     * @param message the same in words
     */
    public CheckpointException(Reason reason, String message) {
        this(reason, message, null);
    }

    /**
     * Says what is wrong.
     *
     * @param reason why it cannot be used
     * @param message the same in words
     * @param cause what showed it, or {@code null}
     */
    public CheckpointException(Reason reason, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.reason = Objects.requireNonNull(reason, "reason");
    }

    /**
     * Why it cannot be used.
     *
     * @return the reason
     */
    public Reason reason() {
        return reason;
    }
}
