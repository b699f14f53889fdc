// SPDX-License-Identifier: Apache-2.0
package io.whotrail.service;

/** A small story: alice opens a session and uses it. */
final class Records {
    static final String KEY = "ASIAEXAMPLE000000001";

    private static final String USER = """
            {"type":"IAMUser","principalId":"AIDAALICE000000000001","arn":"arn:aws:iam::111122223333:user/alice",\
            "accountId":"111122223333","accessKeyId":"AKIAALICE0000000001","userName":"alice"}""";

    private Records() {}

    /** Alice assumes a role. */
    static String assume() {
        return """
                {"eventVersion":"1.11","eventID":"assume","eventTime":"2026-03-02T09:00:00Z","eventSource":"sts.amazonaws.com",\
                "eventName":"AssumeRole","awsRegion":"eu-central-1","recipientAccountId":"111122223333","userIdentity":%s,\
                "requestParameters":{"roleArn":"arn:aws:iam::111122223333:role/Dev","roleSessionName":"work"},\
                "responseElements":{"credentials":{"accessKeyId":"%s","expiration":"Mar 2, 2026, 10:00:00 AM"},\
                "assumedRoleUser":{"assumedRoleId":"AROADEV00000000000001:work",\
                "arn":"arn:aws:sts::111122223333:assumed-role/Dev/work"}}}""".formatted(USER, KEY);
    }

    /** Whoever has the session reads an object. */
    static String use(String id) {
        return """
                {"eventVersion":"1.11","eventID":"%s","eventTime":"2026-03-02T09:01:00Z","eventSource":"s3.amazonaws.com",\
                "eventName":"GetObject","awsRegion":"eu-central-1","recipientAccountId":"111122223333","userIdentity":\
                {"type":"AssumedRole","principalId":"AROADEV00000000000001:work",\
                "arn":"arn:aws:sts::111122223333:assumed-role/Dev/work","accountId":"111122223333","accessKeyId":"%s",\
                "sessionContext":{"sessionIssuer":{"type":"Role","principalId":"AROADEV00000000000001",\
                "arn":"arn:aws:iam::111122223333:role/Dev","accountId":"111122223333","userName":"Dev"},\
                "attributes":{"creationDate":"2026-03-02T09:00:00Z","mfaAuthenticated":"false"}}}}""".formatted(id, KEY);
    }

    /** Alice lists buckets. */
    static String direct(String id) {
        return """
                {"eventVersion":"1.11","eventID":"%s","eventTime":"2026-03-02T09:02:00Z","eventSource":"s3.amazonaws.com",\
                "eventName":"ListBuckets","recipientAccountId":"111122223333","userIdentity":%s}""".formatted(id, USER);
    }
}
