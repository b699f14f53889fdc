// SPDX-License-Identifier: Apache-2.0
package io.whotrail.sink;

import java.io.IOException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Fields that are absent where their value is unknown. */
final class JsonFields {
    private JsonFields() {}

    static void write(String key, @Nullable Instant time, JsonLine json) throws IOException {
        if (time != null) {
            json.writeFieldName(key);
            json.writeTime(time);
        }
    }

    static void write(String key, @Nullable String value, JsonLine json) throws IOException {
        if (value != null) {
            json.writeStringField(key, value);
        }
    }

    static @Nullable String emptyAsAbsent(@Nullable String text) {
        return text == null || text.isEmpty() ? null : text;
    }

    static @Nullable String firstOf(@Nullable String... texts) {
        for (@Nullable String text : texts) {
            if (emptyAsAbsent(text) != null) {
                return text;
            }
        }
        return null;
    }
}
