// SPDX-License-Identifier: Apache-2.0
package io.whotrail.sink;

import java.io.IOException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A sink did not take what it was given, and says what can be done about it. */
public final class SinkException extends IOException {
    private static final long serialVersionUID = 1;

    /** What helps, the mildest first. */
    public enum Remedy {
        /** Nothing for this batch: it is never going to be taken. The sink takes others. */
        SKIP,
        /** The same batch given again, perhaps later: the sink is busy, full or out of reach. */
        RETRY,
        /** Nothing for this sink: it can only be closed. */
        STOP
    }

    private final Remedy remedy;

    /**
     * Makes an exception.
     *
     * @param remedy what helps
     * @param message what happened; never the content of an event
     */
    public SinkException(Remedy remedy, String message) {
        this(remedy, message, null);
    }

    /**
     * Makes an exception.
     *
     * @param remedy what helps
     * @param message what happened; never the content of an event
     * @param cause what it came from, or {@code null}
     */
    public SinkException(Remedy remedy, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.remedy = Objects.requireNonNull(remedy, "remedy");
    }

    /**
     * What helps.
     *
     * @return the remedy
     */
    public Remedy remedy() {
        return remedy;
    }

    static SinkException closed(String what) {
        return new SinkException(Remedy.STOP, what + " is closed");
    }
}
