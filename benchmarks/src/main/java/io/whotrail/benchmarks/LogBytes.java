// SPDX-License-Identifier: Apache-2.0
package io.whotrail.benchmarks;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.whotrail.event.CloudTrailEvent;
import io.whotrail.event.SessionIssuer;
import io.whotrail.event.UserIdentity;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.Objects;

/** Writes parsed events back as a CloudTrail log file, with all the members that real records have: about 1.9 kB each. */
final class LogBytes {
    private static final String USER_AGENT =
            "[Boto3/1.34.69 md/Botocore#1.34.69 ua/2.0 os/linux#5.10.213-201.855.amzn2.x86_64 "
                    + "md/arch#x86_64 lang/python#3.9.16 md/pyimpl#CPython exec-env/AWS_Lambda_python3.9 cfg/retry-mode#standard]";

    private LogBytes() {}

    static byte[] of(CloudTrailEvent[] events) {
        var out = new ByteArrayOutputStream();
        try (JsonGenerator json = new JsonFactory().createGenerator(out)) {
            json.writeStartObject();
            json.writeArrayFieldStart("Records");
            for (CloudTrailEvent event : events) {
                write(event, json);
            }
            json.writeEndArray();
            json.writeEndObject();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return out.toByteArray();
    }

    private static void write(CloudTrailEvent event, JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeStringField("eventVersion", "1.09");
        write(event.userIdentity(), json);
        json.writeStringField("eventTime", String.valueOf(event.eventTime()));
        json.writeStringField("eventSource", event.eventSource());
        json.writeStringField("eventName", event.eventName());
        json.writeStringField("awsRegion", "eu-central-1");
        json.writeStringField("sourceIPAddress", "203.0.113.7");
        json.writeStringField("userAgent", USER_AGENT);
        writeParameters(json);
        json.writeStringField(
                "requestID", "EX4MPL3" + event.eventId().substring(0, 9).toUpperCase(Locale.ROOT));
        json.writeStringField("eventID", event.eventId());
        json.writeBooleanField("readOnly", true);
        writeResources(json);
        json.writeStringField("eventType", "AwsApiCall");
        json.writeBooleanField("managementEvent", false);
        json.writeStringField("recipientAccountId", Objects.requireNonNull(event.recipientAccountId()));
        json.writeStringField("eventCategory", "Data");
        json.writeObjectFieldStart("tlsDetails");
        json.writeStringField("tlsVersion", "TLSv1.3");
        json.writeStringField("cipherSuite", "TLS_AES_128_GCM_SHA256");
        json.writeStringField("clientProvidedHostHeader", "example-bucket.s3.eu-central-1.amazonaws.com");
        json.writeEndObject();
        json.writeEndObject();
    }

    private static void write(UserIdentity identity, JsonGenerator json) throws IOException {
        var context = Objects.requireNonNull(identity.sessionContext());
        SessionIssuer issuer = Objects.requireNonNull(context.sessionIssuer());
        json.writeObjectFieldStart("userIdentity");
        json.writeStringField("type", "AssumedRole");
        json.writeStringField("principalId", identity.principalId());
        json.writeStringField("arn", identity.arn());
        json.writeStringField("accountId", identity.accountId());
        json.writeStringField("accessKeyId", identity.accessKeyId());
        json.writeObjectFieldStart("sessionContext");
        json.writeObjectFieldStart("sessionIssuer");
        json.writeStringField("type", "Role");
        json.writeStringField("principalId", issuer.principalId());
        json.writeStringField("arn", issuer.arn());
        json.writeStringField("accountId", issuer.accountId());
        json.writeStringField("userName", issuer.userName());
        json.writeEndObject();
        json.writeObjectFieldStart("webIdFederationData");
        json.writeEndObject();
        json.writeObjectFieldStart("attributes");
        json.writeStringField("creationDate", String.valueOf(context.creationDate()));
        json.writeStringField("mfaAuthenticated", "false");
        json.writeEndObject();
        json.writeEndObject();
        json.writeEndObject();
    }

    private static void writeParameters(JsonGenerator json) throws IOException {
        json.writeObjectFieldStart("requestParameters");
        json.writeStringField("bucketName", "example-bucket");
        json.writeStringField("Host", "example-bucket.s3.eu-central-1.amazonaws.com");
        json.writeStringField("key", "exports/2026/03/02/part-00042-of-00128.snappy.parquet");
        json.writeEndObject();
        json.writeNullField("responseElements");
        json.writeObjectFieldStart("additionalEventData");
        json.writeStringField("SignatureVersion", "SigV4");
        json.writeStringField("CipherSuite", "TLS_AES_128_GCM_SHA256");
        json.writeNumberField("bytesTransferredIn", 0);
        json.writeStringField("AuthenticationMethod", "AuthHeader");
        json.writeStringField("x-amz-id-2", "u3P1bVvq0Xj6l3wEXAMPLEqk0n6ZQmJ5s0f1YtQk1mHn8oQe2dC4gA7rB9xT6vW3yZ5uI8o=");
        json.writeNumberField("bytesTransferredOut", 1_048_576);
        json.writeEndObject();
    }

    private static void writeResources(JsonGenerator json) throws IOException {
        json.writeArrayFieldStart("resources");
        json.writeStartObject();
        json.writeStringField("type", "AWS::S3::Object");
        json.writeStringField(
                "ARN", "arn:aws:s3:::example-bucket/exports/2026/03/02/part-00042-of-00128.snappy.parquet");
        json.writeEndObject();
        json.writeStartObject();
        json.writeStringField("accountId", "111122223333");
        json.writeStringField("type", "AWS::S3::Bucket");
        json.writeStringField("ARN", "arn:aws:s3:::example-bucket");
        json.writeEndObject();
        json.writeEndArray();
    }
}
