// SPDX-License-Identifier: Apache-2.0
package io.whotrail.cli.report;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.io.CharacterEscapes;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import io.whotrail.cli.text.TerminalText;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * JSON that can stand inside HTML. It is ASCII without {@code <}, {@code >} and {@code &}, so that nothing in it ends the script
 * element that holds it. Names are written as they are to be seen. Not thread safe.
 */
final class PageJson {
    /** How much of a text is told, in columns. */
    private static final int LONGEST = 300;

    private static final JsonFactory JSON = new JsonFactoryBuilder()
            .enable(JsonWriteFeature.ESCAPE_NON_ASCII)
            .characterEscapes(new Harmless())
            .build();

    private static final class Harmless extends CharacterEscapes {
        private static final long serialVersionUID = 1;

        private final int[] ascii = standardAsciiEscapesForJSON();

        Harmless() {
            ascii['<'] = ESCAPE_STANDARD;
            ascii['>'] = ESCAPE_STANDARD;
            ascii['&'] = ESCAPE_STANDARD;
        }

        @Override
        public int[] getEscapeCodesForAscii() {
            return ascii.clone();
        }

        @Override
        public @Nullable SerializableString getEscapeSequence(int character) {
            return null;
        }
    }

    private final JsonGenerator json;
    private final Map<String, Integer> strings = new LinkedHashMap<>();
    private final Map<String, Integer> events = new LinkedHashMap<>();

    PageJson(OutputStream out) throws IOException {
        this.json = JSON.createGenerator(out);
    }

    JsonGenerator json() {
        return json;
    }

    /** A text as it is to be seen. */
    static String seen(@Nullable String text) {
        return text == null ? "" : TerminalText.fit(text, LONGEST);
    }

    void text(String name, @Nullable String text) throws IOException {
        json.writeStringField(name, seen(text));
    }

    void time(String name, @Nullable Instant time) throws IOException {
        json.writeFieldName(name);
        time(time);
    }

    /** A time as seconds since 1970; null where it is not known. */
    void time(@Nullable Instant time) throws IOException {
        if (time == null) {
            json.writeNull();
        } else {
            json.writeNumber(time.getEpochSecond());
        }
    }

    /** The number of a text that occurs often. */
    int shared(@Nullable String text) {
        return number(strings, seen(text));
    }

    /** The number of an event that is told with its place. */
    int event(String id) {
        return number(events, id);
    }

    void events(String name, Iterable<String> ids, int maximum) throws IOException {
        json.writeArrayFieldStart(name);
        int written = 0;
        for (String id : ids) {
            if (written < maximum) {
                json.writeNumber(event(id));
                written++;
            }
        }
        json.writeEndArray();
    }

    private static int number(Map<String, Integer> numbers, String text) {
        Integer known = numbers.putIfAbsent(text, numbers.size());
        return known == null ? numbers.size() - 1 : known;
    }

    /** The ids of all events that are told with their places, by their numbers. */
    Set<String> eventIds() {
        return events.keySet();
    }

    void writeStrings() throws IOException {
        json.writeArrayFieldStart("strings");
        for (String text : strings.keySet()) {
            json.writeString(text);
        }
        json.writeEndArray();
    }
}
