// SPDX-License-Identifier: Apache-2.0
package io.whotrail.cli.input;

import io.whotrail.cli.text.Words;
import io.whotrail.integrity.Integrity;
import io.whotrail.integrity.IntegrityReport;
import io.whotrail.integrity.LogIntegrity;
import io.whotrail.integrity.LogMirror;
import io.whotrail.integrity.ObjectIntegrity;
import io.whotrail.integrity.PublicKeys;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/** The digests of mirrors, and what they say of the log files that are read. Any number of threads read. */
public final class Verification {
    /** A mirror, and what is known of its log files so far. */
    private record Mirror(LogIntegrity integrity, Map<String, ObjectIntegrity> known) {
        IntegrityReport report() {
            var all = new ArrayList<>(known.values());
            all.addAll(integrity.missing());
            return integrity.report(all);
        }
    }

    private final PublicKeys keys;
    private final String bucket;
    private final List<Mirror> mirrors = new ArrayList<>();

    /**
     * Prepares to verify.
     *
     * @param keys what digests are signed with
     * @param bucket the name of the bucket; empty for whatever digests say
     */
    public Verification(PublicKeys keys, String bucket) {
        this.keys = keys;
        this.bucket = bucket;
    }

    /** Verifies the digests of a mirror, and finds its log files. */
    List<VerifiedInput> inputs(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            throw new NotDirectoryException(folder.toString());
        }
        LogIntegrity integrity = LogIntegrity.of(LogMirror.of(folder, bucket), keys);
        var known = new ConcurrentHashMap<String, ObjectIntegrity>();
        mirrors.add(new Mirror(integrity, known));
        var inputs = new ArrayList<VerifiedInput>();
        for (Map.Entry<String, Path> file : integrity.logFiles().entrySet()) {
            inputs.add(new VerifiedInput(
                    FileInput.of(file.getValue()),
                    file.getKey(),
                    integrity,
                    result -> known.put(result.key(), result)));
        }
        return inputs;
    }

    /** Tells how many log files there are of each kind; says whether all is verified that should be. */
    public boolean tell(PrintStream err) {
        boolean complete = true;
        for (Mirror mirror : mirrors) {
            IntegrityReport report = mirror.report();
            complete &= report.isComplete() && !report.digests().isEmpty();
            err.printf(
                    Locale.ROOT,
                    "%-14s %,15d  of %s",
                    "verified",
                    report.logFilesBy().get(Integrity.VERIFIED),
                    Words.count(report.logFiles().size(), "log file"));
            String others = report.logFilesBy().entrySet().stream()
                    .filter(kind -> kind.getKey() != Integrity.VERIFIED && kind.getValue() > 0)
                    .map(kind -> String.format(Locale.ROOT, "%s %,d", kind.getKey(), kind.getValue()))
                    .collect(Collectors.joining(", "));
            err.println(others.isEmpty() ? "" : ": " + others + "; whotrail verify lists them");
        }
        return complete;
    }
}
