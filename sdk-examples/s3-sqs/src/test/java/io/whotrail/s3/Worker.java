// SPDX-License-Identifier: Apache-2.0
package io.whotrail.s3;

import io.whotrail.source.CloudTrailReader;
import java.net.URI;
import java.time.Duration;
import java.util.Set;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sqs.SqsClient;

/** A bucket with a queue and its dead letters, and who works on them. */
final class Worker implements AutoCloseable {
    static final Duration VISIBILITY = Duration.ofSeconds(2);
    static final int PARALLEL = 3;
    private static final int MEGABYTE = 1 << 20;

    final Loopback aws;
    final String bucket;
    final String queue;
    final String deadLetters;
    private final S3Client s3;
    private final SqsClient sqs;
    private int sent;

    Worker(Loopback aws) {
        this(aws, aws.s3Endpoint(), aws.sqsEndpoint());
    }

    Worker(Loopback aws, URI s3Endpoint, URI sqsEndpoint) {
        this.aws = aws;
        this.bucket = aws.bucket();
        this.queue = aws.queue();
        this.deadLetters = aws.queue();
        this.s3 = aws.s3(s3Endpoint);
        this.sqs = aws.sqs(sqsEndpoint);
    }

    SqsSource source(CloudTrailReader reader) {
        return source(reader, bucket);
    }

    SqsSource source(CloudTrailReader reader, String from) {
        var settings = new SqsSource.Settings(
                queue, deadLetters, Set.of(from), VISIBILITY, Duration.ZERO, PARALLEL, MEGABYTE, 100, 3, 1_000);
        return new SqsSource(sqs, s3, reader, () -> true, settings);
    }

    S3Client s3() {
        return s3;
    }

    /** Puts a log file, tells the queue, and gives what it was told. */
    String send(String delivered, String records) {
        return send(delivered, Loopback.gzip(records));
    }

    String send(String delivered, byte[] content) {
        String told = aws.put(bucket, Loopback.key("111122223333", "eu-central-1", delivered, "s" + sent++), content);
        aws.send(queue, told);
        return told;
    }

    @Override
    public void close() {
        s3.close();
        sqs.close();
    }
}
