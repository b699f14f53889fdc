// SPDX-License-Identifier: Apache-2.0
package io.whotrail.story;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.zip.GZIPOutputStream;

/**
 * A log file as CloudTrail puts it into a bucket.
 *
 * @param key the object's key, {@code AWSLogs/…/….json.gz}
 * @param text the content before it is compressed
 */
public record LogFile(String key, String text) {
    private static final Duration BATCH = Duration.ofMinutes(5);
    private static final DateTimeFormatter DAY =
            DateTimeFormatter.ofPattern("yyyy/MM/dd").withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmm'Z'").withZone(ZoneOffset.UTC);

    /**
     * The files of a story: one for each account, Region and five minutes. In a file events stand in no order, as they do
     * in CloudTrail's.
     */
    public static List<LogFile> of(Story story) {
        var batches = story.events().stream()
                .collect(Collectors.groupingBy(LogFile::batch, TreeMap::new, Collectors.toList()));
        var files = new ArrayList<LogFile>();
        for (Map.Entry<String, List<StoryEvent>> batch : batches.entrySet()) {
            String records = batch.getValue().stream()
                    .sorted(Comparator.comparing(StoryEvent::id))
                    .map(StoryEvent::json)
                    .collect(Collectors.joining(",", "{\"Records\":[", "]}"));
            String suffix = new Ids(batch.getKey().hashCode()).fileSuffix();
            String key = batch.getKey() + '_' + suffix + ".json.gz";
            files.add(new LogFile(key, records));
        }
        return files;
    }

    /** The key of an event's file up to its random end; the stamp is the end of the five minutes. */
    private static String batch(StoryEvent event) {
        long seconds = BATCH.toSeconds();
        Instant end = Instant.ofEpochSecond((event.time().getEpochSecond() / seconds + 1) * seconds);
        String account = event.accountId();
        String region = event.region();
        return "AWSLogs/" + account + "/CloudTrail/" + region + '/' + DAY.format(end) + '/' + account + "_CloudTrail_"
                + region + '_' + STAMP.format(end);
    }

    /** The object's bytes. */
    public byte[] gzip() {
        var bytes = new ByteArrayOutputStream();
        try (var out = new GZIPOutputStream(bytes)) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}
