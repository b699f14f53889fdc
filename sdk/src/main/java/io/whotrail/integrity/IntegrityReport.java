// SPDX-License-Identifier: Apache-2.0
package io.whotrail.integrity;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What the digests of a mirror prove.
 *
 * @param digests all digest files, and those that others name though they are not there, by key
 * @param logFiles all log files, and those that digests name though they are not there, by key
 * @param gaps the times between, that no verified digest covers
 */
public record IntegrityReport(List<ObjectIntegrity> digests, List<ObjectIntegrity> logFiles, List<Gap> gaps) {
    /** Copies the lists. */
    public IntegrityReport {
        digests = List.copyOf(digests);
        logFiles = List.copyOf(logFiles);
        gaps = List.copyOf(gaps);
    }

    /**
     * How many log files there are of each kind.
     *
     * @return the numbers; every kind is there
     */
    public Map<Integrity, Long> logFilesBy() {
        Map<Integrity, Long> numbers = new EnumMap<>(Integrity.class);
        for (Integrity kind : Integrity.values()) {
            numbers.put(kind, 0L);
        }
        logFiles.forEach(file -> numbers.merge(file.integrity(), 1L, Long::sum));
        return numbers;
    }

    /**
     * Whether something is not what CloudTrail delivered.
     *
     * @return whether a digest or a log file has a fault
     */
    public boolean hasFault() {
        return Stream.concat(digests.stream(), logFiles.stream())
                .anyMatch(object -> object.integrity().isFault());
    }

    /**
     * Whether everything is verified, but for log files whose digest may not have come yet.
     *
     * @return whether it is
     */
    public boolean isComplete() {
        return gaps.isEmpty()
                && digests.stream().allMatch(digest -> digest.integrity() == Integrity.VERIFIED)
                && logFiles.stream()
                        .allMatch(file ->
                                file.integrity() == Integrity.VERIFIED || file.integrity() == Integrity.PENDING);
    }
}
