// SPDX-License-Identifier: Apache-2.0
package io.whotrail.simulation;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.whotrail.event.CloudTrailEvent;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Locale;

/**
 * Writes a simulated event as CloudTrail does: every field that real records have, in their order. What attribution does not
 * read, as request ids and user agents, follows from the event id.
 */
final class RecordJson {
    private static final JsonFactory FACTORY = new JsonFactory();

    private final JsonGenerator json;
    private final SimulatedEvent simulated;
    private final CloudTrailEvent event;
    private final Api api;
    private final long seed;

    private RecordJson(SimulatedEvent simulated, JsonGenerator json) {
        this.json = json;
        this.simulated = simulated;
        this.event = simulated.event();
        this.api = Api.of(event);
        this.seed = SplitMix64.mix(event.eventId().hashCode());
    }

    static byte[] bytes(SimulatedEvent event) {
        var out = new ByteArrayOutputStream(2048);
        try (JsonGenerator json = FACTORY.createGenerator(out)) {
            new RecordJson(event, json).write();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return out.toByteArray();
    }

    private void write() throws IOException {
        json.writeStartObject();
        json.writeStringField("eventVersion", "1.11");
        json.writeFieldName("userIdentity");
        IdentityJson.write(event.userIdentity(), json);
        json.writeStringField("eventTime", String.valueOf(event.eventTime()));
        json.writeStringField("eventSource", event.eventSource());
        json.writeStringField("eventName", event.eventName());
        json.writeStringField("awsRegion", event.awsRegion());
        json.writeStringField("sourceIPAddress", event.sourceIpAddress());
        json.writeStringField("userAgent", userAgent());
        if (event.errorCode() != null) {
            json.writeStringField("errorCode", event.errorCode());
            json.writeStringField(
                    "errorMessage",
                    "User: " + event.userIdentity().arn()
                            + " is not authorized to perform: sts:AssumeRole on resource: " + "arn:aws:iam::"
                            + event.recipientAccountId() + ":role/Production");
        }
        ElementsJson elements = new ElementsJson(simulated, api, seed, json);
        elements.writeRequest();
        elements.writeResponse();
        elements.writeAdditional("additionalEventData", !isServiceEvent() || elements.isRotation());
        writeRest(elements);
        json.writeEndObject();
    }

    private boolean isServiceEvent() {
        return "AwsServiceEvent".equals(api.type());
    }

    /** Signing in is no request with an id. */
    private boolean isSignIn() {
        return "AwsConsoleSignIn".equals(api.type());
    }

    private void writeRest(ElementsJson elements) throws IOException {
        if (!isSignIn()) {
            json.writeStringField("requestID", requestId());
        }
        json.writeStringField("eventID", event.eventId());
        json.writeBooleanField("readOnly", api.readOnly());
        elements.writeResources();
        json.writeStringField("eventType", event.eventType());
        if (event.eventSource().startsWith("logs.")) {
            json.writeStringField("apiVersion", "20140328");
        }
        json.writeBooleanField("managementEvent", !api.data());
        json.writeStringField("recipientAccountId", event.recipientAccountId());
        if (event.sharedEventId() != null) {
            json.writeStringField("sharedEventID", event.sharedEventId());
        }
        elements.writeAdditional("serviceEventDetails", isServiceEvent() && !elements.isRotation());
        json.writeStringField("eventCategory", api.data() ? "Data" : "Management");
        if (!isServiceEvent() && event.userIdentity().invokedBy() == null) {
            json.writeObjectFieldStart("tlsDetails");
            json.writeStringField("tlsVersion", "TLSv1.3");
            json.writeStringField("cipherSuite", "TLS_AES_128_GCM_SHA256");
            json.writeStringField("clientProvidedHostHeader", host());
            json.writeEndObject();
        }
        if (event.sessionCredentialFromConsole()) {
            json.writeStringField("sessionCredentialFromConsole", "true");
        }
    }

    private String host() {
        String service = event.eventSource().substring(0, event.eventSource().indexOf('.'));
        return service + '.' + event.awsRegion() + ".amazonaws.com";
    }

    private String requestId() {
        if (event.eventSource().startsWith("s3.")) {
            return Identifiers.fileSuffix(seed).toUpperCase(Locale.ROOT);
        }
        String shared = event.sharedEventId() == null ? event.eventId() : event.sharedEventId();
        return new Identifiers(new SplitMix64(shared.hashCode())).uuid();
    }

    private String userAgent() {
        String service = event.userIdentity().invokedBy();
        if (service != null) {
            return service;
        }
        if (event.sessionCredentialFromConsole() || event.eventSource().startsWith("signin.")) {
            return "Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0";
        }
        return switch ((int) (seed >>> 62)) {
            case 0 ->
                "aws-cli/2.17.11 md/awscrt#0.20.11 ua/2.0 os/linux#6.8.0 md/arch#x86_64 lang/python#3.11.8"
                        + " md/pyimpl#CPython cfg/retry-mode#standard md/installer#exe md/prompt#off";
            case 1 ->
                "APN/1.0 HashiCorp/1.0 Terraform/1.9.8 (+https://www.terraform.io) terraform-provider-aws/5.72.1"
                        + " (+https://www.terraform.io/providers/hashicorp/aws) aws-sdk-go-v2/1.32.2"
                        + " ua/2.1 os/linux lang/go#1.23.1 md/GOOS#linux md/GOARCH#amd64";
            case 2 ->
                "aws-sdk-java/2.28.29 md/io#sync md/http#Apache ua/2.1 os/Linux#5.10.226-214.880.amzn2.x86_64"
                        + " lang/java#17.0.12 md/OpenJDK_64-Bit_Server_VM#17.0.12+7-LTS md/vendor#Amazon.com_Inc.";
            default ->
                "[Boto3/1.35.36 md/Botocore#1.35.36 ua/2.0 os/linux#5.10.226-235.879.amzn2.x86_64 md/arch#x86_64"
                        + " lang/python#3.12.7 md/pyimpl#CPython exec-env/AWS_Lambda_python3.12]";
        };
    }
}
