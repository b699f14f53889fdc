// SPDX-License-Identifier: Apache-2.0
package io.whotrail.flink;

import java.nio.charset.StandardCharsets;

/** Short ways to make the records that tests of the job need, one on a line. */
final class Call {
    private static final String ACCOUNT = "111122223333";
    private static final String BORN = "2026-03-02T11:59:00Z";

    private Call() {}

    /** Alice does something under her own name. */
    static String byAlice(String id, String time) {
        return record(id, time, "s3.amazonaws.com", "ListBuckets", alice(), "");
    }

    /** Alice assumes the role whose session {@link #inSession} shows. */
    static String assumption(String id, String time) {
        return record(id, time, "sts.amazonaws.com", "AssumeRole", alice(), """
                ,"requestParameters":{"roleArn":"arn:aws:iam::%1$s:role/Dev","roleSessionName":"work"},"responseElements":
                {"credentials":{"accessKeyId":"ASIAWORK","sessionToken":"CANARY","expiration":"Mar 2, 2026, 8:00:00 PM"},
                "assumedRoleUser":{"assumedRoleId":"AROADEV:work","arn":"arn:aws:sts::%1$s:assumed-role/Dev/work"}}""".formatted(ACCOUNT));
    }

    /** Somebody does something in the session. */
    static String inSession(String id, String time) {
        return record(id, time, "s3.amazonaws.com", "GetObject", """
                {"type":"AssumedRole","principalId":"AROADEV:work","arn":"arn:aws:sts::%1$s:assumed-role/Dev/work",
                "accountId":"%1$s","accessKeyId":"ASIAWORK","sessionContext":{"sessionIssuer":{"type":"Role",
                "principalId":"AROADEV","arn":"arn:aws:iam::%1$s:role/Dev","accountId":"%1$s","userName":"Dev"},
                "attributes":{"creationDate":"%2$s"}}}""".formatted(ACCOUNT, BORN), "");
    }

    private static String alice() {
        return """
                {"type":"IAMUser","principalId":"AIDAALICE","arn":"arn:aws:iam::%1$s:user/alice","accountId":"%1$s",
                "accessKeyId":"AKIAALICE","userName":"alice"}""".formatted(ACCOUNT);
    }

    private static String record(String id, String time, String source, String name, String identity, String elements) {
        return """
                {"eventVersion":"1.11","userIdentity":%s,"eventTime":"%s","eventSource":"%s","eventName":"%s",
                "awsRegion":"us-east-1","sourceIPAddress":"203.0.113.7","eventID":"%s","eventType":"AwsApiCall",
                "recipientAccountId":"%s"%s}""".formatted(identity, time, source, name, id, ACCOUNT, elements)
                .replace("\n", "");
    }

    static byte[] bytes(String record) {
        return record.getBytes(StandardCharsets.UTF_8);
    }
}
