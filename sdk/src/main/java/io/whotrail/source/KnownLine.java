// SPDX-License-Identifier: Apache-2.0
package io.whotrail.source;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Lines of text that AWS writes where events go, and that are none. */
final class KnownLine {
    private static final String VALIDATION_MESSAGE = "CloudTrail validation message.";
    private static final String CONTROL_MESSAGE = "CWL CONTROL MESSAGE";
    private static final int LONGEST = 256;

    private KnownLine() {}

    /** What a line is; {@code null} where it is not known. */
    static @Nullable PassedOver kind(byte[] bytes, int from, int to) {
        if (to - from > LONGEST) {
            return null;
        }
        String text = new String(bytes, from, to - from, StandardCharsets.ISO_8859_1).strip();
        if (text.equals(VALIDATION_MESSAGE)) {
            return PassedOver.VALIDATION_MESSAGE;
        }
        return text.startsWith(CONTROL_MESSAGE) ? PassedOver.CONTROL_MESSAGE : null;
    }
}
