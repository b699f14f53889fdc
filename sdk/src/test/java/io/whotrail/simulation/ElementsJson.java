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
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Writes what was asked, answered and added, as the services do. */
final class ElementsJson {
    /** As STS writes expirations, spelled out: the words of a locale differ between JDKs. */
    private static final DateTimeFormatter EXPIRATION =
            DateTimeFormatter.ofPattern("d, uuuu, h:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);

    /** As IAM writes when something was created. */
    private static final DateTimeFormatter STORED =
            DateTimeFormatter.ofPattern("d, uuuu h:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);

    private static final String[] MONTHS = {
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"
    };
    private static final int TOKEN_LENGTH = 720;

    private final CloudTrailEvent event;
    private final RoleChange policy;
    private final Api api;
    private final long seed;
    private final JsonGenerator json;
    private final EverydayJson everyday;

    ElementsJson(SimulatedEvent simulated, Api api, long seed, JsonGenerator json) {
        this.event = simulated.event();
        this.policy = simulated.policy();
        this.api = api;
        this.seed = seed;
        this.json = json;
        this.everyday = new EverydayJson(event, seed, json);
    }

    // ---- what was asked

    void writeRequest() throws IOException {
        RequestParameters request = event.requestParameters();
        if (policy != null) {
            writePolicyRequest();
        } else if (!request.equals(RequestParameters.NONE)) {
            json.writeObjectFieldStart("requestParameters");
            if (request.principalArn() != null) {
                writeAssertion(request);
            } else {
                text(json, "roleArn", request.roleArn());
                text(json, "roleSessionName", request.roleSessionName());
            }
            text(json, "sourceIdentity", request.sourceIdentity());
            if (request.targetPrincipal() != null) {
                writeTask(request);
            }
            text(json, "name", request.name());
            if (request.durationSeconds() != null) {
                json.writeNumberField("durationSeconds", request.durationSeconds());
            }
            json.writeEndObject();
        } else if (event.errorCode() != null || isBare()) {
            json.writeNullField("requestParameters");
        } else {
            everyday.writeRequest();
        }
    }

    /** With SAML the session's name comes before its role. */
    private void writeAssertion(RequestParameters request) throws IOException {
        json.writeStringField("sAMLAssertionID", "_" + new Identifiers(new SplitMix64(seed)).uuid());
        text(json, "roleSessionName", request.roleSessionName());
        text(json, "roleArn", request.roleArn());
        text(json, "principalArn", request.principalArn());
    }

    private void writeTask(RequestParameters request) throws IOException {
        text(json, "targetPrincipal", request.targetPrincipal());
        json.writeObjectFieldStart("taskPolicyArn");
        json.writeStringField("arn", "arn:aws:iam::aws:policy/root-task/S3UnlockBucketPolicy");
        json.writeEndObject();
    }

    private boolean isBare() {
        return event.eventSource().startsWith("signin.")
                || event.eventSource().startsWith("sts.")
                || "AwsServiceEvent".equals(api.type());
    }

    private void writePolicyRequest() throws IOException {
        json.writeObjectFieldStart("requestParameters");
        boolean creates = policy.roleId() != null;
        if (creates) {
            json.writeStringField("path", "/");
        }
        json.writeStringField("roleName", policy.roleName());
        if (creates) {
            json.writeStringField("assumeRolePolicyDocument", policy.trustPolicy());
            json.writeNumberField("maxSessionDuration", 3600);
        } else {
            text(json, "policyDocument", policy.trustPolicy());
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
            text(json, "subjectFromWebIdentityToken", response.subjectFromWebIdentityToken());
            writeSession(response);
            text(json, "sourceIdentity", response.sourceIdentity());
            text(json, "subject", response.subject());
            text(json, "subjectType", response.subjectType());
            text(json, "issuer", response.issuer());
            text(json, "provider", response.provider());
            text(json, "audience", response.audience());
            text(json, "nameQualifier", response.nameQualifier());
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
        json.writeStringField("createDate", date(event.eventTime(), STORED));
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
        json.writeStringField("expiration", date(response.expiration(), EXPIRATION));
        json.writeEndObject();
    }

    private static String date(Instant instant, DateTimeFormatter format) {
        var time = instant.atZone(ZoneOffset.UTC);
        return MONTHS[time.getMonthValue() - 1] + ' ' + format.format(time) + (time.getHour() < 12 ? " AM" : " PM");
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
        boolean s3 = everyday.service().equals("s3");
        if (!here || additional.equals(AdditionalEventData.NONE) && !s3 && !isSignIn() && !isRotation()) {
            return;
        }
        json.writeObjectFieldStart(field);
        if (s3) {
            writeTransfer();
        }
        if (isRotation()) {
            json.writeStringField("SecretId", "prod/orders/database-" + Identifiers.hex(seed, 6));
        }
        text(json, "SwitchFrom", additional.switchFrom());
        if (isSignIn()) {
            writeSignIn();
        }
        text(json, "SamlProviderArn", additional.samlProviderArn());
        text(json, "UserName", additional.userName());
        text(json, "role_name", additional.serviceRoleName());
        text(json, "account_id", additional.serviceAccountId());
        if (additional.lakeFormationRoleSessionName() != null) {
            json.writeStringField("requesterService", "GLUE_JOB");
            json.writeStringField("lakeFormationRoleSessionName", additional.lakeFormationRoleSessionName());
        }
        json.writeEndObject();
    }

    private boolean isSignIn() {
        return event.eventName().equals("ConsoleLogin") || event.eventName().equals("SwitchRole");
    }

    /** A service's own event that tells more in {@code additionalEventData} than in {@code serviceEventDetails}. */
    boolean isRotation() {
        return event.eventName().equals("RotationSucceeded");
    }

    private void writeTransfer() throws IOException {
        json.writeStringField("SignatureVersion", "SigV4");
        json.writeStringField("CipherSuite", "TLS_AES_128_GCM_SHA256");
        json.writeNumberField("bytesTransferredIn", 0);
        json.writeStringField("AuthenticationMethod", "AuthHeader");
        json.writeStringField("x-amz-id-2", token().substring(0, 76));
        json.writeNumberField("bytesTransferredOut", (int) (seed >>> 44));
    }

    private void writeSignIn() throws IOException {
        String console =
                "https://" + event.awsRegion() + ".console.aws.amazon.com/console/home?region=" + event.awsRegion();
        if (event.eventName().equals("SwitchRole")) {
            json.writeStringField("RedirectTo", console);
        } else {
            json.writeStringField("LoginTo", console);
            json.writeStringField("MobileVersion", "No");
            json.writeStringField("MFAUsed", "Yes");
        }
    }

    void writeResources() throws IOException {
        RequestParameters request = event.requestParameters();
        if (request.roleArn() == null) {
            everyday.writeResources();
            return;
        }
        json.writeArrayFieldStart("resources");
        everyday.writeResource(account(request.roleArn()), "AWS::IAM::Role", request.roleArn());
        if (request.principalArn() != null) {
            everyday.writeResource(account(request.principalArn()), "AWS::IAM::SAMLProvider", request.principalArn());
        }
        json.writeEndArray();
    }

    private static String account(String arn) {
        return arn.split(":", 6)[4];
    }
}
