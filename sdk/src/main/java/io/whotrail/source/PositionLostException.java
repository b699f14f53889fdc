// SPDX-License-Identifier: Apache-2.0
package io.whotrail.source;

import java.io.IOException;

/**
 * What a position refers to is not there any more as it was: a file changed, shrank or is gone. Reading on from there would
 * lose events or read others in their place, so the source refuses.
 */
public final class PositionLostException extends IOException {
    private static final long serialVersionUID = 1;

    /**
     * Makes an exception.
     *
     * @param message what changed
     */
    public PositionLostException(String message) {
        super(message);
    }
}
