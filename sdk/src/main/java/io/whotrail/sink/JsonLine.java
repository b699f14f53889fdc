// SPDX-License-Identifier: Apache-2.0
package io.whotrail.sink;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.io.SerializedString;
import com.fasterxml.jackson.core.util.JsonGeneratorDelegate;
import java.io.IOException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Jackson's generator with text escaped as {@link LineFormat} says, and fields that are absent where unknown. For one thread. */
final class JsonLine extends JsonGeneratorDelegate {
    /* Most texts are ASCII without anything to escape. They are copied while they are looked at and handed over as bytes; no
     * other text is written without Jackson's escapes. */

    private static final JsonFactory JSON = new JsonFactory();
    /** Longer texts are rare enough to take the long way. */
    private static final int LONGEST_PLAIN = 1 << 9;

    private final LineBytes out;
    private final AnswerKey.Spelling spelling;
    private final RecentAnswers recent;
    private final byte[] plain = new byte[LONGEST_PLAIN];
    private final TimeText times = new TimeText();
    /** Names that stand in the code, encoded. */
    private final Map<String, SerializableString> names = new HashMap<>();

    JsonLine(LineBytes out, AnswerKey.Spelling spelling, RecentAnswers recent) throws IOException {
        super(JSON.createGenerator(out));
        setRootValueSeparator(null);
        this.out = out;
        this.spelling = spelling;
        this.recent = recent;
    }

    /** What is remembered of earlier lines. */
    RecentAnswers recent() {
        return recent;
    }

    void name(AnswerKey key) throws IOException {
        delegate.writeFieldName(key.spelled(spelling));
    }

    void write(AnswerKey key, @Nullable String value) throws IOException {
        if (value != null) {
            name(key);
            writeString(value);
        }
    }

    void write(AnswerKey key, @Nullable Instant time) throws IOException {
        if (time != null) {
            name(key);
            writeTime(time);
        }
    }

    void write(AnswerKey key, int number) throws IOException {
        name(key);
        delegate.writeNumber(number);
    }

    void write(AnswerKey key, boolean value) throws IOException {
        name(key);
        delegate.writeBoolean(value);
    }

    void beginObject(AnswerKey key) throws IOException {
        name(key);
        delegate.writeStartObject();
    }

    void beginArray(AnswerKey key) throws IOException {
        name(key);
        delegate.writeStartArray();
    }

    void writeTime(Instant time) throws IOException {
        byte[] text = times.of(time);
        if (text == null) {
            writeString(time.toString());
        } else {
            delegate.writeRawUTF8String(text, 0, text.length);
        }
    }

    @Override
    public void writeFieldName(String name) throws IOException {
        SerializableString known = names.get(name);
        if (known == null) {
            known = new SerializedString(name);
            names.put(name, known);
        }
        delegate.writeFieldName(known);
    }

    @Override
    public void writeString(String text) throws IOException {
        int length = text.length();
        if (length <= LONGEST_PLAIN && copyPlain(text, length)) {
            delegate.writeRawUTF8String(plain, 0, length);
        } else {
            byte[] escaped = EscapedText.of(text);
            delegate.writeRawUTF8String(escaped, 0, escaped.length);
        }
    }

    private boolean copyPlain(String text, int length) {
        byte[] to = plain;
        for (int i = 0; i < length; i++) {
            char c = text.charAt(i);
            if (!EscapedText.isPlain(c)) {
                return false;
            }
            to[i] = (byte) c;
        }
        return true;
    }

    /** How many bytes are written; with {@link #since} tells what was written between. */
    int position() throws IOException {
        delegate.flush();
        return out.size();
    }

    /** What was written since a position. */
    byte[] since(int position) throws IOException {
        delegate.flush();
        return out.copy(position);
    }

    /** Writes fields that {@link #since} told where fields came before them too, as here. */
    void writeFields(byte[] fields) throws IOException {
        delegate.flush();
        out.write(fields, 0, fields.length);
    }
}
