// SPDX-License-Identifier: Apache-2.0
package io.whotrail;

import java.util.List;

/**
 * A fact worth an analyst's eye, with the events that show it.
 *
 * @param type what kind of fact
 * @param detail the fact in words; may hold names from the input, so a sink has to escape it
 * @param eventIds the events that show it, sorted
 */
public record Signal(SignalType type, String detail, List<String> eventIds) {
    /** Copies the event ids. */
    public Signal {
        eventIds = List.copyOf(eventIds);
    }
}
