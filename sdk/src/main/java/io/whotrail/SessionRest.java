// SPDX-License-Identifier: Apache-2.0
package io.whotrail;

import org.jspecify.annotations.Nullable;

/**
 * What most sessions have nothing of.
 *
 * @param records the records of a call that left several
 * @param twin the session that everybody outside takes for this one
 * @param sightings what is seen of the key
 */
record SessionRest(
        @Nullable CallRecords records,
        @Nullable IssuedSession twin,
        @Nullable KeySightings sightings) {}
