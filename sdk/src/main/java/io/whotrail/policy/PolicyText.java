// SPDX-License-Identifier: Apache-2.0
package io.whotrail.policy;

import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Takes the wrappings off a policy document: JSON strings and URL encoding. */
final class PolicyText {
    /** A JSON string, URL-encoded, in a JSON string: more wrappings than any interface of AWS has. */
    private static final int MAXIMUM_WRAPPINGS = 3;

    private PolicyText() {}

    /** The text of the JSON object. */
    static String decoded(String document) {
        if (document.length() > TrustPolicy.MAXIMUM_LENGTH) {
            throw malformed(TrustPolicy.MAXIMUM_LENGTH, "is longer than " + TrustPolicy.MAXIMUM_LENGTH + " characters");
        }
        String text = document;
        for (int i = 0; i <= MAXIMUM_WRAPPINGS; i++) {
            int start = significant(text);
            char first = start < text.length() ? text.charAt(start) : ' ';
            switch (first) {
                case '{' -> {
                    return text;
                }
                case '"' -> text = string(text);
                case '%' -> text = percentDecoded(text);
                default -> throw malformed(start, "begins neither with an object nor with a string nor URL-encoded");
            }
        }
        throw malformed(0, "is wrapped more than " + MAXIMUM_WRAPPINGS + " times");
    }

    private static int significant(String text) {
        int i = 0;
        while (i < text.length() && " \t\r\n\uFEFF".indexOf(text.charAt(i)) >= 0) {
            i++;
        }
        return i;
    }

    private static String string(String text) {
        try (JsonParser parser = PolicySyntax.parser(text.substring(significant(text)))) {
            try {
                parser.nextToken();
                String inside = parser.getText();
                if (parser.nextToken() != null || inside == null) {
                    throw malformed(0, "is followed by something else");
                }
                return inside;
            } catch (IOException error) {
                throw PolicySyntax.malformed(error, "$");
            }
        } catch (IOException impossible) {
            throw PolicySyntax.malformed(impossible, "$");
        }
    }

    private static String percentDecoded(String text) {
        ByteBuffer bytes = ByteBuffer.allocate(3 * text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '%') {
                int high = i + 2 < text.length() ? Character.digit(text.charAt(i + 1), 16) : -1;
                int low = i + 2 < text.length() ? Character.digit(text.charAt(i + 2), 16) : -1;
                if (high < 0 || low < 0 || text.charAt(i + 1) > 'f' || text.charAt(i + 2) > 'f') {
                    throw malformed(i, "has a percent sign without two hexadecimal digits");
                }
                bytes.put((byte) (high << 4 | low));
                i += 2;
            } else if (Character.isSurrogate(c)) {
                throw malformed(i, "is not URL-encoded throughout");
            } else {
                bytes.put(String.valueOf(c).getBytes(StandardCharsets.UTF_8));
            }
        }
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(bytes.flip()).toString();
        } catch (CharacterCodingException wrong) {
            throw malformed(0, "is URL-encoded, but not from UTF-8");
        }
    }

    private static MalformedTrustPolicyException malformed(int offset, String problem) {
        return new MalformedTrustPolicyException("$", offset, problem);
    }
}
