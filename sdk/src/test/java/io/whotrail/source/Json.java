// SPDX-License-Identifier: Apache-2.0
package io.whotrail.source;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Writes small events and envelopes by hand. */
final class Json {
    private Json() {}

    /** An event as CloudTrail writes it, on one line. */
    static String event(String id) {
        return "{\"eventVersion\":\"1.11\",\"userIdentity\":{\"type\":\"AssumedRole\","
                + "\"principalId\":\"AROAEXAMPLE:ann\","
                + "\"arn\":\"arn:aws:sts::111122223333:assumed-role/Reader/ann\",\"accountId\":\"111122223333\","
                + "\"accessKeyId\":\"ASIAEXAMPLE\",\"sessionContext\":{\"attributes\":{\"creationDate\":"
                + "\"2026-01-01T00:00:00Z\",\"mfaAuthenticated\":\"false\"}}},\"eventTime\":\"2026-01-01T00:00:01Z\","
                + "\"eventSource\":\"s3.amazonaws.com\",\"eventName\":\"GetObject\",\"awsRegion\":\"eu-west-1\","
                + "\"requestParameters\":{\"key\":\"a {strange} [key], \\\"quoted\\\\\"},\"responseElements\":null,"
                + "\"eventID\":\"" + id + "\",\"readOnly\":true,\"eventType\":\"AwsApiCall\"}";
    }

    static List<String> events(int count) {
        return IntStream.range(0, count).mapToObj(i -> event("e" + i)).collect(Collectors.toCollection(ArrayList::new));
    }

    static List<String> ids(int count) {
        return IntStream.range(0, count).mapToObj(i -> "e" + i).toList();
    }

    /** An S3 log file. */
    static String records(List<String> events) {
        return "{\"Records\":" + array(events) + "}";
    }

    static String array(List<String> events) {
        return "[" + String.join(",", events) + "]";
    }

    static String lines(List<String> events) {
        return String.join("\n", events) + "\n";
    }

    /** A JSON string that holds a text. */
    static String string(String text) {
        StringBuilder json = new StringBuilder("\"");
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"' -> json.append("\\\"");
                case '\\' -> json.append("\\\\");
                case '\n' -> json.append("\\n");
                default -> json.append(c < ' ' ? String.format("\\u%04x", (int) c) : String.valueOf(c));
            }
        }
        return json.append('"').toString();
    }

    static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
