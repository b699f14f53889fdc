// SPDX-License-Identifier: Apache-2.0
package io.whotrail.guides;

import io.whotrail.event.CloudTrailEvent;
import io.whotrail.source.CloudTrailReader;
import io.whotrail.story.SampleLogs;
import io.whotrail.story.StoryEvent;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** What the code of the guides runs on. */
final class Samples {
    static final Path LOGS = Path.of(System.getProperty("basedir", "")).resolve("../sdk-examples/cli/samples");

    /** Of the story: a use of alice's session, and the event that issued it. */
    private static final int USE = 4;

    private static final int ISSUANCE = 3;

    private Samples() {}

    static List<byte[]> records() {
        return SampleLogs.story().events().stream().map(Samples::bytes).toList();
    }

    /** All of them, the last once more, and one that is none. */
    static List<byte[]> disturbedRecords() {
        var records = new ArrayList<>(records());
        records.add(records.get(records.size() - 1));
        records.add("{\"eventID\":\"e-1\",\"userIdentity\":7}".getBytes(StandardCharsets.UTF_8));
        return records;
    }

    private static byte[] bytes(StoryEvent event) {
        return event.json().getBytes(StandardCharsets.UTF_8);
    }

    /** A use of a session, the event that issued it, and that event once more. */
    static List<CloudTrailEvent> lateEvents() {
        List<byte[]> records = records();
        CloudTrailReader reader = CloudTrailReader.create();
        return IntStream.of(USE, ISSUANCE, ISSUANCE)
                .mapToObj(index -> reader.parseEvent(records.get(index)))
                .toList();
    }
}
