// SPDX-License-Identifier: Apache-2.0
package io.whotrail;

import org.jspecify.annotations.Nullable;

/** Whatever can be found in a group by the access key id or by the second of its birth. */
interface Credential {
    /** The access key id that was issued or used, or {@code null}. */
    @Nullable
    String accessKeyId();

    /** Whether its access key id is this one. */
    boolean hasKey(@Nullable String key);

    /** The second of the session's birth, or {@link EpochSeconds#UNKNOWN}. */
    long birth();
}
