// SPDX-License-Identifier: Apache-2.0
package io.whotrail.source;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Files that were found and not read yet: the order in which to read them, and which of them are complete. Not thread safe.
 */
final class PendingFiles {
    /* Files are read by the time in their name, which is when CloudTrail delivered them, not by their key: a backlog read one
     * account after the other would make everything late that is not of the first one. */

    private static final Pattern DELIVERED = Pattern.compile("_(\\d{8}T\\d{4})Z[_.]");
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmm");

    /** How many complete files are kept; the next look finds the others. */
    private static final int MOST_READY = 10_000;

    /** A file, as it was seen first with this stamp. */
    private record Sighting(Stamp stamp, Instant at) {}

    /** A file with its place in the order. */
    private record Ready(long delivered, FileId file) implements Comparable<Ready> {
        @Override
        public int compareTo(Ready other) {
            int byTime = Long.compare(delivered, other.delivered);
            return byTime == 0 ? file.key().compareTo(other.file.key()) : byTime;
        }
    }

    private final Duration settling;
    private Map<String, Sighting> unsettled = new HashMap<>();
    private final Map<String, Integer> failures = new HashMap<>();
    private final TreeSet<Ready> ready = new TreeSet<>();

    PendingFiles(Duration settling) {
        this.settling = settling;
    }

    /** Takes in what a look found; what it did not find is forgotten. */
    void found(Collection<FileId> files, Instant now) {
        Map<String, Sighting> seen = new HashMap<>();
        ready.clear();
        for (FileId file : files) {
            Sighting before = unsettled.get(file.key());
            Sighting sighting =
                    before != null && before.stamp.equals(file.stamp()) ? before : new Sighting(file.stamp(), now);
            seen.put(file.key(), sighting);
            if (!now.isBefore(sighting.at.plus(settling))) {
                ready.add(new Ready(delivered(file), file));
                if (ready.size() > MOST_READY) {
                    ready.pollLast();
                }
            }
        }
        failures.keySet()
                .removeIf(key -> !seen.containsKey(key) || !seen.get(key).equals(unsettled.get(key)));
        unsettled = seen;
    }

    @Nullable
    FileId poll() {
        Ready first = ready.pollFirst();
        return first == null ? null : first.file;
    }

    boolean hasReady() {
        return !ready.isEmpty();
    }

    /** Whether the last look found files that were not read, but for those that were tried often enough. */
    boolean isExpecting() {
        long givenUp = failures.values().stream()
                .filter(count -> count >= WatchedFolderSource.ATTEMPTS_WAITED_FOR)
                .count();
        return unsettled.size() > givenUp;
    }

    /** A file could not be read. It is found again by the next look. */
    void failed(FileId file) {
        failures.merge(file.key(), 1, Integer::sum);
    }

    /** Files that were found and not read, as far as is known. */
    int size() {
        return unsettled.size();
    }

    void read(FileId file) {
        unsettled.remove(file.key());
        failures.remove(file.key());
    }

    private static long delivered(FileId file) {
        Matcher name = DELIVERED.matcher(file.key());
        if (name.find()) {
            try {
                return LocalDateTime.parse(name.group(1), TIME)
                        .toInstant(ZoneOffset.UTC)
                        .toEpochMilli();
            } catch (DateTimeException noTime) {
                return file.stamp().modified();
            }
        }
        return file.stamp().modified();
    }
}
