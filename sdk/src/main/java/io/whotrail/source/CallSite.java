// SPDX-License-Identifier: Apache-2.0
package io.whotrail.source;

import org.jspecify.annotations.Nullable;

/**
 * What a client called from where: the same in many records.
 *
 * @param source the service
 * @param name the call
 * @param region where it was called
 * @param address where it was called from
 */
record CallSite(
        @Nullable String source,
        @Nullable String name,
        @Nullable String region,
        @Nullable String address) {}
