// SPDX-License-Identifier: Apache-2.0
package io.whotrail.integrity;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The digests of one trail and Region, each held against the one after it. */
final class DigestChain {
    /* Each digest is signed, but whoever can put an old one in place of a new one, or take one away, needs no signature.
     * So the links are checked as well: what a verified digest says of the one before it is true, or that one is not what
     * was delivered. Only verified digests are believed; a chain that begins anew (no previous digest) after an older one
     * has a gap before it. */

    private final String name;
    private final boolean backfill;
    private final TreeMap<String, DigestFile> files = new TreeMap<>();
    private final Map<String, ObjectIntegrity> missing = new TreeMap<>();
    private final List<Gap> gaps = new ArrayList<>();

    DigestChain(String name, boolean backfill) {
        this.name = name;
        this.backfill = backfill;
    }

    void add(DigestFile file) {
        files.put(file.key(), file);
    }

    /** Checks every link, once all digests are there. */
    void link() {
        for (String key : newestFirst()) {
            // As it is now: the one after it may just have shown that it is not what was delivered.
            DigestFile newer = Objects.requireNonNull(files.get(key));
            Digest digest = newer.verified();
            if (digest != null && digest.previous() != null) {
                check(newer, digest, digest.previous());
            }
        }
        if (!backfill) {
            findGaps();
        }
    }

    private List<String> newestFirst() {
        return files.values().stream()
                .sorted(Comparator.comparing((DigestFile file) -> file.name().time())
                        .reversed())
                .map(DigestFile::key)
                .toList();
    }

    private void check(DigestFile newer, Digest digest, Digest.Previous previous) {
        DigestFile older = files.get(previous.key());
        Digest before = older == null ? null : older.verified();
        if (older == null) {
            if (!isOldest(newer) && !liesElsewhere(digest, previous)) {
                missing.put(
                        previous.key(),
                        new ObjectIntegrity(
                                previous.bucket(),
                                previous.key(),
                                Integrity.MISSING,
                                "the digest after it names it",
                                newer.key(),
                                digest.fingerprint()));
            }
        } else if (before != null) {
            String breaks = breaks(older, before, digest, previous);
            if (breaks != null) {
                files.put(older.key(), older.as(Integrity.LINK_BROKEN, breaks));
            }
        }
    }

    /** Whether the digest before one was delivered to another bucket than it. */
    private static boolean liesElsewhere(Digest digest, Digest.Previous previous) {
        return !previous.bucket().equals(digest.bucket());
    }

    private boolean isOldest(DigestFile file) {
        return files.values().stream()
                .noneMatch(other -> other.name().time().isBefore(file.name().time()));
    }

    private static @Nullable String breaks(DigestFile older, Digest digest, Digest newer, Digest.Previous previous) {
        if (!digest.bucket().equals(previous.bucket())) {
            return "the digest after it names one of another bucket";
        }
        if (!previous.hashAlgorithm().equals(DigestFile.HASH_ALGORITHM)) {
            return "the digest after it has hashed it with " + previous.hashAlgorithm();
        }
        if (!older.hash().equalsIgnoreCase(previous.hash())) {
            return "the digest after it names one of other content";
        }
        if (!older.signature().equalsIgnoreCase(previous.signature())) {
            return "the digest after it names one of another signature";
        }
        return digest.end().isAfter(newer.start()) ? "it is not older than the digest after it" : null;
    }

    private void findGaps() {
        Instant covered = null;
        for (DigestFile file : oldestFirst()) {
            Digest digest = file.verified();
            if (digest == null) {
                continue;
            }
            if (covered != null && digest.start().isAfter(covered)) {
                Digest.Previous previous = digest.previous();
                String why = previous == null
                        ? "the chain begins anew"
                        : liesElsewhere(digest, previous)
                                ? "digests between were delivered to another bucket"
                                : "digests between are not verified";
                gaps.add(new Gap(name, covered, digest.start(), why));
            }
            covered = covered == null || digest.end().isAfter(covered) ? digest.end() : covered;
        }
    }

    private List<DigestFile> oldestFirst() {
        return files.values().stream()
                .sorted(Comparator.comparing((DigestFile file) -> file.name().time()))
                .toList();
    }

    List<DigestFile> files() {
        return List.copyOf(files.values());
    }

    List<ObjectIntegrity> missing() {
        return List.copyOf(missing.values());
    }

    List<Gap> gaps() {
        return gaps;
    }
}
