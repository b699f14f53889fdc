// SPDX-License-Identifier: Apache-2.0
package io.whotrail.s3;

import io.whotrail.source.CloudTrailReader;
import io.whotrail.source.ResumableSource;
import io.whotrail.testing.ResumableSourceContract;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import software.amazon.awssdk.services.s3.S3Client;

/** A range of days is a source as any other, whether its records lie in one file or in several. */
class BackfillSourceContractTest extends ResumableSourceContract {
    private static final LocalDate DAY = LocalDate.of(2026, 3, 2);

    private final Loopback aws = Loopback.started();
    private final S3Client s3 = aws.s3();
    private String bucket;

    @Override
    protected ResumableSource open(List<String> records) {
        bucket = aws.bucket();
        int half = records.size() / 2;
        put("20260302T0910Z", records.subList(0, half));
        put("20260302T0915Z", records.subList(half, records.size()));
        return reopen();
    }

    private void put(String delivered, List<String> records) {
        String key = Loopback.key("111122223333", "eu-central-1", delivered, "x");
        aws.put(bucket, key, Loopback.gzip(String.join("\n", records)));
    }

    @Override
    protected ResumableSource reopen() {
        return new BackfillSource(
                s3, CloudTrailReader.create(), new BackfillSource.Range(bucket, "AWSLogs/", DAY, DAY, 3, 1 << 20));
    }

    @AfterEach
    void close() {
        s3.close();
    }
}
