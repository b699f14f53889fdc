// SPDX-License-Identifier: Apache-2.0
package io.whotrail.integrity;

import java.io.Serial;

/** Says that a file is no digest, and why. */
final class MalformedDigest extends Exception {
    @Serial
    private static final long serialVersionUID = 1L;

    MalformedDigest(String problem) {
        super(problem, null, false, false);
    }
}
