// SPDX-License-Identifier: Apache-2.0
package io.whotrail.s3;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads what a message tells of: S3's own notifications, EventBridge's, CloudTrail's, each of them also packed by SNS.
 */
final class Notifications {
    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private static final String VALIDATION = "CloudTrail validation message.";
    private static final int MOST_ENVELOPES = 3;

    private Notifications() {}

    /** The objects that a message says were made: none if it tells of something else; empty if it is no notification. */
    static Optional<List<LogObject>> read(String body) {
        try {
            return read(body, MOST_ENVELOPES);
        } catch (JacksonException | IllegalArgumentException malformed) {
            return Optional.empty();
        }
    }

    private static Optional<List<LogObject>> read(String body, int envelopes) throws JacksonException {
        if (envelopes == 0) {
            return Optional.empty();
        }
        if (body.strip().equals(VALIDATION)) {
            return Optional.of(List.of());
        }
        JsonNode message = JSON.readTree(body);
        if (message.path("Type").asText().equals("Notification")) {
            return read(message.path("Message").asText(), envelopes - 1);
        }
        if (message.path("Records").isArray()) {
            return Optional.of(ofS3(message.path("Records")));
        }
        if (message.path("source").asText().equals("aws.s3")) {
            return Optional.of(ofEventBridge(message));
        }
        if (message.path("s3ObjectKey").isArray()) {
            return Optional.of(ofCloudTrail(message));
        }
        boolean test = message.path("Event").asText().equals("s3:TestEvent");
        return test ? Optional.of(List.of()) : Optional.empty();
    }

    private static List<LogObject> ofS3(JsonNode records) {
        var objects = new ArrayList<LogObject>();
        for (JsonNode record : records) {
            JsonNode s3 = record.path("s3");
            if (s3.isMissingNode()) {
                throw new IllegalArgumentException("a record of another service");
            }
            if (record.path("eventName").asText().startsWith("ObjectCreated:")) {
                JsonNode object = s3.path("object");
                String key = URLDecoder.decode(text(object, "key"), StandardCharsets.UTF_8);
                objects.add(
                        object(text(s3.path("bucket"), "name"), key, object.path("versionId"), object.path("eTag")));
            }
        }
        return objects;
    }

    /** Its keys are not encoded. */
    private static List<LogObject> ofEventBridge(JsonNode message) {
        if (!message.path("detail-type").asText().equals("Object Created")) {
            return List.of();
        }
        JsonNode detail = message.path("detail");
        JsonNode object = detail.path("object");
        return List.of(object(
                text(detail.path("bucket"), "name"),
                text(object, "key"),
                object.path("version-id"),
                object.path("etag")));
    }

    /** Its keys are not encoded, and it names no content. */
    private static List<LogObject> ofCloudTrail(JsonNode message) {
        String bucket = text(message, "s3Bucket");
        var objects = new ArrayList<LogObject>();
        for (JsonNode key : message.path("s3ObjectKey")) {
            objects.add(new LogObject(bucket, key.asText(), "", ""));
        }
        return objects;
    }

    private static LogObject object(String bucket, String key, JsonNode version, JsonNode tag) {
        return new LogObject(bucket, key, version.isTextual() ? version.asText() : "", tag.asText());
    }

    private static String text(JsonNode object, String name) {
        String text = object.path(name).asText();
        if (text.isEmpty()) {
            throw new IllegalArgumentException(name + " is missing");
        }
        return text;
    }
}
