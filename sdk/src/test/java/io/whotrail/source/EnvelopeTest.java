// SPDX-License-Identifier: Apache-2.0
package io.whotrail.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.whotrail.event.CloudTrailEvent;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever events come wrapped in, the same event comes out; what holds none is known and counted. */
class EnvelopeTest {
    private static final CloudTrailEvent EVENT = Reading.of(Json.event("e0")).event();

    @ParameterizedTest
    @EnumSource
    void theEventComesOutUnchanged(Envelope envelope) {
        String wrapped = envelope.wrap(Json.event("e0"));
        assertThat(Reading.of(wrapped).event()).isEqualTo(EVENT);
        assertThat(Reading.of(Gzip.member(wrapped)).event()).isEqualTo(EVENT);
    }

    @ParameterizedTest
    @EnumSource
    void anyEnvelopeMayHoldALogFile(Envelope envelope) {
        Reading reading = Reading.of(envelope.wrap(Json.records(Json.events(3))));
        assertThat(reading.ids()).containsExactly("e0", "e1", "e2");
        assertThat(reading.rejects()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void anyEnvelopeMayComeMoreThanOnce(Envelope envelope) {
        String first = envelope.wrap(Json.event("e0"));
        String second = envelope.wrap(Json.event("e1"));
        assertThat(Reading.of(first + second).ids()).containsExactly("e0", "e1");
        assertThat(Reading.of(first + "\n" + second).ids()).containsExactly("e0", "e1");
    }

    @ParameterizedTest
    @EnumSource
    void aBadEventInAnEnvelopeIsOneReject(Envelope envelope) {
        Reading reading =
                Reading.of(envelope.wrap("{\"eventName\":\"x\",\"userIdentity\":7}") + "\n" + Json.event("e0"));
        assertThat(reading.ids()).containsExactly("e0");
        assertThat(reading.reject().reason()).isEqualTo(RejectReason.WRONG_TYPE);
        assertThat(reading.reject().path()).endsWith("userIdentity");
    }

    @ParameterizedTest
    @ValueSource(strings = {"EVENT_BRIDGE", "SNS_NOTIFICATION", "FILEBEAT", "LAMBDA_AWSLOGS", "ELASTIC_HIT"})
    void envelopesNestSixDeepAndNotSeven(Envelope envelope) {
        String json = Json.event("e0");
        for (int depth = 0; depth < ReadLimits.DEFAULT_MAXIMUM_UNWRAP_DEPTH; depth++) {
            json = envelope.wrap(json);
        }
        assertThat(Reading.of(json).event()).isEqualTo(EVENT);
        RejectedRecord reject = Reading.of(envelope.wrap(json)).reject();
        assertThat(reject.reason()).isEqualTo(RejectReason.UNWRAP_TOO_DEEP);
        assertThat(reject.message()).contains("than 6 (raise ReadLimits.builder().maximumUnwrapDepth)");
    }

    @Test
    void aQueueMayHoldANotificationThatHoldsALogGroupsData() {
        String nested = Envelope.SQS_LAMBDA.wrap(Envelope.SNS_NOTIFICATION.wrap(
                Envelope.KINESIS_LAMBDA_GZIP.wrap(Envelope.CLOUD_WATCH_LOGS.wrap("{}"))));
        assertThat(Reading.of(nested).reject().path())
                .isEqualTo("$.Records[0].body.Message.Records[0].kinesis.data.logEvents[0].message");
    }

    @Test
    void whatLiesInsideAnEnvelopeIsPlacedWhereTheEnvelopeIs() {
        String before = Json.event("e0") + "\n";
        RejectedRecord reject =
                Reading.of(before + Envelope.SNS_NOTIFICATION.wrap("{}")).reject();
        assertThat(reject.byteOffset()).isEqualTo(before.length());
        assertThat(reject.recordIndex()).isEqualTo(1);
    }

    @Test
    void logFilesLiveOnOneLineEachToo() {
        String two = Json.records(Json.events(2)) + "\n" + Json.records(List.of(Json.event("e2"))) + "\n";
        assertThat(Reading.of(two).ids()).containsExactly("e0", "e1", "e2");
    }

    @Test
    void concatenatedSubscriptionDataIsReadThrough() {
        byte[] one = Gzip.member(Envelope.CLOUD_WATCH_LOGS.wrap(Json.event("e0")));
        byte[] two = Gzip.member(Envelope.CLOUD_WATCH_LOGS.wrap(Json.event("e1")));
        assertThat(Reading.of(Gzip.concat(one, two)).ids()).containsExactly("e0", "e1");
    }

    @Test
    void aLogFileWithoutRecordsIsNothing() {
        Reading reading = Reading.of("{\"Records\":[]}");
        assertThat(reading.stats().records()).isZero();
        assertThat(Reading.of("[]").stats().records()).isZero();
    }

    @Test
    void rowsOfLakeAreEventsByTheirColumns() {
        String row = "[{\"eventID\":\"e0\"},{\"eventTime\":\"2026-01-01 00:00:01.000\"},{\"eventname\":\"GetObject\"},"
                + "{\"eventsource\":\"s3.amazonaws.com\"},{\"useridentity\":\"{\\\"type\\\":\\\"IAMUser\\\","
                + "\\\"arn\\\":\\\"a\\\"}\"},{\"requestparameters\":\"\"},{\"readonly\":\"true\"}]";
        CloudTrailEvent event =
                Reading.of("{\"QueryResultRows\":[" + row + "]}").event();
        assertThat(event.eventId()).isEqualTo("e0");
        assertThat(event.eventTime()).isEqualTo(Instant.parse("2026-01-01T00:00:01Z"));
        assertThat(event.userIdentity().type()).isEqualTo("IAMUser");
    }

    @Test
    void columnsInLowerCaseAreEventsToo() {
        String row = "{\"eventversion\":\"1.08\",\"eventname\":\"GetObject\",\"eventsource\":\"s3.amazonaws.com\","
                + "\"eventid\":\"e0\",\"useridentity\":{\"type\":\"IAMUser\"}}\n";
        CloudTrailEvent event = Reading.of(row).event();
        assertThat(event.eventName()).isEqualTo("GetObject");
        assertThat(event.userIdentity().type()).isEqualTo("IAMUser");
    }

    @Test
    void theStructTextOfAnSqlEngineIsNamed() {
        String row = "{\"eventname\":\"x\",\"eventsource\":\"s\",\"useridentity\":\"{type=IAMUser, arn=a}\"}";
        RejectedRecord reject = Reading.of(row).reject();
        assertThat(reject.reason()).isEqualTo(RejectReason.UNSUPPORTED_FORM);
        assertThat(reject.message()).contains("CAST(useridentity AS JSON)");
    }

    @Test
    void aColumnCannotBreakOutOfItself() {
        String row = "{\"eventname\":\"x\",\"eventsource\":\"s\",\"useridentity\":"
                + Json.string("{\"type\":\"IAMUser\"},\"errorCode\":{\"a\":1}") + "}";
        assertThat(Reading.of(row).reject().reason()).isEqualTo(RejectReason.UNSUPPORTED_FORM);
    }

    @Test
    void dataThatIsNeitherBase64NorJsonIsNamed() {
        RejectedRecord reject = Reading.of("{\"kinesis\":{\"data\":\"%%%\"}}").reject();
        assertThat(reject.reason()).isEqualTo(RejectReason.UNSUPPORTED_FORM);
        assertThat(reject.path()).isEqualTo("$.kinesis.data");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "DIGEST | {`awsAccountId`:`1`,`digestStartTime`:`t`,`digestS3Object`:`o`,"
                        + "`logFiles`:[{`s3Bucket`:`b`}]}",
                "INSIGHT | {`Records`:[{`eventVersion`:`1.07`,`eventType`:`AwsCloudTrailInsight`,"
                        + "`insightDetails`:{},`sharedEventID`:`x`}]}",
                "INSIGHT | {`eventName`:`x`,`eventSource`:`y`,`eventCategory`:`Insight`}",
                "INSIGHT | {`detail-type`:`AWS Insight via CloudTrail`,`source`:`aws.cloudtrail`,"
                        + "`detail`:{`eventType`:`AwsCloudTrailInsight`}}",
                "S3_NOTICE | {`Records`:[{`eventVersion`:`2.1`,`eventSource`:`aws:s3`,"
                        + "`eventName`:`ObjectCreated:Put`,`userIdentity`:{`principalId`:`p`},`s3`:{`bucket`:{}}}]}",
                "S3_NOTICE | {`detail-type`:`Object Created`,`source`:`aws.s3`,`detail`:{`object`:{}}}",
                "DELIVERY_NOTICE | {`s3Bucket`:`b`,`s3ObjectKey`:[`AWSLogs/x.json.gz`]}",
                "DELIVERY_NOTICE | {`Type`:`Notification`,`Message`:`{\\\"s3ObjectKey\\\":[\\\"k\\\"]}`}",
                "TEST_EVENT | {`Service`:`Amazon S3`,`Event`:`s3:TestEvent`,`Time`:`t`}",
                "VALIDATION_MESSAGE | CloudTrail validation message.",
                "VALIDATION_MESSAGE | {`Type`:`Notification`,`Message`:`CloudTrail validation message.`}",
                "CONTROL_MESSAGE | {`messageType`:`CONTROL_MESSAGE`,`owner`:`CloudwatchLogs`,"
                        + "`logEvents`:[{`id`:``,`message`:`CWL CONTROL MESSAGE: Checking health of destination "
                        + "Firehose.`}]}",
                "CONTROL_MESSAGE | {`Type`:`SubscriptionConfirmation`,`Message`:`You have chosen`,`Token`:`t`}",
                "EMPTY | {`Type`:`Notification`,`Message`:``}"
            })
    void whatHoldsNoEventIsKnownAndCounted(PassedOver kind, String text) {
        Reading reading = Reading.of(text.replace('`', '"') + "\n" + Json.event("e0"));
        assertThat(reading.event()).isEqualTo(EVENT);
        assertThat(reading.stats().passedOver()).containsExactlyEntriesOf(Map.of(kind, 1L));
    }

    @Test
    void aDigestLargerThanARecordIsStillOne() {
        ReadLimits small = ReadLimits.builder().maximumRecordBytes(1000).build();
        String digest = "{\"awsAccountId\":\"1\",\"digestS3Object\":\"o\",\"logFiles\":["
                + "{\"s3Object\":\"x\"},".repeat(20_000) + "{}]}";
        Reading reading = Reading.of(Json.utf8(digest + Json.event("e0")), small);
        assertThat(reading.ids()).containsExactly("e0");
        assertThat(reading.stats().passedOver()).containsOnlyKeys(PassedOver.DIGEST);
    }

    @Test
    void anObjectOfAnotherKindSaysWhatItLacks() {
        RejectedRecord reject = Reading.of("{\"level\":\"INFO\"}").reject();
        assertThat(reject.reason()).isEqualTo(RejectReason.NOT_AN_EVENT);
        assertThat(reject.message())
                .startsWith("not a CloudTrail event: $ has no eventName")
                .endsWith("(byte 0); record skipped");
    }
}
