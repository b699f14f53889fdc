// SPDX-License-Identifier: Apache-2.0
package io.whotrail.source;

import io.whotrail.event.CloudTrailEvent;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Events that are in memory already, for tests and for hosts that have them. One thread at a time. Its position is the number
 * of events before it, so it resumes where it is given the same events again.
 */
public final class MemorySource implements ResumableSource {
    private static final String KIND = "a source in memory";

    private final String name;
    private final List<CloudTrailEvent> events;
    private int position;
    private int from;
    private boolean closed;

    /**
     * Makes a source.
     *
     * @param name its name, not empty
     * @param events the events, in their order
     * @throws IllegalArgumentException if the name is empty
     */
    public MemorySource(String name, List<CloudTrailEvent> events) {
        if (name.isEmpty()) {
            throw new IllegalArgumentException("a source needs a name, got an empty one");
        }
        this.name = name;
        this.events = List.copyOf(events);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public @Nullable CloudTrailEvent next() throws IOException {
        if (closed) {
            throw new IOException(name + " is closed");
        }
        return position < events.size() ? events.get(position++) : null;
    }

    @Override
    public ReadStats stats() {
        long read = (long) position - from;
        return new ReadStats(read, read, Map.of(), Map.of(), 0, 0, 0, 0);
    }

    @Override
    public SourcePosition position() {
        return new SourcePosition(Integer.toString(position));
    }

    @Override
    public void resume(SourcePosition to) throws IOException {
        if (position > 0 || closed) {
            throw new IllegalStateException(name + " was read already");
        }
        long number = PositionText.number(to.text(), KIND);
        if (number < 0) {
            throw PositionText.foreign(KIND);
        }
        if (number > events.size()) {
            throw new PositionLostException(name + " has " + events.size() + " events, and was read up to " + number);
        }
        position = (int) number;
        from = position;
    }

    @Override
    public void close() {
        closed = true;
    }
}
