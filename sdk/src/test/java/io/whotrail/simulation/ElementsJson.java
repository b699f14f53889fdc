// SPDX-License-Identifier: Apache-2.0
package io.whotrail.simulation;

import static io.whotrail.simulation.IdentityJson.text;

import com.fasterxml.jackson.core.JsonGenerator;
import io.whotrail.event.AdditionalEventData;
import io.whotrail.event.CloudTrailEvent;
import io.whotrail.event.RequestParameters;
import io.whotrail.event.ResponseElements;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Writes what was asked, answered and added, as the services do. */
final class ElementsJson {
    /** As STS writes expirations, spelled out: the words of a locale differ between JDKs. */
    private static final DateTimeFormatter EXPIRATION =
            DateTimeFormatter.ofPattern("d, uuuu, h:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);

    private static final String[] MONTHS = {
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"
    };
    private static final int TOKEN_LENGTH = 720;

    private final CloudTrailEvent event;
    private final RoleChange policy;
    private final Api api;
    private final long seed;
    private final JsonGenerator json;

    ElementsJson(SimulatedEvent simulated, Api api, long seed, JsonGenerator json) {
        this.event = simulated.event();
        this.policy = simulated.policy();
        this.api = api;
        this.seed = seed;
        this.json = json;
    }

    // ---- what was asked

    void writeRequest() throws IOException {
        RequestParameters request = event.requestParameters();
        if (policy != null) {
            writePolicyRequest();
        } else if (!request.equals(RequestParameters.NONE)) {
            json.writeObjectFieldStart("requestParameters");
            text(json, "roleArn", request.roleArn());
            text(json, "roleSessionName", request.roleSessionName());
            text(json, "sourceIdentity", request.sourceIdentity());
            text(json, "principalArn", request.principalArn());
            text(json, "targetPrincipal", request.targetPrincipal());
            text(json, "name", request.name());
            json.writeNumberField("durationSeconds", request.durationSeconds());
            json.writeEndObject();
        } else if (event.errorCode() != null || isBare()) {
            json.writeNullField("requestParameters");
        } else {
            writeEverydayRequest();
        }
    }

    private boolean isBare() {
        return event.eventSource().startsWith("signin.")
                || event.eventSource().startsWith("sts.")
                || "AwsServiceEvent".equals(api.type());
    }

    private void writePolicyRequest() throws IOException {
        json.writeObjectFieldStart("requestParameters");
        json.writeStringField("roleName", policy.roleName());
        if (policy.roleId() != null) {
            json.writeStringField("path", "/");
            json.writeStringField("assumeRolePolicyDocument", policy.trustPolicy());
            json.writeNumberField("maxSessionDuration", 3600);
        } else {
            text(json, "policyDocument", policy.trustPolicy());
        }
        json.writeEndObject();
    }

    private String service() {
        return event.eventSource().substring(0, event.eventSource().indexOf('.'));
    }

    private String bucket() {
        return "acme-data-" + event.recipientAccountId();
    }

    private String key() {
        return "exports/2026/03/02/part-" + Identifiers.hex(seed, 8) + ".snappy.parquet";
    }

    private void writeEverydayRequest() throws IOException {
        json.writeObjectFieldStart("requestParameters");
        switch (service()) {
            case "s3" -> {
                json.writeStringField("bucketName", bucket());
                json.writeStringField("Host", bucket() + ".s3." + event.awsRegion() + ".amazonaws.com");
                json.writeStringField("key", key());
            }
            case "kms" -> {
                json.writeStringField(
                        "keyId",
                        "arn:aws:kms:" + event.awsRegion() + ':' + event.recipientAccountId()
                                + ":key/5a9b2c1e-7d43-4f0e-9a51-6f1f3f1c2b7d");
                json.writeStringField("encryptionAlgorithm", "SYMMETRIC_DEFAULT");
                json.writeObjectFieldStart("encryptionContext");
                json.writeStringField("aws:s3:arn", "arn:aws:s3:::" + bucket());
                json.writeEndObject();
            }
            case "dynamodb" -> {
                json.writeStringField("tableName", "orders");
                json.writeObjectFieldStart("key");
                json.writeStringField("orderId", Identifiers.hex(seed, 16));
                json.writeEndObject();
            }
            case "secretsmanager" -> {
                json.writeStringField("secretId", "prod/orders/database");
                json.writeStringField("versionStage", "AWSCURRENT");
            }
            case "logs" -> {
                json.writeStringField("logGroupName", "/aws/lambda/orders");
                json.writeStringField("logStreamName", "2026/03/02/[$LATEST]" + Identifiers.hex(seed, 16));
            }
            default -> {
                json.writeNumberField("maxResults", 100);
                json.writeObjectFieldStart("filterSet");
                json.writeEndObject();
            }
        }
        json.writeEndObject();
    }

    // ---- what was answered

    void writeResponse() throws IOException {
        ResponseElements response = event.responseElements();
        if (policy != null && policy.roleId() != null) {
            writeRole();
        } else if (response.equals(ResponseElements.NONE)) {
            json.writeNullField("responseElements");
        } else {
            json.writeObjectFieldStart("responseElements");
            text(json, event.eventName(), response.outcome());
            writeCredentials(response);
            writeSession(response);
            text(json, "sourceIdentity", response.sourceIdentity());
            text(json, "subject", response.subject());
            text(json, "subjectType", response.subjectType());
            text(json, "issuer", response.issuer());
            text(json, "provider", response.provider());
            text(json, "audience", response.audience());
            text(json, "nameQualifier", response.nameQualifier());
            text(json, "subjectFromWebIdentityToken", response.subjectFromWebIdentityToken());
            json.writeEndObject();
        }
    }

    private void writeRole() throws IOException {
        json.writeObjectFieldStart("responseElements");
        json.writeObjectFieldStart("role");
        json.writeStringField("path", "/");
        json.writeStringField("roleName", policy.roleName());
        json.writeStringField("roleId", policy.roleId());
        json.writeStringField("arn", policy.roleArn());
        json.writeStringField("createDate", String.valueOf(event.eventTime()));
        json.writeStringField(
                "assumeRolePolicyDocument", URLEncoder.encode(policy.trustPolicy(), StandardCharsets.UTF_8));
        json.writeEndObject();
        json.writeEndObject();
    }

    private void writeCredentials(ResponseElements response) throws IOException {
        if (response.accessKeyId() == null) {
            return;
        }
        json.writeObjectFieldStart("credentials");
        json.writeStringField("accessKeyId", response.accessKeyId());
        json.writeStringField("sessionToken", token());
        var time = response.expiration().atZone(ZoneOffset.UTC);
        json.writeStringField(
                "expiration",
                MONTHS[time.getMonthValue() - 1]
                        + ' '
                        + EXPIRATION.format(time)
                        + (time.getHour() < 12 ? " AM" : " PM"));
        json.writeEndObject();
    }

    /** Something of the length and the letters of a token, good for nothing. */
    private String token() {
        var letters = new SplitMix64(seed);
        var token = new StringBuilder("IQoJb3JpZ2luX2VjE");
        while (token.length() < TOKEN_LENGTH) {
            token.append(Long.toString(letters.next() >>> 1, 36));
        }
        return token.toString();
    }

    private void writeSession(ResponseElements response) throws IOException {
        if (response.assumedRoleId() != null) {
            json.writeObjectFieldStart("assumedRoleUser");
            json.writeStringField("assumedRoleId", response.assumedRoleId());
            json.writeStringField("arn", response.assumedRoleArn());
            json.writeEndObject();
        }
        if (response.federatedUserId() != null) {
            json.writeObjectFieldStart("federatedUser");
            json.writeStringField("arn", response.federatedUserArn());
            json.writeStringField("federatedUserId", response.federatedUserId());
            json.writeEndObject();
        }
    }

    // ---- what was added

    /** Writes what was added, if this is the field for it. */
    void writeAdditional(String field, boolean here) throws IOException {
        AdditionalEventData additional = event.additionalEventData();
        if (!here || additional.equals(AdditionalEventData.NONE) && !service().equals("s3")) {
            return;
        }
        json.writeObjectFieldStart(field);
        if (service().equals("s3")) {
            json.writeStringField("SignatureVersion", "SigV4");
            json.writeStringField("CipherSuite", "TLS_AES_128_GCM_SHA256");
            json.writeNumberField("bytesTransferredIn", 0);
            json.writeStringField("AuthenticationMethod", "AuthHeader");
            json.writeStringField("x-amz-id-2", token().substring(0, 76));
            json.writeNumberField("bytesTransferredOut", (int) (seed >>> 44));
        }
        text(json, "SwitchFrom", additional.switchFrom());
        text(json, "SamlProviderArn", additional.samlProviderArn());
        text(json, "UserName", additional.userName());
        text(json, "role_name", additional.serviceRoleName());
        text(json, "account_id", additional.serviceAccountId());
        text(json, "lakeFormationRoleSessionName", additional.lakeFormationRoleSessionName());
        json.writeEndObject();
    }

    void writeResources() throws IOException {
        String role = event.requestParameters().roleArn();
        if (role == null && !service().equals("s3")) {
            return;
        }
        json.writeArrayFieldStart("resources");
        if (role != null) {
            writeResource("AWS::IAM::Role", role);
        } else {
            writeResource("AWS::S3::Object", "arn:aws:s3:::" + bucket() + '/' + key());
            writeResource("AWS::S3::Bucket", "arn:aws:s3:::" + bucket());
        }
        json.writeEndArray();
    }

    private void writeResource(String type, String arn) throws IOException {
        json.writeStartObject();
        json.writeStringField("accountId", event.recipientAccountId());
        json.writeStringField("type", type);
        json.writeStringField("ARN", arn);
        json.writeEndObject();
    }
}
