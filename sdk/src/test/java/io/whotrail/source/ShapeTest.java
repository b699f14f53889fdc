// SPDX-License-Identifier: Apache-2.0
package io.whotrail.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.whotrail.testing.Seeds;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;

/** A shape shows how a record is built, and nothing that somebody put into it. */
class ShapeTest {
    private static final String CANARY = "Canary9+/=";
    private static final String OTHER = "Tulips7-_.";
    private static final String PLACE = "@@@@@@@@@@";

    private static String shape(byte[] bytes) {
        return Shape.of(bytes, 0, bytes.length);
    }

    private static String shape(String text) {
        return shape(Json.utf8(text));
    }

    @Test
    void cloudTrailsOwnWordsStayAndAllElseIsBlank() {
        assertThat(
                        shape(
                                "{\"eventName\":\"AssumeRole\", \"userIdentity\":{\"type\":\"IAMUser\",\"arn\":\"a\\\"b\"},"
                                        + "\"responseElements\":{\"credentials\":{\"sessionToken\":\"abc\",\"mine\":[1.5,true,null]}}}"))
                .isEqualTo(
                        "{\"eventName\":\"AssumeRole\", \"userIdentity\":{\"type\":\"IAMUser\",\"arn\":\"****\"},"
                                + "\"responseElements\":{\"credentials\":{\"sessionToken\":\"***\",\"****\":[0*0,true,null]}}}");
    }

    @Test
    void itIsCutWhereItGetsLong() {
        assertThat(shape("\"" + "x".repeat(5_000) + "\"")).hasSize(Shape.MAXIMUM_BYTES);
        assertThat(shape("\"eventName")).isEqualTo("\"*********");
        assertThat(shape("\"\\")).isEqualTo("\"*");
        assertThat(shape("")).isEmpty();
    }

    @ParameterizedTest
    @Seeds(300)
    void whereverASecretLiesAndHoweverTheRecordIsBrokenAnotherSecretHasTheSameShape(Random random) {
        for (String record : SecretPlaces.RECORDS) {
            byte[] bytes = Json.utf8(record.replace("@", PLACE));
            String broken = new String(
                    random.nextBoolean() ? bytes : Mutation.mutant(bytes, random), StandardCharsets.ISO_8859_1);
            String shape = shape(broken.replace(PLACE, CANARY).getBytes(StandardCharsets.ISO_8859_1));
            assertThat(shape)
                    .hasSize(Math.min(broken.length(), Shape.MAXIMUM_BYTES))
                    .doesNotContain("anary")
                    .isEqualTo(shape(broken.replace(PLACE, OTHER).getBytes(StandardCharsets.ISO_8859_1)));
        }
    }

    @ParameterizedTest
    @Seeds(200)
    void anyBytesHaveAShapeOfAscii(Random random) {
        byte[] bytes = new byte[random.nextInt(2_000)];
        random.nextBytes(bytes);
        assertThat(shape(bytes).chars()).allMatch(c -> c < 0x7f);
    }

    @Test
    void onlyWhoAskedForItIsToldIt() throws IOException {
        List<RejectedRecord> rejected = new ArrayList<>();
        String record = "{\"eventName\":\"n\",\"userIdentity\":\"secret\"}";
        for (CloudTrailReader reader : List.of(
                CloudTrailReader.builder().rejected(rejected::add).build(),
                CloudTrailReader.builder().rejected(rejected::add).shapes().build())) {
            try (EventSource source =
                    reader.open(new ByteArrayInputStream(record.getBytes(StandardCharsets.UTF_8)), "lines")) {
                assertThat(source.next()).isNull();
            }
        }
        assertThat(rejected)
                .extracting(RejectedRecord::shape)
                .containsExactly(null, "{\"eventName\":\"*\",\"userIdentity\":\"******\"}");
    }
}
