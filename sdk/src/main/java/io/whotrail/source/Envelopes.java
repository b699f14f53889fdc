// SPDX-License-Identifier: Apache-2.0
package io.whotrail.source;

import java.util.Arrays;
import java.util.Base64;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Tells by its shape what an object holds that is no event itself: an envelope, something known, or nothing known. */
final class Envelopes {
    private static final Set<String> NAMES = Set.of(
            "Records",
            "records",
            "Events",
            "logEvents",
            "QueryResultRows",
            "auditEvents",
            "Messages",
            "digestS3Object",
            "insightDetails",
            "insightType",
            "eventType",
            "eventCategory",
            "eventSource",
            "s3",
            "Event",
            "s3ObjectKey",
            "messageType",
            "detail",
            "detail-type",
            "source",
            "kinesis",
            "awslogs",
            "data",
            "Data",
            "Sns",
            "Type",
            "Message",
            "body",
            "Body",
            "CloudTrailEvent",
            "eventData",
            "_source",
            "event",
            "message",
            "result",
            "_raw");

    private Envelopes() {}

    /** Unwraps an object or an array, well formed, from index to index. */
    static Unwrapped unwrap(byte[] bytes, int from, int to) throws MalformedRecord {
        if (bytes[from] == '[') {
            Unwrapped row = LakeRows.row(bytes, from, to);
            return row != null ? row : new Unwrapped.Payload(bytes, from, to, false, "");
        }
        ObjectView object = new ObjectView(bytes, from, to, NAMES, "");
        Unwrapped found = known(object);
        found = found == null ? list(object, bytes, from, to) : found;
        found = found == null ? stream(object) : found;
        found = found == null ? notification(object) : found;
        found = found == null ? original(object) : found;
        found = found == null ? LakeRows.columns(bytes, from, to) : found;
        if (found == null) {
            throw new MalformedRecord(
                    RejectReason.NOT_AN_EVENT,
                    "",
                    0,
                    "has no eventName beside an eventSource, eventVersion or userIdentity, nor the members of a known"
                            + " envelope");
        }
        return found;
    }

    private static @Nullable Unwrapped known(ObjectView object) {
        if (object.has("digestS3Object")) {
            return new Unwrapped.Known(PassedOver.DIGEST);
        }
        if (object.has("insightDetails")
                || object.has("insightType")
                || object.is("eventType", "AwsCloudTrailInsight")
                || object.is("eventCategory", "Insight")) {
            return new Unwrapped.Known(PassedOver.INSIGHT);
        }
        if ((object.is("eventSource", "aws:s3") && object.isObject("s3")) || object.is("source", "aws.s3")) {
            return new Unwrapped.Known(PassedOver.S3_NOTICE);
        }
        if (object.is("Event", "s3:TestEvent")) {
            return new Unwrapped.Known(PassedOver.TEST_EVENT);
        }
        if (object.has("s3ObjectKey")) {
            return new Unwrapped.Known(PassedOver.DELIVERY_NOTICE);
        }
        if (object.is("messageType", "CONTROL_MESSAGE")
                || object.is("Type", "SubscriptionConfirmation")
                || object.is("Type", "UnsubscribeConfirmation")) {
            return new Unwrapped.Known(PassedOver.CONTROL_MESSAGE);
        }
        return null;
    }

    /** An envelope with an array of records: a document like a file of the same content. */
    private static @Nullable Unwrapped list(ObjectView object, byte[] bytes, int from, int to) {
        for (String name : NAMES) {
            if (EnvelopeNames.isArray(name) && object.isArray(name)) {
                return new Unwrapped.Payload(bytes, from, to, false, "");
            }
        }
        return null;
    }

    private static @Nullable Unwrapped stream(ObjectView object) throws MalformedRecord {
        ObjectView kinesis = object.inside("kinesis", NAMES);
        if (kinesis != null && kinesis.isString("data")) {
            return base64(kinesis, "data");
        }
        ObjectView logs = object.inside("awslogs", NAMES);
        if (logs != null && logs.isString("data")) {
            return base64(logs, "data");
        }
        if (object.isString("data")) {
            return base64(object, "data");
        }
        return object.isString("Data") ? base64(object, "Data") : null;
    }

    private static @Nullable Unwrapped notification(ObjectView object) throws MalformedRecord {
        if (object.has("detail-type") && (object.isObject("detail") || object.isString("detail"))) {
            return payload(object, "detail");
        }
        ObjectView sns = object.inside("Sns", NAMES);
        if (sns != null && sns.isString("Message")) {
            return payload(sns, "Message");
        }
        for (String name : new String[] {"Message", "body", "Body"}) {
            if (object.isString(name) || (object.isObject(name) && !name.equals("Message"))) {
                return payload(object, name);
            }
        }
        return null;
    }

    /** An event kept whole by something that made another record of it. */
    private static @Nullable Unwrapped original(ObjectView object) throws MalformedRecord {
        for (String name : new String[] {"CloudTrailEvent", "eventData", "_raw"}) {
            if (object.isString(name) || object.isObject(name)) {
                return payload(object, name);
            }
        }
        ObjectView splunk = object.inside("result", NAMES);
        if (splunk != null && splunk.isString("_raw")) {
            return payload(splunk, "_raw");
        }
        ObjectView hit = object.inside("_source", NAMES);
        Unwrapped found = hit == null ? null : elastic(hit);
        return found != null ? found : elastic(object);
    }

    private static @Nullable Unwrapped elastic(ObjectView document) throws MalformedRecord {
        ObjectView event = document.inside("event", Set.of("original"));
        if (event != null && event.isString("original")) {
            return payload(event, "original");
        }
        return document.isString("message") ? payload(document, "message") : null;
    }

    private static Unwrapped payload(ObjectView object, String name) {
        if (!object.isString(name)) {
            return object.value(name);
        }
        byte[] text = object.text(name);
        return new Unwrapped.Payload(text, 0, text.length, true, object.path() + "." + name);
    }

    private static Unwrapped base64(ObjectView object, String name) throws MalformedRecord {
        byte[] text = object.text(name);
        String path = object.path() + "." + name;
        int first = JsonText.significant(text, 0, text.length);
        if (first < text.length && (text[first] == '{' || text[first] == '[')) {
            return new Unwrapped.Payload(text, 0, text.length, true, path);
        }
        try {
            byte[] data = Base64.getDecoder().decode(text);
            return new Unwrapped.Payload(data, 0, data.length, true, path);
        } catch (IllegalArgumentException other) {
            throw new MalformedRecord(RejectReason.UNSUPPORTED_FORM, path, 0, "is neither base64 nor JSON");
        } finally {
            Arrays.fill(text, (byte) 0);
        }
    }
}
