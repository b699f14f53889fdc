// SPDX-License-Identifier: Apache-2.0
package io.whotrail.sink;

import io.whotrail.Attribution;
import io.whotrail.Session;
import io.whotrail.SessionRevision;
import io.whotrail.event.CloudTrailEvent;
import io.whotrail.event.ResponseElements;
import java.io.IOException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** An entry as an event of the Open Cybersecurity Schema Framework. */
final class OcsfMapping {
    /** The version whose classes these are. */
    static final String VERSION = "1.9.0-dev";

    static final String UNKNOWN = "Unknown";

    private OcsfMapping() {}

    static void write(SinkEntry entry, JsonLine json) throws IOException {
        json.writeStartObject();
        if (entry instanceof SinkEntry.Answer answer) {
            writeAnswer(answer, json);
        } else if (entry instanceof SinkEntry.Notice notice) {
            writeNotice(notice, json);
        }
        json.writeEndObject();
    }

    private static void writeAnswer(SinkEntry.Answer entry, JsonLine json) throws IOException {
        Attribution answer = entry.attribution();
        CloudTrailEvent event = answer.event();
        SignIn signIn = SignIn.of(event);
        OcsfActivity activity = signIn == null ? OcsfActivity.ofCall(event.eventName()) : OcsfActivity.LOGON;
        activity.write(json);
        writeTime("time", orZero(event.eventTime()), json);
        writeStatus(event, json);
        writeMetadata(event.eventId(), json);
        writeCloud(event, json);
        writeApi(event, json);
        OcsfActor.write(answer, json);
        writeEndpoint(event.sourceIpAddress(), json);
        if (signIn != null) {
            writeSignIn(signIn, event, json);
        }
        beginEnrichment("metadata.uid", event.eventId(), json);
        JsonFields.write("documentId", entry.documentId(), json);
        AnswerJson.writeBody(answer, json);
        endEnrichment(json);
    }

    private static void writeNotice(SinkEntry.Notice entry, JsonLine json) throws IOException {
        SessionRevision notice = entry.revision();
        Session session = notice.session();
        OcsfActivity.NOTICE.write(json);
        writeTime("time", orZero(session.createdAt()), json);
        writeMetadata(entry.documentId(), json);
        writeCloud(json, null, null);
        String about = JsonFields.firstOf(session.arn(), session.accessKeyId());
        beginEnrichment("actor.session.uid", about == null ? UNKNOWN : about, json);
        JsonFields.write("documentId", entry.documentId(), json);
        AnswerJson.writeBody(notice, json);
        endEnrichment(json);
    }

    private static Instant orZero(@Nullable Instant time) {
        Instant plain = PlainTime.orNull(time);
        return plain == null ? Instant.EPOCH : plain;
    }

    /** Milliseconds, and a text beside them. */
    static void writeTime(String key, @Nullable Instant time, JsonLine json) throws IOException {
        Instant plain = PlainTime.orNull(time);
        if (plain == null) {
            return;
        }
        json.writeNumberField(key, plain.toEpochMilli());
        if (!plain.equals(Instant.EPOCH)) {
            json.writeStringField(key + "_dt", plain.toString());
        }
    }

    private static void writeStatus(CloudTrailEvent event, JsonLine json) throws IOException {
        boolean failed = SignIn.failed(event);
        json.writeNumberField("status_id", failed ? 2 : 1);
        json.writeStringField("status", failed ? "Failure" : "Success");
        JsonFields.write("status_code", event.errorCode(), json);
    }

    private static void writeMetadata(String uid, JsonLine json) throws IOException {
        json.writeObjectFieldStart("metadata");
        json.writeStringField("uid", uid);
        json.writeStringField("version", VERSION);
        json.writeArrayFieldStart("profiles");
        json.writeString("cloud");
        json.writeString("datetime");
        json.writeEndArray();
        json.writeObjectFieldStart("product");
        json.writeStringField("name", "CloudTrail");
        json.writeStringField("vendor_name", "AWS");
        json.writeEndObject();
        json.writeEndObject();
    }

    private static void writeCloud(CloudTrailEvent event, JsonLine json) throws IOException {
        writeCloud(json, event.awsRegion(), event.recipientAccountId());
    }

    private static void writeCloud(JsonLine json, @Nullable String region, @Nullable String accountId)
            throws IOException {
        json.writeObjectFieldStart("cloud");
        json.writeStringField("provider", "AWS");
        JsonFields.write("region", region, json);
        writeAccount(accountId, json);
        json.writeEndObject();
    }

    static void writeAccount(@Nullable String accountId, JsonLine json) throws IOException {
        if (JsonFields.emptyAsAbsent(accountId) != null) {
            json.writeObjectFieldStart("account");
            JsonFields.write("uid", accountId, json);
            json.writeEndObject();
        }
    }

    private static void writeApi(CloudTrailEvent event, JsonLine json) throws IOException {
        json.writeObjectFieldStart("api");
        json.writeStringField("operation", event.eventName().isEmpty() ? UNKNOWN : event.eventName());
        writeService(event.eventSource(), json);
        if (event.errorCode() != null) {
            json.writeObjectFieldStart("response");
            json.writeStringField("error", event.errorCode());
            json.writeEndObject();
        }
        json.writeEndObject();
    }

    private static void writeService(String eventSource, JsonLine json) throws IOException {
        if (!eventSource.isEmpty()) {
            json.writeObjectFieldStart("service");
            json.writeStringField("name", eventSource);
            json.writeEndObject();
        }
    }

    /** Where a call came from: an address, or the name of the service that made it. */
    private static void writeEndpoint(@Nullable String address, JsonLine json) throws IOException {
        json.writeObjectFieldStart("src_endpoint");
        if (JsonFields.emptyAsAbsent(address) == null) {
            json.writeStringField("name", UNKNOWN);
        } else {
            JsonFields.write(IpAddress.is(address) ? "ip" : "svc_name", address, json);
        }
        json.writeEndObject();
    }

    private static void writeSignIn(SignIn signIn, CloudTrailEvent event, JsonLine json) throws IOException {
        writeService(event.eventSource(), json);
        json.writeObjectFieldStart("user");
        JsonFields.write("uid", signIn.uid(), json);
        JsonFields.write("name", signIn.name(), json);
        writeAccount(signIn.accountId(), json);
        json.writeEndObject();
        ResponseElements answered = event.responseElements();
        String uid = JsonFields.firstOf(answered.assumedRoleArn(), answered.federatedUserArn());
        if (uid == null && answered.accessKeyId() == null) {
            return;
        }
        json.writeObjectFieldStart("session");
        JsonFields.write("uid", uid, json);
        JsonFields.write("uid_alt", JsonFields.firstOf(answered.assumedRoleId(), answered.federatedUserId()), json);
        JsonFields.write("credential_uid", answered.accessKeyId(), json);
        writeTime("expiration_time", answered.expiration(), json);
        json.writeEndObject();
    }

    private static void beginEnrichment(String name, String value, JsonLine json) throws IOException {
        json.writeArrayFieldStart("enrichments");
        json.writeStartObject();
        json.writeStringField("name", name);
        json.writeStringField("value", value);
        json.writeStringField("type", "attribution");
        json.writeStringField("provider", "Whotrail");
        json.writeObjectFieldStart("data");
    }

    private static void endEnrichment(JsonLine json) throws IOException {
        json.writeEndObject();
        json.writeEndObject();
        json.writeEndArray();
    }
}
