// SPDX-License-Identifier: Apache-2.0
package io.whotrail.source;

import org.jspecify.annotations.Nullable;

/**
 * What kind of record it is, and whose: the same in many records.
 *
 * @param type the type of the event
 * @param category its category
 * @param recipient the account that received it
 */
record RecordType(
        @Nullable String type,
        @Nullable String category,
        @Nullable String recipient) {}
