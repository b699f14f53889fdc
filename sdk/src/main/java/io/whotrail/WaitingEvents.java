// SPDX-License-Identifier: Apache-2.0
package io.whotrail;

import java.util.HashMap;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The events whose answers are not final, the one that will be final first at the head. Used under the engine's lock. */
final class WaitingEvents {
    private final NavigableSet<WaitingEvent> byTime = new TreeSet<>(WaitingEvent.BY_TIME);
    private final Map<String, WaitingEvent> byId = new HashMap<>();

    private final Weight weight;

    WaitingEvents(Weight weight) {
        this.weight = weight;
    }

    void add(WaitingEvent event) {
        weight.addWaiting(event);
        byTime.add(event);
        byId.put(event.answer().eventId(), event);
    }

    @Nullable
    WaitingEvent find(String eventId) {
        return byId.get(eventId);
    }

    /** Takes an event out before its time. */
    void close(WaitingEvent event) {
        event.close();
        weight.removeWaiting(event);
        byTime.remove(event);
        byId.remove(event.answer().eventId(), event);
    }

    int size() {
        return byId.size();
    }

    /** Takes the next event that the watermark has passed, or {@code null}. */
    @Nullable
    WaitingEvent pollDue(long watermark) {
        return byTime.isEmpty() || byTime.first().due() >= watermark ? null : pollOldest();
    }

    /** Takes the event that would be final first, or {@code null}. */
    @Nullable
    WaitingEvent pollOldest() {
        if (byTime.isEmpty()) {
            return null;
        }
        WaitingEvent oldest = byTime.first();
        close(oldest);
        return oldest;
    }
}
