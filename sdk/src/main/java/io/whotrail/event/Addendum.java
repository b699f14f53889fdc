// SPDX-License-Identifier: Apache-2.0
package io.whotrail.event;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Why an event came late or again: the {@code addendum} of a record. Where the reason is {@code UPDATED_DATA}, the record
 * that bears it holds the corrected content of {@link #originalEventId}.
 *
 * @param reason {@code DELIVERY_DELAY}, {@code UPDATED_DATA} or {@code SERVICE_OUTAGE}
 * @param updatedFields the fields that were corrected
 * @param originalEventId the event that this one corrects
 */
public record Addendum(
        @Nullable String reason,
        List<String> updatedFields,
        @Nullable String originalEventId) {
    /** Copies the fields. */
    public Addendum {
        updatedFields = List.copyOf(updatedFields);
    }
}
