// SPDX-License-Identifier: Apache-2.0
package io.whotrail;

import org.jspecify.annotations.Nullable;

/**
 * Names that a session bears and nothing proves.
 *
 * @param sessionName the role session name, which the caller chose
 * @param sourceIdentity the source identity, which the first caller of the chain chose unless a policy forced it
 */
public record Claims(@Nullable String sessionName, @Nullable String sourceIdentity) {
    static final Claims NONE = new Claims(null, null);
}
