// SPDX-License-Identifier: Apache-2.0
package io.whotrail.integrity;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Which times the digests of an account and Region cover: what is known of log files that none of them names. */
final class Coverage {
    /** How much later than its name says a log file may be delivered, and so named by a later digest. */
    private static final Duration DELIVERY = Duration.ofHours(1);

    /** How long after what digests cover the next one is there, at the latest: they are made each hour. */
    private static final Duration NEXT_DIGEST = Duration.ofHours(2);

    private final Map<String, List<DigestFile>> digests = new HashMap<>();
    /** The latest time in the name of any object: then the mirror was made, at the earliest. */
    private final Map<String, Instant> newest = new HashMap<>();

    /**
     * Covers nothing yet.
     *
     * @param keys the keys of all objects that are there
     */
    Coverage(Collection<String> keys) {
        for (String key : keys) {
            ObjectKey name = ObjectKey.of(key);
            if (name != null) {
                newest.merge(name.scope(), name.time(), (one, other) -> one.isAfter(other) ? one : other);
            }
        }
    }

    void add(DigestFile file) {
        digests.computeIfAbsent(file.name().scope(), scope -> new ArrayList<>()).add(file);
    }

    /** What is known of a log file that no verified digest names. */
    ObjectIntegrity judge(String bucket, String key, ObjectKey name) {
        List<DigestFile> all = digests.getOrDefault(name.scope(), List.of());
        Instant delivered = name.time();
        for (DigestFile file : all) {
            Digest digest = file.digest();
            if (!file.isVerified() && digest != null && names(digest, key)) {
                return new ObjectIntegrity(
                        bucket,
                        key,
                        file.integrity() == Integrity.KEY_UNKNOWN ? Integrity.KEY_UNKNOWN : Integrity.NOT_COVERED,
                        "its digest is not verified: " + file.detail(),
                        file.key(),
                        digest.fingerprint());
            }
        }
        Integrity integrity = judge(all, delivered, newest.getOrDefault(name.scope(), delivered));
        return new ObjectIntegrity(bucket, key, integrity, detail(integrity), null, null);
    }

    private static boolean names(Digest digest, String key) {
        return digest.logFiles().stream().anyMatch(file -> file.key().equals(key));
    }

    private static Integrity judge(List<DigestFile> all, Instant delivered, Instant newest) {
        Instant end = Instant.MIN;
        Instant latest = delivered.plus(DELIVERY);
        Instant until = delivered;
        for (Digest digest : inOrder(all)) {
            end = digest.end().isAfter(end) ? digest.end() : end;
            if (!digest.start().isAfter(until) && digest.end().isAfter(until)) {
                until = digest.end();
            }
        }
        if (latest.isAfter(end)) {
            return newest.isAfter(end.plus(NEXT_DIGEST)) ? Integrity.NOT_COVERED : Integrity.PENDING;
        }
        return until.isBefore(latest) ? Integrity.NOT_COVERED : Integrity.NOT_LISTED;
    }

    private static List<Digest> inOrder(List<DigestFile> files) {
        return files.stream()
                .filter(file -> !file.name().backfill())
                .sorted(Comparator.comparing(file -> file.name().time()))
                .map(DigestFile::verified)
                .flatMap(Stream::ofNullable)
                .toList();
    }

    private static String detail(Integrity integrity) {
        return switch (integrity) {
            case PENDING -> "the digest that would name it may not have come yet";
            case NOT_LISTED -> "the digests of its time do not name it";
            default -> "no verified digest covers its time";
        };
    }
}
