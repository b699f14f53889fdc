// SPDX-License-Identifier: Apache-2.0
package io.whotrail.integrity;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.CharConversionException;
import java.io.IOException;
import java.io.InputStream;
import java.io.Serial;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** JSON in which nothing is said twice, and nothing that should be a text is something else. */
final class StrictJson {
    private static final int MAXIMUM_DEPTH = 20;
    private static final int MAXIMUM_TEXT = 16 << 10;

    private static final JsonFactory JSON = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .disable(StreamReadFeature.AUTO_CLOSE_SOURCE)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(MAXIMUM_DEPTH)
                    .maxStringLength(MAXIMUM_TEXT)
                    .build())
            .build();

    /** Says that something is not what it must be. */
    static final class Unexpected extends IOException {
        @Serial
        private static final long serialVersionUID = 1L;

        private Unexpected(String message) {
            super(message);
        }
    }

    private StrictJson() {}

    static JsonParser parser(InputStream in) throws IOException {
        return JSON.createParser(in);
    }

    static JsonParser parser(byte[] bytes) throws IOException {
        return JSON.createParser(bytes);
    }

    static void expect(JsonParser json, JsonToken token) throws IOException {
        if (json.currentToken() != token) {
            throw unexpected(json, json.currentToken() + " where " + token + " must be");
        }
    }

    /** The text that must be there. */
    static String text(JsonParser json) throws IOException {
        expect(json, JsonToken.VALUE_STRING);
        return json.getText();
    }

    /** The text that must be there, or {@code null}. */
    static @Nullable String textOrNull(JsonParser json) throws IOException {
        return json.currentToken() == JsonToken.VALUE_NULL ? null : text(json);
    }

    /** A text or a number. */
    static String scalar(JsonParser json) throws IOException {
        if (!json.currentToken().isScalarValue()) {
            throw unexpected(json, json.currentToken() + " where a text or a number must be");
        }
        return json.getText();
    }

    static Unexpected unexpected(JsonParser json, String problem) {
        return new Unexpected(problem + where(json.currentTokenLocation().getByteOffset()));
    }

    /** What is wrong, without a word of the content. */
    static String problem(Exception wrong) {
        if (wrong instanceof JsonProcessingException malformed) {
            return "malformed JSON"
                    + where(
                            malformed.getLocation() == null
                                    ? -1
                                    : malformed.getLocation().getByteOffset());
        }
        return wrong instanceof CharConversionException
                ? "characters in no encoding that JSON has"
                : String.valueOf(wrong.getMessage());
    }

    private static String where(long offset) {
        return offset < 0 ? "" : String.format(Locale.ROOT, " (byte %,d)", offset);
    }
}
