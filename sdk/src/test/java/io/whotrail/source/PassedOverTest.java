// SPDX-License-Identifier: Apache-2.0
package io.whotrail.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.whotrail.integrity.LogIntegrity;
import io.whotrail.integrity.LogMirror;
import io.whotrail.integrity.PublicKeys;
import io.whotrail.testing.SignedTrail;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** There is an input for everything that is passed over, and nothing else is in it. */
class PassedOverTest {
    @TempDir
    private Path folder;

    @ParameterizedTest
    @EnumSource
    void isReached(PassedOver kind) throws IOException {
        ReadStats stats = kind == PassedOver.WITHHELD
                ? ofAChangedLogFile()
                : Reading.of(text(kind)).stats();
        assertThat(stats.passedOver()).containsOnlyKeys(kind);
        assertThat(stats.events()).isZero();
        assertThat(stats.rejected()).isZero();
    }

    private static String text(PassedOver kind) {
        return switch (kind) {
            case DIGEST ->
                "{\"awsAccountId\":\"1\",\"digestStartTime\":\"t\",\"digestS3Object\":\"o\",\"logFiles\":[]}";
            case INSIGHT -> "{\"eventName\":\"x\",\"eventSource\":\"y\",\"eventCategory\":\"Insight\"}";
            case S3_NOTICE -> "{\"detail-type\":\"Object Created\",\"source\":\"aws.s3\",\"detail\":{\"object\":{}}}";
            case DELIVERY_NOTICE -> "{\"s3Bucket\":\"b\",\"s3ObjectKey\":[\"AWSLogs/x.json.gz\"]}";
            case TEST_EVENT -> "{\"Service\":\"Amazon S3\",\"Event\":\"s3:TestEvent\",\"Time\":\"t\"}";
            case VALIDATION_MESSAGE -> "CloudTrail validation message.";
            case CONTROL_MESSAGE ->
                "{\"Type\":\"SubscriptionConfirmation\",\"Message\":\"You have chosen\",\"Token\":\"t\"}";
            case EMPTY -> " \n";
            case WITHHELD -> throw new IllegalArgumentException("no text of its own: it is about whole files");
        };
    }

    /** Its event is one that CloudTrail delivered, in another file. */
    private ReadStats ofAChangedLogFile() throws IOException {
        SignedTrail trail = SignedTrail.of(1, 2);
        trail.objects()
                .put(
                        trail.logFiles().get(0),
                        trail.objects().get(trail.logFiles().get(1)));
        trail.objects().remove(trail.logFiles().get(1));
        PublicKeys keys = PublicKeys.read(new ByteArrayInputStream(SignedTrail.publicKeys()), "keys");
        LogIntegrity integrity = LogIntegrity.of(LogMirror.of(trail.writeTo(folder)), keys);
        try (EventSource source = integrity.open(CloudTrailReader.create(), known -> {})) {
            assertThat(source.next()).isNull();
            return source.stats();
        }
    }
}
