// SPDX-License-Identifier: Apache-2.0
package io.whotrail.source;

import io.whotrail.event.CloudTrailEvent;
import org.jspecify.annotations.Nullable;

/** Reads ordinary records out of a window while their ends are looked for, so that few bytes are gone over twice. */
final class RecordReading {
    private final Window window;
    private final SelectiveParser parser;
    private @Nullable CloudTrailEvent event;
    /** The offset up to which the record was known when it was last tried; 0 where it was not. */
    private long tried;

    RecordReading(Window window, SelectiveParser parser) {
        this.window = window;
        this.parser = parser;
    }

    /** Begins with another record. */
    void start() {
        event = null;
        tried = 0;
    }

    /** Reads the record at the window's position and moves behind it, if it is ordinary and all in memory. */
    boolean readWhole() {
        window.readOn();
        int from = window.position;
        if (!parser.isLikely(window.limit - from)) {
            return false;
        }
        tried = window.offsetOf(window.limit);
        event = parser.parse(window.bytes, from, window.limit);
        if (event == null) {
            return false;
        }
        window.position = parser.end();
        return true;
    }

    /** The event of the record that was found from index to index; {@code null} where only Jackson can tell. */
    @Nullable
    CloudTrailEvent event(int from, int to) {
        if (event == null && tried < window.offsetOf(to) && window.bytes[from] == '{') {
            CloudTrailEvent late = parser.parse(window.bytes, from, to);
            event = late != null && parser.end() == to ? late : null;
            tried = window.offsetOf(to);
        }
        return event;
    }
}
