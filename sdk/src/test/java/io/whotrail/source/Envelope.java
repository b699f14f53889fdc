// SPDX-License-Identifier: Apache-2.0
package io.whotrail.source;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.function.UnaryOperator;

/** One of the things that events come wrapped in. Each wraps bytes that are one event, or another envelope. */
enum Envelope {
    S3_LOG_FILE(json -> "{\"Records\":[" + json + "]}"),
    S3_LOG_FILE_WITH_RECORDS_LAST(
            json -> "{\"a\":[1,{\"Records\":[{}]}],\"b\":\"Records\",\"Records\":[" + json + "]}"),
    S3_LOG_FILE_WITH_RECORDS_FIRST(json -> "{\"Records\":[" + json + "],\"a\":[{\"eventName\":1}],\"b\":{}}"),
    PRETTY_S3_LOG_FILE(json -> "{\n  \"Records\" : [\n    " + json + "\n  ]\n}\n"),
    ARRAY(json -> "[" + json + "]"),
    PRETTY_ARRAY(json -> "[\n" + json + "\n]\n"),
    WITH_BYTE_ORDER_MARK(json -> "\ufeff" + json),
    LINE(json -> json + "\n"),
    WINDOWS_LINE(json -> "\r\n" + json + "\r\n"),
    EVENT_BRIDGE(json ->
            "{\"version\":\"0\",\"id\":\"x\",\"detail-type\":\"AWS API Call via CloudTrail\",\"source\":\"aws.sts\","
                    + "\"account\":\"1\",\"time\":\"t\",\"region\":\"r\",\"resources\":[],\"detail\":" + json + "}"),
    CLOUD_WATCH_LOGS(json -> "{\"messageType\":\"DATA_MESSAGE\",\"owner\":\"1\",\"logGroup\":\"g\",\"logStream\":\"s\","
            + "\"subscriptionFilters\":[\"f\"],\"logEvents\":[{\"id\":\"3\",\"timestamp\":1,\"message\":"
            + Json.string(json)
            + ",\"extractedFields\":{}}]}"),
    LAMBDA_AWSLOGS(json -> "{\"awslogs\":{\"data\":\"" + base64(gzip(json)) + "\"}}"),
    KINESIS_LAMBDA(json -> "{\"Records\":[{\"kinesis\":{\"kinesisSchemaVersion\":\"1.0\",\"partitionKey\":\"k\","
            + "\"sequenceNumber\":\"1\",\"data\":\"" + base64(latin(json))
            + "\"},\"eventSource\":\"aws:kinesis\","
            + "\"eventVersion\":\"1.0\",\"eventID\":\"shard:1\",\"eventName\":\"aws:kinesis:record\","
            + "\"awsRegion\":\"r\"}]}"),
    KINESIS_LAMBDA_GZIP(json -> "{\"Records\":[{\"kinesis\":{\"data\":\"" + base64(gzip(json)) + "\"},"
            + "\"eventSource\":\"aws:kinesis\",\"eventName\":\"aws:kinesis:record\"}]}"),
    KINESIS_GET_RECORDS(json -> "{\"Records\":[{\"SequenceNumber\":\"1\",\"Data\":\"" + base64(latin(json))
            + "\",\"PartitionKey\":\"k\"}],\"NextShardIterator\":\"x\"}"),
    FIREHOSE_TRANSFORM(json -> "{\"invocationId\":\"i\",\"deliveryStreamArn\":\"a\",\"records\":[{\"recordId\":\"1\","
            + "\"approximateArrivalTimestamp\":1,\"data\":\"" + base64(gzip(json)) + "\"}]}"),
    SQS_LAMBDA(json -> "{\"Records\":[{\"messageId\":\"m\",\"receiptHandle\":\"h\",\"body\":" + Json.string(json)
            + ",\"attributes\":{},\"eventSource\":\"aws:sqs\",\"eventSourceARN\":\"a\",\"awsRegion\":\"r\"}]}"),
    SQS_RECEIVE(json -> "{\"Messages\":[{\"MessageId\":\"m\",\"Body\":" + Json.string(json) + "}]}"),
    SNS_LAMBDA(json ->
            "{\"Records\":[{\"EventSource\":\"aws:sns\",\"EventVersion\":\"1.0\",\"Sns\":{\"Type\":\"Notification\","
                    + "\"Message\":" + Json.string(json) + "}}]}"),
    SNS_NOTIFICATION(json -> "{\"Type\":\"Notification\",\"TopicArn\":\"a\",\"Message\":" + Json.string(json) + "}"),
    LOOKUP_EVENTS(json ->
            "{\"Events\":[{\"EventId\":\"x\",\"EventName\":\"N\",\"ReadOnly\":\"true\",\"EventTime\":1688990482.0,"
                    + "\"EventSource\":\"s\",\"Resources\":[],\"CloudTrailEvent\":" + Json.string(json)
                    + "}],\"NextToken\":\"n\"}"),
    LAKE_EVENT_JSON(json -> "{\"QueryStatus\":\"FINISHED\",\"QueryResultRows\":[[{\"eventID\":\"x\"},{\"eventJson\":"
            + Json.string(json) + "}]]}"),
    LAKE_EVENT_JSON_OBJECT(json -> "{\"eventid\":\"x\",\"eventjson\":" + Json.string(json) + "}"),
    AUDIT_EVENTS(json -> "{\"auditEvents\":[{\"id\":\"x\",\"eventData\":" + Json.string(json) + "}]}"),
    ELASTIC_HIT(json -> "{\"_index\":\"i\",\"_id\":\"x\",\"_source\":{\"event\":{\"original\":" + Json.string(json)
            + "},\"aws\":{\"cloudtrail\":{}}}}"),
    ELASTIC_DOCUMENT(json -> "{\"@timestamp\":\"t\",\"event\":{\"original\":" + Json.string(json) + "}}"),
    FILEBEAT(json -> "{\"_source\":{\"message\":" + Json.string(json) + "}}"),
    SPLUNK_EXPORT(json -> "{\"preview\":false,\"result\":{\"_raw\":" + Json.string(json) + ",\"_time\":\"t\"}}"),
    SPLUNK_RAW(json -> "[{\"_raw\":" + Json.string(json) + ",\"source\":\"s\"}]");

    @SuppressWarnings("ImmutableEnumChecker") // a function without state
    private final UnaryOperator<String> wrapping;

    Envelope(UnaryOperator<String> wrapping) {
        this.wrapping = wrapping;
    }

    String wrap(String json) {
        return wrapping.apply(json);
    }

    private static byte[] gzip(String json) {
        return Gzip.member(json);
    }

    private static byte[] latin(String json) {
        return json.getBytes(StandardCharsets.UTF_8);
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }
}
