// SPDX-License-Identifier: Apache-2.0
package io.whotrail;

import java.util.HashMap;
import java.util.Map;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/** The events whose answers are not final, the one that will be final first at the head. Used under the engine's lock. */
final class WaitingEvents {
    private final PriorityQueue<WaitingEvent> byTime = new PriorityQueue<>(WaitingEvent.BY_TIME);
    private final Map<String, WaitingEvent> byId = new HashMap<>();

    void add(WaitingEvent event) {
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
        byId.remove(event.answer().eventId(), event);
    }

    int size() {
        return byId.size();
    }

    /** Takes the next event that the watermark has passed, or {@code null}. */
    @Nullable
    WaitingEvent pollDue(long watermark) {
        WaitingEvent head = head();
        return head == null || head.due() >= watermark ? null : pollHead();
    }

    /** Takes the event that would be final first, or {@code null}. */
    @Nullable
    WaitingEvent pollOldest() {
        return head() == null ? null : pollHead();
    }

    private @Nullable WaitingEvent head() {
        WaitingEvent head = byTime.peek();
        while (head != null && head.isClosed()) {
            byTime.poll();
            head = byTime.peek();
        }
        return head;
    }

    private @Nullable WaitingEvent pollHead() {
        WaitingEvent head = byTime.poll();
        if (head != null) {
            close(head);
        }
        return head;
    }
}
