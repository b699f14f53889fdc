// SPDX-License-Identifier: Apache-2.0
package io.whotrail;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The events whose answers are not final, the one that will be final first at the head. Used under the engine's lock. */
final class WaitingEvents {
    private final TimeQueue<WaitingEvent> byTime =
            new TimeQueue<>(WaitingEvent::due, WaitingEvent.BY_TIME, WaitingEvent::isClosed);
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
        forget(event);
        byTime.givenUp();
    }

    private void forget(WaitingEvent event) {
        event.close();
        weight.removeWaiting(event);
        byId.remove(event.answer().eventId(), event);
    }

    int size() {
        return byId.size();
    }

    /** Takes the next event that the watermark has passed, or {@code null}. */
    @Nullable
    WaitingEvent pollDue(long watermark) {
        return taken(byTime.pollPassed(watermark));
    }

    /** Takes the event that would be final first, or {@code null}. */
    @Nullable
    WaitingEvent pollOldest() {
        return taken(byTime.poll());
    }

    private @Nullable WaitingEvent taken(@Nullable WaitingEvent event) {
        if (event != null) {
            forget(event);
        }
        return event;
    }

    /** All, the one that will be final first at the head; a copy. */
    List<WaitingEvent> all() {
        var all = new ArrayList<>(byId.values());
        all.sort(WaitingEvent.BY_TIME);
        return all;
    }
}
