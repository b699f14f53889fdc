// SPDX-License-Identifier: Apache-2.0
package io.whotrail.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The id of a record without one: the same for the same content, another for another. */
class FingerprintTest {
    private static final String EVENT =
            "{\"eventName\":\"a\",\"eventSource\":\"b\",\"x\":[1,2.50,{\"z\":null,\"y\":\"\\u00e9\\n\"}]}";

    @Test
    void theIdIsTheHashOfTheDocumentedForm() throws NoSuchAlgorithmException {
        String canonical = "{\"eventName\":\"a\",\"eventSource\":\"b\",\"x\":[1,2.50,{\"y\":\"é\\u000a\",\"z\":null}]}";
        byte[] hash = MessageDigest.getInstance("SHA-256").digest(canonical.getBytes(StandardCharsets.UTF_8));
        assertThat(id(EVENT))
                .isEqualTo("sha256:" + HexFormat.of().formatHex(hash).substring(0, 32));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"eventSource\":\"b\",\"x\":[1,2.50,{\"y\":\"\\u00E9\\n\",\"z\":null}],\"eventName\":\"a\"}",
                " {\n\"eventName\" : \"\\u0061\",\t\"eventSource\":\"b\",\"x\":[ 1 , 2.50,{\"z\":null,"
                        + "\"y\":\"é\\u000A\"} ] }\n",
                "{\"eventName\":\"a\",\"eventSource\":\"b\",\"x\":[1,2.50,{\"z\":null,\"y\":\"\\u00e9\\n\","
                        + "\"sessionToken\":\"secret\"}],\"password\":\"p\"}",
                "{\"eventID\":\"\",\"eventName\":\"a\",\"eventSource\":\"b\",\"x\":[1,2.50,{\"z\":null,"
                        + "\"y\":\"\\u00e9\\n\"}]}"
            })
    void orderSpacingEscapesAndSecretsDoNotCount(String same) {
        String other = same.replace("\"eventID\":\"\",", "");
        assertThat(id(other)).isEqualTo(id(EVENT));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"eventName\":\"a\",\"eventSource\":\"b\",\"x\":[2.50,1,{\"z\":null,\"y\":\"\\u00e9\\n\"}]}",
                "{\"eventName\":\"a\",\"eventSource\":\"b\",\"x\":[1,2.5,{\"z\":null,\"y\":\"\\u00e9\\n\"}]}",
                "{\"eventName\":\"a\",\"eventSource\":\"b\",\"x\":[1,2.50,{\"z\":\"null\",\"y\":\"\\u00e9\\n\"}]}",
                "{\"eventName\":\"a\",\"eventSource\":\"b\",\"x\":[1,2.50,{\"z\":null,\"y\":\"e\\n\"}]}"
            })
    void everythingElseCounts(String other) {
        assertThat(id(other)).isNotEqualTo(id(EVENT));
    }

    @Test
    void theEnvelopeDoesNotCount() {
        for (Envelope envelope : Envelope.values()) {
            assertThat(Reading.of(envelope.wrap(EVENT)).event().eventId())
                    .as("%s", envelope)
                    .isEqualTo(id(EVENT));
        }
    }

    private static String id(String json) {
        return Reading.of(json).event().eventId();
    }
}
