// SPDX-License-Identifier: Apache-2.0
package io.whotrail.source;

import org.jspecify.annotations.Nullable;

/**
 * Gives one {@code String} for texts that come again and again: services, calls, Regions, ARNs. Of {@value #SLOTS}
 * slots each holds the last text that fell on it, so that no choice of texts makes it larger or slower. For one thread.
 */
final class StringCache {
    private static final int SLOTS = 1 << 10;
    private static final int LONGEST = 256;

    private final @Nullable String[] slots = new String[SLOTS];

    /** The text, or {@code null} if it holds half of a surrogate pair. */
    @Nullable
    String get(char[] chars, int from, int length) {
        if (length > LONGEST) {
            return isWhole(chars, from, length) ? new String(chars, from, length) : null;
        }
        int hash = length;
        for (int i = from; i < from + length; i++) {
            hash = 31 * hash + chars[i];
        }
        int slot = (hash ^ hash >>> 10 ^ hash >>> 20) & SLOTS - 1;
        String cached = slots[slot];
        if (cached != null && isSame(cached, chars, from, length)) {
            return cached;
        }
        if (!isWhole(chars, from, length)) {
            return null;
        }
        String text = new String(chars, from, length);
        slots[slot] = text;
        return text;
    }

    private static boolean isSame(String text, char[] chars, int from, int length) {
        if (text.length() != length) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            if (text.charAt(i) != chars[from + i]) {
                return false;
            }
        }
        return true;
    }

    private static boolean isWhole(char[] chars, int from, int length) {
        for (int i = from; i < from + length; i++) {
            if (Character.isSurrogate(chars[i])) {
                if (i + 1 == from + length || !Character.isSurrogatePair(chars[i], chars[i + 1])) {
                    return false;
                }
                i++;
            }
        }
        return true;
    }
}
