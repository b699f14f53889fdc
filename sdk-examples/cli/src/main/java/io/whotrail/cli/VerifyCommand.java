// SPDX-License-Identifier: Apache-2.0
package io.whotrail.cli;

import io.whotrail.cli.text.TerminalText;
import io.whotrail.cli.text.Words;
import io.whotrail.integrity.Gap;
import io.whotrail.integrity.Integrity;
import io.whotrail.integrity.IntegrityReport;
import io.whotrail.integrity.LogIntegrity;
import io.whotrail.integrity.LogMirror;
import io.whotrail.integrity.ObjectIntegrity;
import io.whotrail.integrity.PublicKeys;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Tells whether log files are what CloudTrail delivered. */
@Command(
        name = "verify",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        sortOptions = false,
        description = {
            "Tells of each log file of a bucket's mirror whether it is what CloudTrail delivered, by the signed digest files"
                    + " beside it. Needs no network.",
            "Everything that is not verified is listed, with the reason; then the numbers. Exit code 0 if all is verified,"
                    + " but for log files of the newest hour whose digest may not have come yet.",
            "The signature of a digest is metadata of its object: keep it beside the digest, as NAME.json.gz"
                    + LogMirror.METADATA + ", with: aws s3api head-object --bucket BUCKET --key KEY."
        })
final class VerifyCommand implements Callable<Integer> {
    private final Streams streams;

    @Parameters(
            arity = "1..*",
            paramLabel = "FOLDER",
            description = "The mirror of a bucket, as aws s3 sync makes it: the folder in which AWSLogs, or the trail's"
                    + " prefix, lies.")
    private List<Path> folders = new ArrayList<>();

    @Option(
            names = "--public-keys",
            required = true,
            paramLabel = "FILE",
            description = "What aws cloudtrail list-public-keys printed for the time and Region of the digests; several"
                    + " outputs may stand one after the other.")
    private Path publicKeys = Path.of("");

    @Option(
            names = "--bucket",
            defaultValue = "",
            paramLabel = "NAME",
            description = "The bucket's name, which digests must have as theirs. Default: whatever they say.")
    private String bucket = "";

    @Option(names = "--all", description = "List what is verified as well.")
    private boolean all;

    VerifyCommand(Streams streams) {
        this.streams = streams;
    }

    @Override
    public Integer call() throws IOException {
        PublicKeys keys = PublicKeys.read(publicKeys);
        boolean complete = true;
        var out = new PrintStream(new BufferedOutputStream(streams.out()), false, StandardCharsets.UTF_8);
        try {
            for (Path folder : folders) {
                if (!Files.isDirectory(folder)) {
                    throw new NotDirectoryException(folder.toString());
                }
                IntegrityReport report =
                        LogIntegrity.of(LogMirror.of(folder, bucket), keys).verify();
                print(report, out);
                complete &= report.isComplete() && !report.digests().isEmpty();
            }
        } finally {
            out.flush();
        }
        return complete ? Exit.DONE : Exit.INCOMPLETE;
    }

    private void print(IntegrityReport report, PrintStream out) {
        report.digests().forEach(digest -> print("digest", digest, out));
        report.logFiles().forEach(logFile -> print("log file", logFile, out));
        for (Gap gap : report.gaps()) {
            out.printf(
                    "%-17s %-8s  %s%n",
                    "GAP",
                    "time",
                    TerminalText.escape(gap.trail() + " " + gap.from() + " to " + gap.to() + ": " + gap.detail()));
        }
        out.printf("%s, %d verified%n", Words.count(report.digests().size(), "digest"), verified(report.digests()));
        out.printf("%s%n", Words.count(report.logFiles().size(), "log file"));
        report.logFilesBy().forEach((kind, number) -> {
            if (number > 0) {
                out.printf("  %-17s %,d%n", kind, number);
            }
        });
    }

    private static long verified(List<ObjectIntegrity> objects) {
        return objects.stream()
                .filter(object -> object.integrity() == Integrity.VERIFIED)
                .count();
    }

    private void print(String kind, ObjectIntegrity object, PrintStream out) {
        if (all || object.integrity() != Integrity.VERIFIED) {
            out.printf(
                    "%-17s %-8s  %s: %s%n",
                    object.integrity(), kind, TerminalText.escape(object.key()), TerminalText.escape(object.detail()));
        }
    }
}
