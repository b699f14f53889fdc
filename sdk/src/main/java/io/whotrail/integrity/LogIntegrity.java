// SPDX-License-Identifier: Apache-2.0
package io.whotrail.integrity;

import io.whotrail.event.CloudTrailEvent;
import io.whotrail.event.Provenance;
import io.whotrail.source.CloudTrailReader;
import io.whotrail.source.EventSource;
import io.whotrail.source.PassedOver;
import io.whotrail.source.ReadLimits;
import io.whotrail.source.ReadStats;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Verifies the log files of a mirror by the digests in it. Offline: keys come from a {@link PublicKeySource}.
 *
 * <pre>{@code
 * LogIntegrity integrity = LogIntegrity.of(LogMirror.of(folder), PublicKeys.read(keys));
 * System.out.println(integrity.verify().logFilesBy());
 * }</pre>
 *
 * <p>The digests are verified once, when the object is made, and what they say of log files is kept: some hundred bytes for
 * each. Immutable after that and safe for use by any number of threads.
 */
public final class LogIntegrity {
    private final LogMirror mirror;
    private final Collection<DigestChain> chains;
    private final Map<String, ExpectedLog> expected = new HashMap<>();
    private final Coverage coverage;

    private LogIntegrity(LogMirror mirror, Collection<DigestChain> chains) {
        this.mirror = mirror;
        this.chains = chains;
        this.coverage = new Coverage(mirror.files().keySet());
        for (DigestChain chain : chains) {
            for (DigestFile file : chain.files()) {
                coverage.add(file);
                Digest digest = file.verified();
                if (digest != null) {
                    Provenance provenance = new Provenance(file.key(), digest.fingerprint());
                    digest.logFiles().forEach(log -> expected.putIfAbsent(log.key(), new ExpectedLog(log, provenance)));
                }
            }
        }
    }

    /**
     * Verifies the digests of a mirror.
     *
     * @param mirror the mirror
     * @param keys the public keys
     * @return what they prove
     * @throws IOException if files or keys cannot be had; never for what is in the files
     */
    public static LogIntegrity of(LogMirror mirror, PublicKeySource keys) throws IOException {
        Objects.requireNonNull(keys, "keys");
        Map<String, DigestChain> chains = new TreeMap<>();
        for (String key : mirror.files().keySet()) {
            ObjectKey name = ObjectKey.of(key);
            if (name != null && name.digest()) {
                String chain = name.chain() + (name.backfill() ? " backfill" : "");
                chains.computeIfAbsent(chain, same -> new DigestChain(name.chain(), name.backfill()))
                        .add(DigestFile.of(mirror, key, name, keys));
            }
        }
        chains.values().forEach(DigestChain::link);
        return new LogIntegrity(mirror, chains.values());
    }

    /**
     * Reads every log file of the mirror, and tells what is known of each.
     *
     * @return what is known of digests and log files
     * @throws IOException if a file cannot be read; never for what is in it
     */
    public IntegrityReport verify() throws IOException {
        var logFiles = new ArrayList<ObjectIntegrity>();
        try (EventSource source = open(CloudTrailReader.create(), logFiles::add)) {
            CloudTrailEvent event;
            do {
                event = source.next();
            } while (event != null);
        }
        return report(logFiles);
    }

    /**
     * What is known of digests, and of the log files of which {@link #open} has told.
     *
     * @param logFiles what is known of log files
     * @return everything, by key
     */
    public IntegrityReport report(List<ObjectIntegrity> logFiles) {
        var digests = new ArrayList<ObjectIntegrity>();
        var gaps = new ArrayList<Gap>();
        for (DigestChain chain : chains) {
            chain.files().forEach(file -> digests.add(file.shown(mirror.bucket())));
            digests.addAll(chain.missing());
            gaps.addAll(chain.gaps());
        }
        digests.sort(Comparator.comparing(ObjectIntegrity::key));
        var sorted = new ArrayList<>(logFiles);
        sorted.sort(Comparator.comparing(ObjectIntegrity::key));
        return new IntegrityReport(digests, sorted, gaps);
    }

    /**
     * Reads the events of the mirror's log files, in the order of their paths, and verifies each file on the very bytes that
     * are read: its events are held back until its end, and then have {@code DIGEST_VERIFIED} as their trust, and their
     * {@link CloudTrailEvent#provenance}, where it is verified. What is appended to a file is not read. Of a file that is
     * not what CloudTrail delivered no event is handed out; the events of one of which that cannot be known have the
     * reader's own trust. What is not handed out is counted as {@link PassedOver#WITHHELD}. Memory grows with the events of
     * the largest log file.
     *
     * <p>Where reading stands cannot be told, so a pipeline with checkpoints refuses this source. Who verifies keeps on reads
     * what was delivered since anew, a mirror for each day, say, with a pipeline without checkpoints, and gives each entry its
     * document id in the store; or reads the mirror with checkpoints, and verifies it apart, by {@link #verify}.
     *
     * @param reader reads the events
     * @param results is told of each log file when it was read, and at the end of those that are missing
     * @return the events
     */
    public EventSource open(CloudTrailReader reader, Consumer<? super ObjectIntegrity> results) {
        return VerifiedSource.ofAll(this, reader, results);
    }

    /**
     * Reads the events of one log file, and hands them out only if a digest verifies the very bytes that are read: for those
     * who answer nothing else. All of them have {@code DIGEST_VERIFIED} as their trust and a {@link
     * CloudTrailEvent#provenance}; of any other file, also one of which nothing can be known, no event is handed out, and
     * {@link ReadStats#passedOver} counts them as {@link PassedOver#WITHHELD}.
     *
     * @param key one of {@link #logFiles}
     * @param reader reads the events
     * @param results is told of the log file when it was read
     * @return the events
     * @throws IllegalArgumentException if there is no such log file
     */
    public EventSource openVerified(String key, CloudTrailReader reader, Consumer<? super ObjectIntegrity> results) {
        Path file = mirror.files().get(key);
        if (file == null || !isLogFile(key)) {
            throw new IllegalArgumentException("the mirror has no such log file");
        }
        return VerifiedSource.ofOne(this, reader, results, key, file);
    }

    /**
     * The log files that are there.
     *
     * @return where each lies, by its object's key, in the order of the keys
     */
    public SortedMap<String, Path> logFiles() {
        SortedMap<String, Path> logFiles = new TreeMap<>();
        mirror.files().forEach((key, file) -> {
            if (isLogFile(key)) {
                logFiles.put(key, file);
            }
        });
        return logFiles;
    }

    private boolean isLogFile(String key) {
        ObjectKey name = ObjectKey.of(key);
        return name != null && !name.digest() || expected(key) != null;
    }

    /** What a verified digest says of a log file; {@code null} where none names it. */
    @Nullable
    ExpectedLog expected(String key) {
        ExpectedLog log = expected.get(key);
        return log != null && mirror.isOf(log.file().bucket()) ? log : null;
    }

    /** What is known of a log file that no verified digest names. */
    ObjectIntegrity unexpected(String key) {
        return coverage.judge(mirror.bucket(), key, Objects.requireNonNull(ObjectKey.of(key)));
    }

    /**
     * The log files that are not there though verified digests name them.
     *
     * @return what is known of them, by key
     */
    public List<ObjectIntegrity> missing() {
        return expected.values().stream()
                .filter(log -> !mirror.files().containsKey(log.file().key())
                        && mirror.isOf(log.file().bucket()))
                .map(ExpectedLog::missing)
                .sorted(Comparator.comparing(ObjectIntegrity::key))
                .toList();
    }

    /** How many bytes a log file may have. */
    static long maximumBytes() {
        return ReadLimits.DEFAULT_MAXIMUM_SOURCE_BYTES;
    }
}
