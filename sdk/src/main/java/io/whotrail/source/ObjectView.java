// SPDX-License-Identifier: Apache-2.0
package io.whotrail.source;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The members of one object, well formed and in memory, that show what envelope it is. */
final class ObjectView {
    private final byte[] bytes;
    private final String path;
    private final Map<String, int[]> members = new HashMap<>();

    /** Looks at the object from index to index; only the names asked for are kept. */
    ObjectView(byte[] bytes, int from, int to, Set<String> names, String path) throws MalformedRecord {
        this.bytes = bytes;
        this.path = path;
        int i = JsonText.significant(bytes, from + 1, to);
        while (i < to - 1) {
            int nameEnd = JsonText.stringEnd(bytes, i, to);
            int value = JsonText.significant(bytes, JsonText.significant(bytes, nameEnd, to) + 1, to);
            int valueEnd = JsonText.valueEnd(bytes, value, to);
            String name = new String(JsonText.unescape(bytes, i + 1, nameEnd - 1), StandardCharsets.UTF_8);
            if (names.contains(name) && members.put(name, new int[] {value, valueEnd}) != null) {
                throw new MalformedRecord(RejectReason.DUPLICATE_KEY, path + "." + name, i - from, "is there twice");
            }
            i = JsonText.significant(bytes, valueEnd, to);
            if (i < to && bytes[i] == ',') {
                i = JsonText.significant(bytes, i + 1, to);
            }
        }
    }

    String path() {
        return path;
    }

    boolean has(String name) {
        return members.containsKey(name);
    }

    boolean isString(String name) {
        return first(name) == '"';
    }

    boolean isObject(String name) {
        return first(name) == '{';
    }

    boolean isArray(String name) {
        return first(name) == '[';
    }

    private int first(String name) {
        int[] range = members.get(name);
        return range == null || range[0] >= range[1] ? -1 : bytes[range[0]];
    }

    /** Whether a member is a string of a certain text. */
    boolean is(String name, String text) {
        return isString(name) && text.equals(new String(text(name), StandardCharsets.UTF_8));
    }

    /** What a string holds. */
    byte[] text(String name) {
        int[] range = range(name);
        return JsonText.unescape(bytes, range[0] + 1, range[1] - 1);
    }

    /** A view of an object inside; {@code null} where the member is none. */
    @Nullable
    ObjectView inside(String name, Set<String> names) throws MalformedRecord {
        if (!isObject(name)) {
            return null;
        }
        int[] range = range(name);
        return new ObjectView(bytes, range[0], range[1], names, path + "." + name);
    }

    /** The value itself, where it is. */
    Unwrapped.Payload value(String name) {
        int[] range = range(name);
        return new Unwrapped.Payload(bytes, range[0], range[1], false, path + "." + name);
    }

    private int[] range(String name) {
        int[] range = members.get(name);
        if (range == null) {
            throw new IllegalStateException("no member " + name);
        }
        return range;
    }
}
