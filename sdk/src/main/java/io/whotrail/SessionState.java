// SPDX-License-Identifier: Apache-2.0
package io.whotrail;

import org.jspecify.annotations.Nullable;

/**
 * What a session is beside what its first record shows, for a checkpoint.
 *
 * @param forgotten whether it is none of its group any more
 * @param released whether nobody descends from it any more either
 * @param saturated whether more records came than can be of one call
 * @param rest what most have nothing of
 * @param announced what was last given out for its own key
 */
record SessionState(
        boolean forgotten,
        boolean released,
        boolean saturated,
        @Nullable SessionRest rest,
        @Nullable Announced announced) {}
