// SPDX-License-Identifier: Apache-2.0
package io.whotrail.source;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Makes an event's JSON again of what an SQL engine (CloudTrail Lake, Athena) made of it: columns in lower case. */
final class LakeRows {
    private static final Map<String, String> COLUMNS = RecordMember.NAMES.columns();
    private static final String WHOLE_EVENT = "eventjson";
    /** {@code "2023-07-10}, with its quote. */
    private static final int DATE_BYTES = 11;

    /** {@code "2023-07-10 12:09:30"}. */
    private static final int TIME_BYTES = 21;

    /** Columns that hold an object, as JSON in a string. */
    private static final Set<String> OBJECTS = Set.of(
            "userIdentity",
            "requestParameters",
            "responseElements",
            "additionalEventData",
            "serviceEventDetails",
            "addendum");

    private final byte[] bytes;
    private final ByteArrayOutputStream json = new ByteArrayOutputStream();
    private Unwrapped.@Nullable Payload whole;
    private int known;
    private boolean lowerCase;

    private LakeRows(byte[] bytes) {
        this.bytes = bytes;
        json.write('{');
    }

    /** A row of Lake: an array of objects with one member each. {@code null} where the array is something else. */
    static @Nullable Unwrapped row(byte[] bytes, int from, int to) throws MalformedRecord {
        LakeRows row = new LakeRows(bytes);
        int i = JsonText.significant(bytes, from + 1, to);
        while (i < to - 1) {
            int end = JsonText.valueEnd(bytes, i, to);
            if (bytes[i] != '{' || !row.isSingle(i, end)) {
                return null;
            }
            row.columnsOf(i, end);
            i = row.afterComma(end, to);
        }
        return row.result();
    }

    /** An object whose members are columns. {@code null} where it is something else. */
    static @Nullable Unwrapped columns(byte[] bytes, int from, int to) throws MalformedRecord {
        LakeRows row = new LakeRows(bytes);
        row.columnsOf(from, to);
        return row.lowerCase || row.whole != null ? row.result() : null;
    }

    /** Whether an object has one member only. */
    private boolean isSingle(int from, int to) {
        int name = JsonText.significant(bytes, from + 1, to);
        int colon = JsonText.significant(bytes, JsonText.stringEnd(bytes, name, to), to);
        int value = JsonText.significant(bytes, colon + 1, to);
        int after = JsonText.significant(bytes, JsonText.valueEnd(bytes, value, to), to);
        return name < to && bytes[name] == '"' && after == to - 1;
    }

    private void columnsOf(int from, int to) throws MalformedRecord {
        int i = JsonText.significant(bytes, from + 1, to);
        while (i < to - 1) {
            int nameEnd = JsonText.stringEnd(bytes, i, to);
            int value = JsonText.significant(bytes, JsonText.significant(bytes, nameEnd, to) + 1, to);
            int valueEnd = JsonText.valueEnd(bytes, value, to);
            String name = new String(JsonText.unescape(bytes, i + 1, nameEnd - 1), StandardCharsets.UTF_8);
            lowerCase |= name.equals("eventname");
            column(name.toLowerCase(Locale.ROOT), value, valueEnd);
            i = afterComma(valueEnd, to);
        }
    }

    private void column(String name, int from, int to) throws MalformedRecord {
        if (name.equals(WHOLE_EVENT) && bytes[from] == '"') {
            byte[] text = JsonText.unescape(bytes, from + 1, to - 1);
            whole = new Unwrapped.Payload(text, 0, text.length, true, ".eventJson");
            return;
        }
        String member = COLUMNS.get(name);
        if (member == null || to - from <= 2) {
            return;
        }
        json.writeBytes(((known++ == 0 ? "\"" : ",\"") + member + "\":").getBytes(StandardCharsets.US_ASCII));
        if (bytes[from] == '"' && OBJECTS.contains(member)) {
            json.writeBytes(object(name, JsonText.unescape(bytes, from + 1, to - 1)));
        } else if (name.equals("eventtime") && to - from >= TIME_BYTES && bytes[from + DATE_BYTES] == ' ') {
            json.write(bytes, from, DATE_BYTES);
            json.write('T');
            json.write(bytes, from + DATE_BYTES + 1, to - from - DATE_BYTES - 2);
            json.writeBytes("Z\"".getBytes(StandardCharsets.US_ASCII));
        } else {
            json.write(bytes, from, to - from);
        }
    }

    private static byte[] object(String name, byte[] text) throws MalformedRecord {
        int first = JsonText.significant(text, 0, text.length);
        int second = JsonText.significant(text, first + 1, text.length);
        boolean object = second < text.length && text[first] == '{' && (text[second] == '"' || text[second] == '}');
        if (object
                && JsonText.significant(text, JsonText.valueEnd(text, first, text.length), text.length)
                        == text.length) {
            return text;
        }
        if (first < text.length && text[first] == '{') {
            throw new MalformedRecord(
                    RejectReason.UNSUPPORTED_FORM,
                    "." + name,
                    0,
                    "is the struct text of an SQL engine; write CAST(" + name + " AS JSON) in the query");
        }
        return "null".getBytes(StandardCharsets.US_ASCII);
    }

    private int afterComma(int from, int to) {
        int i = JsonText.significant(bytes, from, to);
        return i < to && bytes[i] == ',' ? JsonText.significant(bytes, i + 1, to) : i;
    }

    private @Nullable Unwrapped result() {
        if (whole != null) {
            return whole;
        }
        if (known < 2) {
            return null;
        }
        json.write('}');
        byte[] made = json.toByteArray();
        return new Unwrapped.Payload(made, 0, made.length, true, "");
    }
}
