// SPDX-License-Identifier: Apache-2.0
package io.whotrail.source;

import java.io.IOException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A source could not do what it was asked for, and says what can be done about it. Any other {@link IOException} of a source
 * says nothing of the kind: who reads on after one may miss events.
 */
public final class SourceException extends IOException {
    private static final long serialVersionUID = 1;

    /** What helps, the mildest first. */
    public enum Remedy {
        /** The same call again, perhaps later: the source is busy or out of reach. It has given nothing up meanwhile. */
        RETRY,
        /** Nothing for this source: it can only be closed, and resumed in another run. */
        STOP
    }

    private final Remedy remedy;

    /**
     * Makes an exception.
     *
     * @param remedy what helps
     * @param message what happened; never the content of an event
     */
    public SourceException(Remedy remedy, String message) {
        this(remedy, message, null);
    }

    /**
     * Makes an exception.
     *
     * @param remedy what helps
     * @param message what happened; never the content of an event
     * @param cause what it came from, or {@code null}
     */
    public SourceException(Remedy remedy, String message, @Nullable Throwable cause) {
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
}
