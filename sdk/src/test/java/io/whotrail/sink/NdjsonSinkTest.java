// SPDX-License-Identifier: Apache-2.0
package io.whotrail.sink;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.whotrail.Attribution;
import io.whotrail.Attributor;
import io.whotrail.event.CloudTrailEvent;
import io.whotrail.event.UserIdentity;
import io.whotrail.testing.Seeds;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;

/** What a line shows is what the event said, and does nothing to whoever reads it. */
class NdjsonSinkTest {
    private static final int[] UNUSUAL = {
        0, 7, 0x1B, '"', '\\', '\n', 0x7F, 0x85, 0x9F, 0xAD, 0x200B, 0x2028, 0x2029, 0x202E, 0x2066, 0xFEFF, 0xE000,
        0x1F600, 0xE0001, 0xD800, 0xDC00, 'a', '<', '\u0430', 0x4E2D
    };

    private static String line(String userName) throws IOException {
        UserIdentity user = UserIdentity.builder()
                .type("IAMUser")
                .principalId("AIDAEXAMPLE")
                .userName(userName)
                .build();
        var out = new ByteArrayOutputStream();
        try (NdjsonSink sink = new NdjsonSink(out)) {
            Attributor attributor = Attributor.builder(InstantSource.system()).build();
            sink.write(SinkEntry.of(attributor.ask(
                    CloudTrailEvent.builder("e1").userIdentity(user).build())));
        }
        return out.toString(StandardCharsets.UTF_8);
    }

    private static String nameIn(String line) throws IOException {
        try (JsonParser json = new JsonFactory().createParser(line)) {
            while (json.nextToken() != null) {
                if (json.currentToken() == JsonToken.FIELD_NAME && "name".equals(json.currentName())) {
                    return json.nextTextValue();
                }
            }
        }
        throw new AssertionError("no name in " + line);
    }

    @ParameterizedTest
    @Seeds(2_000)
    void everyNameReadsBackAsItWas(Random random) throws IOException {
        var name = new StringBuilder();
        for (int i = random.nextInt(12); i >= 0; i--) {
            name.appendCodePoint(UNUSUAL[random.nextInt(UNUSUAL.length)]);
        }
        String line = line(name.toString());
        assertThat(nameIn(line)).isEqualTo(name.toString());
        assertThat(line.chars().filter(c -> c == '\n').count()).isEqualTo(1);
        assertThat(line.stripTrailing().codePoints()).noneMatch(NdjsonSinkTest::deceives);
    }

    private static boolean deceives(int codePoint) {
        int type = Character.getType(codePoint);
        return type == Character.CONTROL
                || type == Character.FORMAT
                || type == Character.LINE_SEPARATOR
                || type == Character.PARAGRAPH_SEPARATOR
                || type == Character.SURROGATE;
    }

    @Test
    void anAnswerThatBecameFinalEarlySaysSoBesideThatItIsFinal() throws IOException {
        var out = new ByteArrayOutputStream();
        try (NdjsonSink sink = new NdjsonSink(out)) {
            Attributor attributor = Attributor.builder(InstantSource.system()).build();
            Attribution answer = attributor.ask(CloudTrailEvent.builder("e1").build());
            sink.write(SinkEntry.of(answer.asFinal()));
            sink.write(SinkEntry.of(answer.asFinalizedEarly()));
        }
        assertThat(out.toString(StandardCharsets.UTF_8).lines())
                .containsExactly(
                        "{\"eventId\":\"e1\",\"verdict\":\"UNATTRIBUTED\",\"revision\":0,\"final\":true,"
                                + "\"reason\":\"NO_IDENTITY\"}",
                        "{\"eventId\":\"e1\",\"verdict\":\"UNATTRIBUTED\",\"revision\":0,\"final\":true,"
                                + "\"finalizedEarly\":true,\"reason\":\"NO_IDENTITY\"}");
    }

    @Test
    void ordinaryNamesOfAnyScriptStayReadable() throws IOException {
        assertThat(line("алиса 中文 émile")).contains("алиса 中文 émile");
    }

    @Test
    void keysComeInTheirFixedOrderAndUnknownOnesAreAbsent() throws IOException {
        assertThat(line("alice"))
                .isEqualTo("{\"eventId\":\"e1\",\"verdict\":\"ATTRIBUTED\",\"revision\":0,\"final\":false,"
                        + "\"origin\":{\"type\":\"IAMUser\",\"name\":\"alice\",\"principalId\":\"AIDAEXAMPLE\"},"
                        + "\"basis\":\"DIRECT\",\"chain\":[]}\n");
    }
}
