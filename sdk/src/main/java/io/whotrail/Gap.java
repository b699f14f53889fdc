// SPDX-License-Identifier: Apache-2.0
package io.whotrail;

import org.jspecify.annotations.Nullable;

/**
 * No origin is known.
 *
 * @param reason why
 * @param furthest the identity furthest up the chain that is proven; {@code null} where the record names nobody
 * @param claims the names that are merely claimed
 */
public record Gap(UnattributedReason reason, @Nullable Identity furthest, Claims claims) implements Verdict {}
