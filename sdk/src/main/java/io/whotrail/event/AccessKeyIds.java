// SPDX-License-Identifier: Apache-2.0
package io.whotrail.event;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Tells an access key id from the words that stand in its place. */
final class AccessKeyIds {
    /** The longest access key id that the IAM API allows. */
    private static final int MAXIMUM_LENGTH = 128;

    private static final int LONGEST_PLACEHOLDER = "anonymous".length();

    private AccessKeyIds() {}

    /** The key id, or {@code null} for {@code ""}, {@code Unknown}, a mask such as {@code ***}, and whatever is no id. */
    static @Nullable String orNull(@Nullable String text) {
        if (text == null || text.isEmpty() || text.length() > MAXIMUM_LENGTH) {
            return null;
        }
        boolean varied = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (!(c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z' || c >= '0' && c <= '9')) {
                return null;
            }
            varied |= c != text.charAt(0);
        }
        return varied && (text.length() > LONGEST_PLACEHOLDER || !isPlaceholder(text)) ? text : null;
    }

    private static boolean isPlaceholder(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "unknown", "none", "null", "redacted", "masked", "hidden", "anonymous" -> true;
            default -> false;
        };
    }
}
