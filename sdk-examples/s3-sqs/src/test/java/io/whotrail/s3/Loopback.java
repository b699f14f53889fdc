// SPDX-License-Identifier: Apache-2.0
package io.whotrail.s3;

import com.robothy.s3.rest.LocalS3;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.GZIPOutputStream;
import org.elasticmq.rest.sqs.SQSRestServer;
import org.elasticmq.rest.sqs.SQSRestServerBuilder;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/** A server that speaks S3 and one that speaks SQS, on the loopback interface, as long as this JVM lives. */
final class Loopback {
    private static final StaticCredentialsProvider NOBODY =
            StaticCredentialsProvider.create(AwsBasicCredentials.create("nobody", "nothing"));
    private static final int MOST = 10;
    private static final Loopback STARTED = new Loopback();

    private final LocalS3 s3Server = LocalS3.builder().port(-1).build();
    private final SQSRestServer sqsServer =
            SQSRestServerBuilder.withDynamicPort().withInterface("127.0.0.1").start();
    private final AtomicInteger names = new AtomicInteger();
    private final URI sqsEndpoint;
    private final S3Client s3;
    private final SqsClient sqs;

    private Loopback() {
        s3Server.start();
        int port = sqsServer.waitUntilStarted().localAddress().getPort();
        sqsEndpoint = URI.create("http://127.0.0.1:" + port);
        s3 = s3();
        sqs = sqs(sqsEndpoint);
    }

    static Loopback started() {
        return STARTED;
    }

    URI s3Endpoint() {
        return URI.create("http://127.0.0.1:" + s3Server.getPort());
    }

    URI sqsEndpoint() {
        return sqsEndpoint;
    }

    S3Client s3() {
        return s3(s3Endpoint());
    }

    S3Client s3(URI endpoint) {
        return S3Client.builder()
                .endpointOverride(endpoint)
                .forcePathStyle(true)
                .region(Region.US_EAST_1)
                .credentialsProvider(NOBODY)
                .build();
    }

    SqsClient sqs(URI endpoint) {
        return SqsClient.builder()
                .endpointOverride(endpoint)
                .region(Region.US_EAST_1)
                .credentialsProvider(NOBODY)
                .build();
    }

    /** A bucket of a name that no other test has. */
    String bucket() {
        String name = "logs-" + names.incrementAndGet();
        s3.createBucket(request -> request.bucket(name));
        return name;
    }

    /** The URL of a queue that no other test has. */
    String queue() {
        return sqs.createQueue(request -> request.queueName("queue-" + names.incrementAndGet()))
                .queueUrl();
    }

    /** Puts an object, and says how S3 tells of it. */
    String put(String bucket, String key, byte[] content) {
        String tag = s3.putObject(request -> request.bucket(bucket).key(key), RequestBody.fromBytes(content))
                .eTag();
        return notification(bucket, key, tag.replace("\"", ""));
    }

    static String notification(String bucket, String key, String tag) {
        return """
                {"Records":[{"eventVersion":"2.1","eventSource":"aws:s3","awsRegion":"us-east-1","eventName":"ObjectCreated:Put",\
                "s3":{"s3SchemaVersion":"1.0","bucket":{"name":"%s"},"object":{"key":"%s","size":1,"eTag":"%s"}}}]}""".formatted(bucket, URLEncoder.encode(key, StandardCharsets.UTF_8), tag);
    }

    /** The key of a log file that was delivered at a time such as {@code 20260302T0910Z}. */
    static String key(String account, String region, String delivered, String suffix) {
        return "AWSLogs/%s/CloudTrail/%s/%s/%s/%s/%s_CloudTrail_%s_%s_%s.json.gz"
                .formatted(
                        account,
                        region,
                        delivered.substring(0, 4),
                        delivered.substring(4, 6),
                        delivered.substring(6, 8),
                        account,
                        region,
                        delivered,
                        suffix);
    }

    static byte[] gzip(String text) {
        var bytes = new ByteArrayOutputStream();
        try (var out = new GZIPOutputStream(bytes)) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return bytes.toByteArray();
    }

    void send(String queue, String body) {
        sqs.sendMessage(request -> request.queueUrl(queue).messageBody(body));
    }

    /** How many messages a queue has, those that somebody works on included. */
    int messages(String queue) {
        Map<QueueAttributeName, String> counts = sqs.getQueueAttributes(
                        request -> request.queueUrl(queue).attributeNames(QueueAttributeName.ALL))
                .attributes();
        return Integer.parseInt(counts.get(QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES))
                + Integer.parseInt(counts.get(QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_NOT_VISIBLE));
    }

    /** What another worker gets in a time. */
    List<Message> receive(String queue, Duration patience) {
        return sqs.receiveMessage(request -> request.queueUrl(queue)
                        .maxNumberOfMessages(MOST)
                        .messageAttributeNames("All")
                        .visibilityTimeout(60)
                        .waitTimeSeconds((int) patience.toSeconds()))
                .messages();
    }

    /** All that a queue has now, as REASON and object. */
    List<String> reasons(String queue) {
        var reasons = new ArrayList<String>();
        for (List<Message> some = receive(queue, Duration.ZERO);
                !some.isEmpty();
                some = receive(queue, Duration.ZERO)) {
            some.forEach(message -> reasons.add(
                    message.messageAttributes().get("whotrail-reason").stringValue()));
        }
        return reasons;
    }
}
