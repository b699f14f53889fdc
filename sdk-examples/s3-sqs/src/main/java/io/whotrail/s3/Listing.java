// SPDX-License-Identifier: Apache-2.0
package io.whotrail.s3;

import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CommonPrefix;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.S3Object;

/** The log files in the folders of a range of days below a prefix, each {@link Turn} after the one before. For one thread. */
final class Listing {
    /* A backlog read one account after the other would make everything late that is not of the first one. So the folders of
     * a day, one for each account and Region, are listed side by side: in each, names sort by time. Where S3 fails, the same
     * call can be made again. */

    /** How many names of a folder are asked for at a time, and kept. */
    private static final int PAGE = 200;

    private static final Pattern OF_REGION = Pattern.compile("(?:.*/)?CloudTrail/(?!AWSLogs/)[^/]+/", Pattern.DOTALL);
    private static final Pattern BELOW_REGION =
            Pattern.compile("(?:.*/)?CloudTrail/(?!(?:.*/)?AWSLogs/)[^/]+/.+", Pattern.DOTALL);

    /** What other services keep of an account: not worth a request for each of its days. */
    private static final Pattern OF_ANOTHER_SERVICE =
            Pattern.compile("(?:.*/)?AWSLogs/(?:o-[^/]+/)?\\d{12}/(?!CloudTrail/|AWSLogs/)[^/]+/", Pattern.DOTALL);

    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("uuuu/MM/dd/");

    /** The files of one folder. */
    private final class Folder {
        private final String prefix;
        private final LocalDate day;
        private final Queue<Turn> page = new ArrayDeque<>();
        private String last = "";
        private String time = "";
        private boolean complete;

        Folder(String region, LocalDate day) {
            this.prefix = region + DAY.format(day);
            this.day = day;
        }

        /** Makes sure that the next file is known, if there is one. */
        boolean fill() {
            while (page.isEmpty() && !complete) {
                ListObjectsV2Response answer = s3.listObjectsV2(request ->
                        request.bucket(bucket).prefix(prefix).maxKeys(PAGE).startAfter(last.isEmpty() ? null : last));
                for (S3Object listed : answer.contents()) {
                    last = listed.key();
                    var file = new LogObject(bucket, listed.key(), "", tag(listed));
                    if (file.isLogFile()) {
                        time = file.delivered().compareTo(time) > 0 ? file.delivered() : time;
                        page.add(new Turn(day, time, file));
                    }
                }
                complete = !Boolean.TRUE.equals(answer.isTruncated());
            }
            return !page.isEmpty();
        }
    }

    private final S3Client s3;
    private final String bucket;
    private final String prefix;
    private final LocalDate through;
    private final PriorityQueue<Folder> folders = new PriorityQueue<>(
            Comparator.comparing(folder -> folder.page.element().place()));
    private final Queue<Folder> unlisted = new ArrayDeque<>();
    private @Nullable List<String> regions;
    private LocalDate nextDay;

    Listing(S3Client s3, String bucket, String prefix, LocalDate from, LocalDate through) {
        this.s3 = s3;
        this.bucket = bucket;
        this.prefix = prefix.isEmpty() || prefix.endsWith("/") ? prefix : prefix + "/";
        this.nextDay = from;
        this.through = through;
    }

    /** Whether a prefix goes so deep that no folder of a Region can lie below it. */
    static boolean isBelowRegion(String prefix) {
        return BELOW_REGION.matcher(prefix).matches();
    }

    /** Whether it is known that no account and Region has a folder of log files below the prefix. */
    boolean isNowhere() {
        return regions != null && regions.isEmpty();
    }

    /** The next file, or {@code null} after the last. */
    @Nullable
    Turn next() {
        if (regions == null) {
            regions = regions();
        }
        while (true) {
            while (!unlisted.isEmpty()) {
                Folder folder = unlisted.element();
                if (folder.fill()) {
                    folders.add(folder);
                }
                unlisted.remove();
            }
            Folder first = folders.poll();
            if (first != null) {
                unlisted.add(first);
                return first.page.remove();
            }
            if (nextDay.isAfter(through)) {
                return null;
            }
            LocalDate day = nextDay;
            regions.forEach(region -> unlisted.add(new Folder(region, day)));
            nextDay = day.plusDays(1);
        }
    }

    /** The folders below which there are days. */
    private List<String> regions() {
        var found = new ArrayList<String>();
        Queue<String> open = new ArrayDeque<>(List.of(prefix));
        while (!open.isEmpty()) {
            String folder = open.remove();
            if (OF_REGION.matcher(folder).matches()) {
                found.add(folder);
            } else {
                s3
                        .listObjectsV2Paginator(
                                request -> request.bucket(bucket).prefix(folder).delimiter("/"))
                        .commonPrefixes()
                        .stream()
                        .map(CommonPrefix::prefix)
                        .filter(below -> !OF_ANOTHER_SERVICE.matcher(below).matches())
                        .forEach(open::add);
            }
        }
        return found;
    }

    private static String tag(S3Object listed) {
        return listed.eTag() == null ? "" : listed.eTag().replace("\"", "");
    }
}
