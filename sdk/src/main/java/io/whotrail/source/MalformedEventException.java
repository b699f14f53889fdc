// SPDX-License-Identifier: Apache-2.0
package io.whotrail.source;

/** Says that bytes handed to {@link CloudTrailReader#parseEvent} are no event. Its message holds no content of them. */
public final class MalformedEventException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final RejectReason reason;
    private final String path;
    private final long byteOffset;

    MalformedEventException(RejectReason reason, String path, long byteOffset, String problem) {
        super(RejectedRecord.sentence(reason, path, problem, byteOffset, "no event"));
        this.reason = reason;
        this.path = path;
        this.byteOffset = byteOffset;
    }

    /**
     * Why it is no event.
     *
     * @return the reason
     */
    public RejectReason reason() {
        return reason;
    }

    /**
     * Where in the record it shows.
     *
     * @return a JSON path, {@code $.userIdentity}
     */
    public String path() {
        return path;
    }

    /**
     * Where in the bytes it shows.
     *
     * @return the offset from the first byte handed in
     */
    public long byteOffset() {
        return byteOffset;
    }
}
