// SPDX-License-Identifier: Apache-2.0
package io.whotrail.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.whotrail.checkpoint.CheckpointException;
import io.whotrail.source.CloudTrailReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.Stores;
import org.junit.jupiter.api.Test;

/** What is kept of a part while event time runs on for many times its retention. */
final class BoundedStateTest {
    private static final Instant BEGIN = Instant.parse("2026-03-02T09:00:00Z");
    private static final Duration RETENTION = Duration.ofHours(1);
    private static final int SESSIONS = 1_000;
    private static final int PERIODS = 6;

    /** What an image takes for each event id that is remembered: memory bounds their number, not time. */
    private static final long ID = 32;

    private final CloudTrailReader reader = CloudTrailReader.create();
    private final List<KeyValue<Bytes, byte[]>> written = new ArrayList<>();
    private final KeptPart part;

    BoundedStateTest() throws IOException, CheckpointException {
        var store = new Recording(Stores.inMemoryKeyValueStore("journal").get(), written);
        var settings = new PartSettings(
                new Partitions(1), 1, 8, Duration.ofMinutes(1), RETENTION, Duration.ofMinutes(10), 8 << 20, true);
        part = KeptPart.of(new Journal(store), 0, settings);
    }

    private void give(Message message) throws IOException, CheckpointException {
        part.take(World.NOW.toEpochMilli(), message.toBytes());
    }

    /** Another session is issued, and event time comes to where it is. */
    private void issue(int number) throws IOException, CheckpointException {
        Instant time = BEGIN.plus(RETENTION.multipliedBy(number).dividedBy(SESSIONS));
        String record = """
        {"eventVersion": "1.08", "eventID": "%s", "eventTime": "%s", "awsRegion": "eu-central-1",
         "eventSource": "sts.amazonaws.com", "eventName": "AssumeRole", "recipientAccountId": "111122223333",
         "userIdentity": {"type": "IAMUser", "principalId": "AIDAEXAMPLE", "userName": "alice",
          "accountId": "111122223333", "accessKeyId": "AKIAEXAMPLE",
          "arn": "arn:aws:iam::111122223333:user/alice"},
         "requestParameters": {"roleArn": "arn:aws:iam::111122223333:role/deploy", "roleSessionName": "run-%d"},
         "responseElements": {
          "credentials": {"accessKeyId": "ASIAEXAMPLE%d", "expiration": "Mar 2, 2027, 9:00:00 AM"},
          "assumedRoleUser": {"assumedRoleId": "AROAEXAMPLE:run-%d",
           "arn": "arn:aws:sts::111122223333:assumed-role/deploy/run-%d"}}}
        """.formatted(new UUID(47, number), time, number, number, number, number);
        give(new Message.Event(reader.parseEvent(record.getBytes(StandardCharsets.UTF_8))));
        give(new Message.Progress(0, time.getEpochSecond()));
    }

    private long imageBytes() throws IOException {
        var image = new ByteArrayOutputStream();
        part.write(image);
        return image.size();
    }

    /** What a compacted changelog holds: the last of each key. */
    private long compactedBytes() {
        Map<Bytes, Integer> last = new HashMap<>();
        written.forEach(put -> last.put(put.key, put.value == null ? 0 : put.value.length));
        return last.values().stream().mapToLong(size -> size).sum();
    }

    @Test
    void isNoMoreAfterManyTimesTheRetentionThanAfterTwo() throws IOException, CheckpointException {
        long atTwo = 0;
        for (int period = 1; period <= PERIODS; period++) {
            int until = period * SESSIONS;
            for (int number = until - SESSIONS; number < until; number++) {
                issue(number);
            }
            long image = imageBytes();
            long kept = image - ID * until;
            if (period == 2) {
                atTwo = kept;
            }
            if (period > 2) {
                assertThat(kept).as("after %s times", period).isLessThan(atTwo * 5 / 4);
                assertThat(compactedBytes()).isLessThan(Journal.LEAST_BYTES + 4 * image);
            }
        }
    }
}
