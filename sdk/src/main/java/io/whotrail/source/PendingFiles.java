// SPDX-License-Identifier: Apache-2.0
package io.whotrail.source;

import java.io.IOException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
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

    /** How often a file could not be read, and why it was so the last time. */
    private static final class Failures {
        private final FileId file;
        private int count;
        private boolean told;
        private String reason = "";
        private String message = "";

        Failures(FileId file) {
            this.file = file;
        }

        boolean areEnough() {
            return count >= WatchedFolderSource.ATTEMPTS_WAITED_FOR;
        }

        UnreadFile tell() {
            told = true;
            return new UnreadFile(file.key(), file.stamp().size(), count, reason, message);
        }
    }

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
    private final Map<String, Failures> failures = new TreeMap<>();
    private final TreeSet<Ready> ready = new TreeSet<>();
    private boolean someUntold;

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
        long givenUp = failures.values().stream().filter(Failures::areEnough).count();
        return unsettled.size() > givenUp;
    }

    /** A file could not be read. It is found again by the next look. */
    void failed(FileId file, IOException failure) {
        Failures all = failures.computeIfAbsent(file.key(), key -> new Failures(file));
        all.count++;
        all.reason = failure.getClass().getSimpleName();
        all.message = failure.toString();
        someUntold |= all.areEnough() && !all.told;
    }

    /** Those that were tried often enough, each once. */
    List<UnreadFile> unread() {
        if (!someUntold) {
            return List.of();
        }
        someUntold = false;
        return failures.values().stream()
                .filter(all -> all.areEnough() && !all.told)
                .map(Failures::tell)
                .toList();
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
