// SPDX-License-Identifier: Apache-2.0
package io.whotrail.source;

import java.util.List;

/** Records with a secret wherever one could be: an at sign each. */
public final class SecretPlaces {
    private static final String HEAD =
            "{\"eventVersion\":\"1.11\",\"eventName\":\"n\",\"eventSource\":\"s\",\"eventID\":\"i\","
                    + "\"userIdentity\":{\"arn\":\"arn:aws:sts::111122223333:assumed-role/Control/x\"},";

    /** Sessions that are issued and used: all that the engine keeps of a record. */
    private static String assumed(int number) {
        String session = "assumed-role/Control/x" + number;
        return "{\"eventName\":\"AssumeRole\",\"eventSource\":\"sts.amazonaws.com\",\"eventID\":\"a" + number
                + "\",\"eventTime\":\"2026-03-02T12:00:00Z\",\"userIdentity\":{\"type\":\"IAMUser\","
                + "\"userName\":\"ann\"},\"requestParameters\":{\"roleArn\":\"arn:aws:iam::111122223333:role/Control\","
                + "\"roleSessionName\":\"x" + number
                + "\",\"policy\":\"@\",\"tokenCode\":\"@\",\"tags\":[{\"key\":\"k\","
                + "\"value\":\"@\"}]},\"responseElements\":{\"credentials\":{\"accessKeyId\":\"ASIA" + number
                + "\",\"sessionToken\":\"@\",\"secretAccessKey\":\"@\"},\"assumedRoleUser\":{\"arn\":"
                + "\"arn:aws:sts::111122223333:" + session + "\"}}}\n"
                + "{\"eventName\":\"n\",\"eventSource\":\"s\",\"eventID\":\"u" + number
                + "\",\"eventTime\":\"2026-03-02T12:00:01Z\",\"userIdentity\":{\"type\":\"AssumedRole\",\"arn\":"
                + "\"arn:aws:sts::111122223333:" + session + "0\",\"accessKeyId\":\"ASIA0" + number
                + "\"},\"requestParameters\":{\"password\":\"@\"}}";
    }

    /** The records. */
    public static final List<String> RECORDS = List.of(
            assumed(1),
            assumed(2),
            assumed(3),
            HEAD
                    + "\"requestParameters\":{\"roleArn\":\"r\",\"sAMLAssertion\":\"@\","
                    + "\"webIdentityToken\":\"@\",\"token\":\"@\","
                    + "\"tokenCode\":\"@\",\"password\":\"@\",\"newPassword\":\"@\",\"masterUserPassword\":\"@\","
                    + "\"policy\":\"@\",\"userData\":\"@\",\"environment\":{\"variables\":{\"DB\":\"@\"}},"
                    + "\"tags\":[{\"key\":\"k\",\"value\":\"@\"}],\"logins\":{\"idp\":\"@\"},\"serialNumber\":\"@\"}}",
            HEAD + "\"responseElements\":{\"credentials\":{\"accessKeyId\":\"ASIAX\",\"sessionToken\":\"@\","
                    + "\"secretAccessKey\":\"@\",\"expiration\":\"e\"},\"accessKey\":{\"secretAccessKey\":\"@\"},"
                    + "\"serviceSpecificCredential\":{\"servicePassword\":\"@\"},\"privateKey\":\"@\","
                    + "\"packedPolicySize\":1}}",
            HEAD
                    + "\"additionalEventData\":{\"LoginTo\":\"https://x/?token=@\",\"bearer\":\"@\"},"
                    + "\"errorMessage\":\"@\"}",
            HEAD
                    + "\"userAgent\":\"@\",\"requestID\":\"@\",\"tlsDetails\":{\"x\":\"@\"},"
                    + "\"resources\":[{\"ARN\":\"@\"}],"
                    + "\"eventContext\":{\"tagContext\":{\"x\":[\"@\"]}},\"unknown\":\"@\"}",
            HEAD + "\"requestParameters\":\"{\\\"roleArn\\\":\\\"r\\\",\\\"token\\\":\\\"@\\\"}\"}",
            HEAD + "\"responseElements\":\"{\\\"credentials\\\":{\\\"sessionToken\\\":\\\"@\\\"}}\"}",
            "{\"eventName\":\"noId\",\"eventSource\":\"s\",\"sessionToken\":\"@\",\"x\":{\"password\":\"@\","
                    + "\"agent\":\"@\"}}",
            "{\"eventName\":\"broken\",\"sessionToken\":\"@\",\"x\":@}",
            "{\"eventName\":\"broken\",\"sessionToken\":\"@\",,}",
            "{\"eventName\":\"unclosed\",\"x\":{\"sessionToken\":\"@\"}",
            "{\"eventName\":\"lone\",\"userIdentity\":{\"arn\":\"@\\ud800\"}}",
            "{\"eventName\":\"twice\",\"eventName\":\"@\"}",
            "{\"eventName\":\"wrong\",\"userIdentity\":\"@\"}",
            "{\"eventName\":\"wrong\",\"userIdentity\":{\"arn\":[\"@\"]}}",
            "{\"eventName\":\"large\",\"x\":\"@" + "x".repeat(30_000) + "@\"}",
            "{\"eventName\":\"deep\",\"sessionToken\":\"@\",\"x\":" + "[".repeat(70) + "]".repeat(70) + "}",
            "a line of text with a @",
            "{\"nothing\":\"known\",\"password\":\"@\"}",
            "{\"kinesis\":{\"data\":\"%@%\"}}",
            "{\"Type\":\"SubscriptionConfirmation\",\"Message\":\"@\",\"Token\":\"@\"}",
            "{\"Type\":\"Notification\",\"Message\":\"{\\\"eventName\\\":\\\"n\\\",\\\"eventSource\\\":\\\"s\\\","
                    + "\\\"token\\\":\\\"@\\\"}\"}",
            "{\"Type\":\"Notification\",\"Message\":\"text with a @\"}",
            "{\"pack\":1,\"eventName\":\"n\",\"eventSource\":\"s\",\"sessionToken\":\"@\"}",
            "{\"pack\":1,\"eventName\":\"n\",\"userIdentity\":\"@\"}",
            "{\"eventname\":\"n\",\"eventsource\":\"s\",\"requestparameters\":\"{\\\"token\\\":\\\"@\\\"}\"}",
            "{\"QueryResultRows\":[[{\"eventname\":\"n\"},{\"eventsource\":\"s\"},{\"useridentity\":\"{type=@}\"}]]}",
            "{\"eventName\":\"cut\",\"sessionToken\":\"@");

    private SecretPlaces() {}

    /** How many secrets there are. */
    public static long count() {
        return RECORDS.stream()
                .flatMapToInt(String::chars)
                .filter(c -> c == '@')
                .count();
    }
}
