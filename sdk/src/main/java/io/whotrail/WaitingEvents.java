// SPDX-License-Identifier: Apache-2.0
package io.whotrail;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The events whose answers are not final, the one that will be final first at the head. Used under the engine's lock. */
final class WaitingEvents {
    /* Many become final in one second, and are ordered among themselves when it comes. Who is taken out before stays until
     * then, or until such are more than a small part of all. */

    /** Below this many it is not worth the trouble. */
    private static final int FEW = 256;

    /** The part of all, one in so many, that may be closed and still be there. */
    private static final int PART = 16;

    /** The events that become final in one second. */
    private static final class Second {
        final long due;
        private final List<WaitingEvent> events = new ArrayList<>(4);
        private boolean sorted = true;

        Second(long due) {
            this.due = due;
        }

        void add(WaitingEvent event) {
            events.add(event);
            sorted = false;
        }

        boolean isEmpty() {
            return events.isEmpty();
        }

        /** The first in order, which is kept last. */
        WaitingEvent take() {
            if (!sorted) {
                events.sort(Collections.reverseOrder(WaitingEvent.BY_TIME));
                sorted = true;
            }
            return events.remove(events.size() - 1);
        }

        void dropClosed() {
            events.removeIf(WaitingEvent::isClosed);
        }
    }

    private final TreeMap<Long, Second> seconds = new TreeMap<>();
    /** The second that an event was last added to: often the next one is of it too. */
    private @Nullable Second latest;

    private final Map<String, WaitingEvent> byId = new HashMap<>();
    private final Weight weight;
    /** How many are closed and still have a place. */
    private int closed;

    WaitingEvents(Weight weight) {
        this.weight = weight;
    }

    void add(WaitingEvent event) {
        weight.addWaiting(event.bytes());
        secondOf(event.due()).add(event);
        byId.put(event.answer().eventId(), event);
    }

    private Second secondOf(long due) {
        Second second = latest;
        if (second == null || second.due != due) {
            second = seconds.computeIfAbsent(due, Second::new);
            latest = second;
        }
        return second;
    }

    @Nullable
    WaitingEvent find(String eventId) {
        return byId.get(eventId);
    }

    /** Takes an event out before its time. */
    void close(WaitingEvent event) {
        forget(event);
        closed++;
        if (closed > FEW && closed > byId.size() / PART) {
            seconds.values().forEach(Second::dropClosed);
            seconds.values().removeIf(Second::isEmpty);
            latest = null;
            closed = 0;
        }
    }

    private void forget(WaitingEvent event) {
        event.close();
        weight.removeWaiting(event.bytes());
        byId.remove(event.answer().eventId(), event);
    }

    int size() {
        return byId.size();
    }

    /** Takes the next event that the watermark has passed, or {@code null}. */
    @Nullable
    WaitingEvent pollDue(long watermark) {
        return poll(watermark);
    }

    /** Takes the event that would be final first, or {@code null}. */
    @Nullable
    WaitingEvent pollOldest() {
        return poll(Long.MAX_VALUE);
    }

    private @Nullable WaitingEvent poll(long until) {
        for (Map.Entry<Long, Second> first = seconds.firstEntry();
                first != null && (first.getKey() < until || until == Long.MAX_VALUE);
                first = seconds.firstEntry()) {
            WaitingEvent event = take(first.getValue());
            if (!event.isClosed()) {
                forget(event);
                return event;
            }
            closed--;
        }
        return null;
    }

    private WaitingEvent take(Second second) {
        WaitingEvent event = second.take();
        if (second.isEmpty()) {
            seconds.remove(second.due);
            latest = null;
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
