// SPDX-License-Identifier: Apache-2.0
package io.whotrail.story;

import java.util.List;
import java.util.Map;

/** Begins records with what every record of a kind has. */
final class Drafts {
    private Drafts() {}

    static Draft call(Actor caller, String eventSource, String eventName) {
        Account account = caller.account();
        Ids ids = caller.story().ids();
        boolean isData = eventName.endsWith("Object") || eventName.endsWith("Item");
        var draft = new Draft()
                .put("eventVersion", "1.11")
                .put("userIdentity", caller.userIdentity())
                .put("eventTime", caller.story().now().toString())
                .put("eventSource", eventSource)
                .put("eventName", eventName)
                .put("awsRegion", account.region())
                .put("sourceIPAddress", caller.address())
                .put("userAgent", caller.userAgent())
                .put("requestParameters", request(eventSource, account))
                .put("responseElements", Json.NULL)
                .put("requestID", eventSource.startsWith("s3.") ? ids.requestId() : ids.uuid())
                .put("eventID", ids.uuid())
                .put("readOnly", isReadOnly(eventName))
                .put("eventType", "AwsApiCall")
                .put("managementEvent", !isData)
                .put("recipientAccountId", account.id())
                .put("eventCategory", isData ? "Data" : "Management");
        if (eventSource.startsWith("s3.")) {
            draft.put("additionalEventData", s3Transfer(ids)).put("resources", buckets(account));
        }
        if (caller.isConsole()) {
            draft.put("sessionCredentialFromConsole", "true");
        }
        return caller.isService() ? draft : draft.put("tlsDetails", tls(eventSource, account));
    }

    private static boolean isReadOnly(String eventName) {
        return List.of("Get", "List", "Describe", "Head", "AssumeRole", "Decrypt").stream()
                .anyMatch(eventName::startsWith);
    }

    private static Object request(String eventSource, Account account) {
        return switch (eventSource.substring(0, eventSource.indexOf('.'))) {
            case "s3" ->
                Json.object(
                        "bucketName",
                        bucket(account),
                        "Host",
                        bucket(account) + ".s3." + account.region() + ".amazonaws.com");
            case "ec2" -> Json.object("maxResults", 100, "filterSet", Json.object());
            case "dynamodb" -> Json.object("tableName", "orders");
            case "secretsmanager" -> Json.object("secretId", "prod/orders/database", "versionStage", "AWSCURRENT");
            case "logs" -> Json.object("logGroupName", "/acme/orders", "logStreamName", "2026/03/02/orders");
            case "kms" ->
                Json.object(
                        "keyId",
                        account.arn("kms", "key/5a9b2c1e-7d43-4f0e-9a51-6f1f3f1c2b7d"),
                        "encryptionAlgorithm",
                        "SYMMETRIC_DEFAULT");
            default -> Json.NULL;
        };
    }

    private static String bucket(Account account) {
        return "acme-data-" + account.id();
    }

    private static Map<String, Object> s3Transfer(Ids ids) {
        return Json.object(
                "SignatureVersion",
                "SigV4",
                "CipherSuite",
                "TLS_AES_128_GCM_SHA256",
                "bytesTransferredIn",
                0,
                "AuthenticationMethod",
                "AuthHeader",
                "x-amz-id-2",
                ids.hex(76),
                "bytesTransferredOut",
                1274);
    }

    private static List<Object> buckets(Account account) {
        return List.of(Json.object(
                "accountId",
                account.id(),
                "type",
                "AWS::S3::Bucket",
                "ARN",
                "arn:" + account.partition() + ":s3:::" + bucket(account)));
    }

    private static Map<String, Object> tls(String eventSource, Account account) {
        String service = eventSource.substring(0, eventSource.indexOf('.'));
        return Json.object(
                "tlsVersion", "TLSv1.3",
                "cipherSuite", "TLS_AES_128_GCM_SHA256",
                "clientProvidedHostHeader", service + '.' + account.region() + ".amazonaws.com");
    }

    /** A sign-in event: not an API call, and never read-only. */
    static Draft signIn(Actor caller, String eventName, Map<String, Object> userIdentity) {
        return call(caller, "signin.amazonaws.com", eventName)
                .put("eventVersion", "1.09")
                .put("userIdentity", userIdentity)
                .put("userAgent", Actor.BROWSER)
                .put("requestParameters", Json.NULL)
                .drop("requestID")
                .put("readOnly", false)
                .put("eventType", "AwsConsoleSignIn")
                .drop("sessionCredentialFromConsole");
    }
}
