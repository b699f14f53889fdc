// SPDX-License-Identifier: Apache-2.0
package io.whotrail.s3;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NotificationsTest {
    private static final String KEY = "AWSLogs/a b+c/ü/1_CloudTrail_eu_20260302T0910Z_x.json.gz";
    private static final LogObject OBJECT = new LogObject("logs", KEY, "", "abc");
    private static final String S3 = Loopback.notification("logs", KEY, "abc");

    /** As SNS packs a message. */
    static String sns(String message) {
        return "{\"Type\":\"Notification\",\"TopicArn\":\"arn:aws:sns:eu-central-1:1:t\",\"Message\":\""
                + new String(JsonStringEncoder.getInstance().quoteAsString(message)) + "\"}";
    }

    private static String eventBridge(String type) {
        return eventBridge(type, "logs", KEY);
    }

    static String eventBridge(String type, String bucket, String key) {
        return """
                {"version":"0","source":"aws.s3","detail-type":"%s","detail":{"version":"0","bucket":{"name":"%s"},\
                "object":{"key":"%s","size":5,"etag":"abc","sequencer":"00"}}}""".formatted(type, bucket, key);
    }

    @Test
    void anObjectIsToldByS3ItselfWithItsKeyEncoded() {
        assertThat(S3).contains("a+b%2Bc").doesNotContain(KEY);
        assertThat(Notifications.read(S3)).contains(List.of(OBJECT));
    }

    @Test
    void anObjectIsToldByS3OverSns() {
        assertThat(Notifications.read(sns(S3))).contains(List.of(OBJECT));
    }

    @Test
    void anObjectIsToldByEventBridgeWithItsKeyAsItIs() {
        assertThat(Notifications.read(eventBridge("Object Created"))).contains(List.of(OBJECT));
        assertThat(Notifications.read(sns(eventBridge("Object Created")))).contains(List.of(OBJECT));
    }

    @Test
    void objectsAreToldByCloudTrailOverSns() {
        String told = "{\"s3Bucket\":\"logs\",\"s3ObjectKey\":[\"one\",\"two\"]}";
        assertThat(Notifications.read(sns(told)))
                .contains(List.of(new LogObject("logs", "one", "", ""), new LogObject("logs", "two", "", "")));
    }

    @Test
    void aVersionThatIsToldIsTheOneThatIsRead() {
        String told = S3.replace("\"eTag\"", "\"versionId\":\"v1\",\"eTag\"");
        assertThat(Notifications.read(told)).contains(List.of(new LogObject("logs", KEY, "v1", "abc")));
    }

    @Test
    void messagesThatTellOfNoNewObjectAreKnown() {
        String test = "{\"Service\":\"Amazon S3\",\"Event\":\"s3:TestEvent\",\"Bucket\":\"logs\"}";
        for (String told : List.of(
                test,
                sns(test),
                S3.replace("ObjectCreated:Put", "ObjectRemoved:Delete"),
                eventBridge("Object Deleted"),
                sns("CloudTrail validation message."))) {
            assertThat(Notifications.read(told)).as(told).contains(List.of());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "hello",
                "{}",
                "[]",
                "null",
                "{\"Records\":[{\"eventName\":\"ObjectCreated:Put\"}]}",
                "{\"Records\":[{\"eventName\":\"ObjectCreated:Put\",\"s3\":{\"bucket\":{\"name\":\"b\"},\"object\":{}}}]}",
                "{\"Records\":[{\"eventName\":\"ObjectCreated:Put\",\"s3\":{\"bucket\":{\"name\":\"b\"},\"object\":{\"key\":\"%\"}}}]}",
                "{\"source\":\"aws.s3\",\"detail-type\":\"Object Created\"}",
                "{\"Type\":\"Notification\",\"Message\":\"{\"}",
                "{\"Records\":[]} and more"
            })
    void whatIsNoNotificationIsNotTakenForOne(String body) {
        assertThat(Notifications.read(body)).isEmpty();
    }

    @Test
    void envelopesInEnvelopesHaveAnEnd() {
        assertThat(Notifications.read(sns(sns(sns(S3))))).isEqualTo(Optional.empty());
    }

    @Test
    void logFilesAreToldFromDigestsInsightsAndAllElse() {
        assertThat(OBJECT.isLogFile()).isTrue();
        assertThat(OBJECT.delivered()).isEqualTo("20260302T0910Z");
        for (String key : List.of(
                "AWSLogs/1/CloudTrail-Digest/eu/2026/03/02/1_CloudTrail-Digest_eu_trail_eu_20260302T091011Z.json.gz",
                "AWSLogs/1/CloudTrail-Insight/eu/2026/03/02/1_CloudTrail-Insight_eu_20260302T0910Z_x.json.gz",
                "AWSLogs/1/CloudTrail/",
                "AWSLogs/1/vpcflowlogs/eu/2026/03/02/1_vpcflowlogs_eu_fl-1_20260302T0910Z_x.log.gz",
                "report.csv")) {
            assertThat(new LogObject("logs", key, "", "").isLogFile()).as(key).isFalse();
        }
    }
}
