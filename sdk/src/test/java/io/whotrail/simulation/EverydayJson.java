// SPDX-License-Identifier: Apache-2.0
package io.whotrail.simulation;

import com.fasterxml.jackson.core.JsonGenerator;
import io.whotrail.event.CloudTrailEvent;
import java.io.IOException;

/** Writes what everyday calls ask for, and of which resources, as the services do. */
final class EverydayJson {
    private final CloudTrailEvent event;
    private final long seed;
    private final JsonGenerator json;
    private final String service;

    EverydayJson(CloudTrailEvent event, long seed, JsonGenerator json) {
        this.event = event;
        this.seed = seed;
        this.json = json;
        this.service = event.eventSource().substring(0, event.eventSource().indexOf('.'));
    }

    String service() {
        return service;
    }

    private String bucket() {
        return "acme-data-" + event.recipientAccountId();
    }

    private String object() {
        return "exports/2026/03/02/part-" + Identifiers.hex(seed, 8) + ".snappy.parquet";
    }

    private String kmsKey() {
        return "arn:aws:kms:" + event.awsRegion() + ':' + event.recipientAccountId()
                + ":key/5a9b2c1e-7d43-4f0e-9a51-6f1f3f1c2b7d";
    }

    private boolean listsBuckets() {
        return event.eventName().equals("ListBuckets");
    }

    void writeRequest() throws IOException {
        json.writeObjectFieldStart("requestParameters");
        switch (service) {
            case "s3" -> writeObject();
            case "ec2" -> writeInstances();
            case "kms" -> writeKey();
            case "secretsmanager" -> {
                boolean put = event.eventName().equals("PutSecretValue");
                json.writeStringField("secretId", "prod/orders/database-" + Identifiers.hex(seed, 6));
                json.writeStringField(put ? "clientRequestToken" : "versionId", uuid());
            }
            case "iam" -> {
                boolean user = event.eventName().equals("GetUser");
                json.writeStringField(user ? "userName" : "roleName", user ? "alice" : "Developer");
            }
            case "dynamodb" -> {
                json.writeStringField("tableName", "orders");
                json.writeObjectFieldStart("key");
                json.writeStringField("orderId", Identifiers.hex(seed, 16));
                json.writeEndObject();
            }
            default -> writeOthers();
        }
        json.writeEndObject();
    }

    private void writeObject() throws IOException {
        if (listsBuckets()) {
            json.writeStringField("Host", "s3." + event.awsRegion() + ".amazonaws.com");
        } else {
            json.writeStringField("bucketName", bucket());
            json.writeStringField("Host", bucket() + ".s3." + event.awsRegion() + ".amazonaws.com");
            json.writeStringField("key", object());
        }
    }

    private void writeInstances() throws IOException {
        if (event.eventName().equals("CreateTags")) {
            writeItem("resourcesSet", "resourceId", "i-0" + Identifiers.hex(seed, 16));
            writeItem("tagSet", "key", "release");
            return;
        }
        String set = switch (event.eventName()) {
            case "DescribeInstances" -> "instancesSet";
            case "DescribeVpcs" -> "vpcSet";
            default -> "routeTableIdSet";
        };
        json.writeNumberField("maxResults", 100);
        json.writeObjectFieldStart(set);
        json.writeEndObject();
        json.writeObjectFieldStart("filterSet");
        json.writeEndObject();
    }

    private void writeItem(String set, String field, String value) throws IOException {
        json.writeObjectFieldStart(set);
        json.writeArrayFieldStart("items");
        json.writeStartObject();
        json.writeStringField(field, value);
        if (field.equals("key")) {
            json.writeStringField("value", Identifiers.hex(seed, 8));
        }
        json.writeEndObject();
        json.writeEndArray();
        json.writeEndObject();
    }

    private void writeKey() throws IOException {
        boolean decrypts = event.eventName().equals("Decrypt");
        if (!decrypts) {
            json.writeStringField("keyId", kmsKey());
        }
        json.writeObjectFieldStart("encryptionContext");
        json.writeStringField("SecretARN", "arn:aws:secretsmanager:" + event.awsRegion() + ":secret:prod/orders");
        json.writeStringField("SecretVersionId", uuid());
        json.writeEndObject();
        json.writeStringField(decrypts ? "encryptionAlgorithm" : "keySpec", decrypts ? "SYMMETRIC_DEFAULT" : "AES_256");
    }

    private void writeOthers() throws IOException {
        switch (event.eventName()) {
            case "Invoke" -> json.writeStringField("functionName", "function:orders-" + Identifiers.hex(seed, 4));
            case "GetDataAccess" -> {
                json.writeStringField(
                        "tableArn",
                        "arn:aws:glue:" + event.awsRegion() + ':' + event.recipientAccountId() + ":table/shop/orders");
                json.writeArrayFieldStart("permissions");
                json.writeString("SELECT");
                json.writeEndArray();
            }
            case "CreateLogStream" -> {
                json.writeStringField("logGroupName", "/aws/lambda/orders");
                json.writeStringField("logStreamName", "2026/03/02/[$LATEST]" + Identifiers.hex(seed, 16));
            }
            case "DescribeLogGroups" -> json.writeStringField("logGroupNamePrefix", "/aws/lambda/orders");
            case "DescribeDBInstances" -> json.writeStringField("dBInstanceIdentifier", "orders");
            case "BatchGetImage" -> json.writeStringField("repositoryName", "orders");
            case "GetCredentialsForIdentity" -> json.writeStringField("identityId", event.awsRegion() + ':' + uuid());
            default -> json.writeStringField("stackName", "orders-" + Identifiers.hex(seed, 4));
        }
    }

    private String uuid() {
        return new Identifiers(new SplitMix64(seed)).uuid();
    }

    /** The resources of calls that have some. */
    void writeResources() throws IOException {
        if (service.equals("kms")) {
            json.writeArrayFieldStart("resources");
            writeResource(event.recipientAccountId(), "AWS::KMS::Key", kmsKey());
            json.writeEndArray();
        } else if (service.equals("s3") && !listsBuckets()) {
            json.writeArrayFieldStart("resources");
            writeResource(null, "AWS::S3::Object", "arn:aws:s3:::" + bucket() + '/' + object());
            writeResource(event.recipientAccountId(), "AWS::S3::Bucket", "arn:aws:s3:::" + bucket());
            json.writeEndArray();
        }
    }

    void writeResource(String accountId, String type, String arn) throws IOException {
        json.writeStartObject();
        IdentityJson.text(json, "accountId", accountId);
        json.writeStringField("type", type);
        json.writeStringField("ARN", arn);
        json.writeEndObject();
    }
}
