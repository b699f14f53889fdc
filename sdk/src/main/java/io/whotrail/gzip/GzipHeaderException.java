// SPDX-License-Identifier: Apache-2.0
package io.whotrail.gzip;

import java.io.Serial;

/** Says that where a gzip member must begin there is none, or none that is read. */
public final class GzipHeaderException extends Exception {
    @Serial
    private static final long serialVersionUID = 1L;

    private final boolean tooLong;

    GzipHeaderException(String problem, boolean tooLong) {
        super(problem, null, false, false);
        this.tooLong = tooLong;
    }

    /**
     * Whether a field is longer than is read; else the header is damaged.
     *
     * @return whether it is
     */
    public boolean isTooLong() {
        return tooLong;
    }
}
