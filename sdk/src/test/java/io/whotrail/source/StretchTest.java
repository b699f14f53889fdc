// SPDX-License-Identifier: Apache-2.0
package io.whotrail.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.whotrail.event.CloudTrailEvent;
import io.whotrail.testing.Seeds;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;

/** Members that many records have side by side by the same bytes are known again, and mean what they mean one by one. */
class StretchTest {
    private static final String LONG_AGENT =
            "\"userAgent\":\"aws-sdk-java/2.25.60 Linux/5.10.213-201.855.amzn2.x86_64 OpenJDK\"";
    private static final String HOST =
            "\"tlsDetails\":{\"tlsVersion\":\"TLSv1.3\",\"cipherSuite\":\"TLS_AES_128_GCM_SHA256\","
                    + "\"clientProvidedHostHeader\":\"s3.eu-central-1.amazonaws.com\"}";

    private final BothParsers parsers = new BothParsers(ReadLimits.defaults());

    /** Mostly in the usual order, so that stretches are learned, and then in any other, with members twice, elsewhere or not at all. */
    @ParameterizedTest
    @Seeds(10)
    void recordsOfAnyOrderMeanWhatTheyMeanToJackson(Random random) {
        for (int i = 0; i < 3_000; i++) {
            var members = new ArrayList<>(usual(random));
            if (random.nextInt(3) == 0) {
                disturb(members, random);
            }
            parsers.check(Json.utf8('{' + String.join(",", members) + '}'), "record " + i);
        }
        assertThat(parsers.selected()).isGreaterThan(parsers.records() / 2);
    }

    private static List<String> usual(Random random) {
        return List.of(
                "\"eventVersion\":\"1.09\"",
                "\"userIdentity\":{\"type\":\"AssumedRole\"}",
                one(random, "\"eventTime\":\"2026-03-02T09:00:00Z\"", "\"eventTime\":\"2026-03-02T09:00:01Z\""),
                one(random, "\"eventSource\":\"s3.amazonaws.com\"", "\"eventSource\":\"ec2.amazonaws.com\""),
                one(random, "\"eventName\":\"GetObject\"", "\"eventName\":\"PutObject\""),
                one(random, "\"awsRegion\":\"eu-central-1\"", "\"awsRegion\":\"us-east-1\""),
                one(random, "\"sourceIPAddress\":\"203.0.113.7\"", "\"sourceIPAddress\":\"198.51.100.9\""),
                LONG_AGENT,
                "\"requestParameters\":{\"bucketName\":\"b" + random.nextInt(50) + "\"}",
                "\"eventID\":\"e" + random.nextInt() + '"',
                "\"readOnly\":true",
                one(random, "\"eventType\":\"AwsApiCall\"", "\"eventType\":\"AwsServiceEvent\""),
                "\"managementEvent\":true",
                one(random, "\"recipientAccountId\":\"111122223333\"", "\"recipientAccountId\":\"444455556666\""),
                one(
                        random,
                        "\"eventCategory\":\"Management\"",
                        "\"eventCategory\":\"Insight\"",
                        "\"eventCategory\":\"Data\""),
                HOST);
    }

    private static String one(Random random, String... texts) {
        return texts[random.nextInt(texts.length)];
    }

    private static void disturb(List<String> members, Random random) {
        int at = random.nextInt(members.size());
        int to = random.nextInt(members.size());
        switch (random.nextInt(6)) {
            case 0 -> members.add(to, members.get(at));
            case 1 -> members.add(to, usual(random).get(at));
            case 2 -> members.add(to, members.remove(at));
            case 3 -> members.remove(at);
            case 4 -> members.set(at, members.get(at).replace("\":", "\" : "));
            default -> Collections.swap(members, at, to);
        }
    }

    /** A record is given as soon as its line is over, though there is room for more: what follows may come tomorrow. */
    @Test
    void anEventIsGivenBeforeWhatFollowsHasCome() throws IOException {
        byte[] line = Json.utf8(Json.event("e1") + "\n");
        var input = new InputStream() {
            private final InputStream first = new ByteArrayInputStream(line);

            @Override
            public int read() {
                throw new AssertionError("this would wait");
            }

            @Override
            public int read(byte[] bytes, int from, int length) throws IOException {
                int read = first.read(bytes, from, length);
                assertThat(read).as("this would wait").isPositive();
                return read;
            }

            @Override
            public int available() throws IOException {
                return first.available();
            }
        };
        EventSource source = CloudTrailReader.builder().build().open(input, "slow");
        CloudTrailEvent event = source.next();
        assertThat(event).isNotNull();
        assertThat(event.eventId()).isEqualTo("e1");
    }
}
