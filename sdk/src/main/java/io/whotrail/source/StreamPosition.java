// SPDX-License-Identifier: Apache-2.0
package io.whotrail.source;

import io.whotrail.event.CloudTrailEvent;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * How far a stream was read.
 *
 * @param records how many records and pieces of damage were seen
 * @param last what the last event among them was, as a hash; 0 where there was none
 * @param stamp the file that the stream came from, {@code null} where it is no file or was not opened yet
 */
record StreamPosition(long records, long last, @Nullable Stamp stamp) {
    private static final String KIND = "a stream";
    private static final String HEAD = "stream-1";
    private static final String NONE = "-";
    private static final int WORDS = 5;
    private static final long FACTOR = 31;

    static StreamPosition parse(String text) {
        List<String> words = PositionText.words(text, WORDS, KIND);
        if (!words.get(0).equals(HEAD)) {
            throw PositionText.foreign(KIND);
        }
        Stamp stamp = words.get(3).equals(NONE)
                ? null
                : new Stamp(PositionText.number(words.get(3), KIND), PositionText.number(words.get(4), KIND));
        return new StreamPosition(
                PositionText.number(words.get(1), KIND), PositionText.hexadecimal(words.get(2), KIND), stamp);
    }

    static long hash(@Nullable CloudTrailEvent event) {
        return event == null
                ? 0
                : event.contentHash() * FACTOR + event.eventId().hashCode();
    }

    String text() {
        String file = stamp == null ? NONE + ' ' + NONE : stamp.size() + " " + stamp.modified();
        return String.format(Locale.ROOT, "%s %d %x %s", HEAD, records, last, file);
    }
}
