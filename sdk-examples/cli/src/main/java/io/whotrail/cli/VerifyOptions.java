// SPDX-License-Identifier: Apache-2.0
package io.whotrail.cli;

import io.whotrail.cli.input.Verification;
import io.whotrail.integrity.PublicKeys;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** Whether only that counts which CloudTrail's digests confirm. */
final class VerifyOptions {
    @Option(
            names = "--verify",
            description =
                    "Answer only events of log files that CloudTrail's signed digests confirm. Each PATH is then the"
                            + " mirror of a bucket, as of whotrail verify. Events of all other files are withheld and counted, and the"
                            + " exit code is 1 where there are any. Each answer bears the digest that proves its event.")
    private boolean verify;

    @Option(
            names = "--public-keys",
            paramLabel = "FILE",
            description = "With --verify, what aws cloudtrail list-public-keys printed.")
    private @Nullable Path publicKeys;

    @Option(
            names = "--bucket",
            defaultValue = "",
            paramLabel = "NAME",
            description =
                    "With --verify, the bucket's name, which digests must have as theirs. Default: whatever they say.")
    private String bucket = "";

    /** What is to be verified with; {@code null} where nothing is. */
    @Nullable
    Verification verification(CommandLine command) throws IOException {
        if (verify != (publicKeys != null)) {
            throw new ParameterException(command, "--verify and --public-keys need each other");
        }
        if (!verify && !bucket.isEmpty()) {
            throw new ParameterException(command, "--bucket needs --verify");
        }
        return publicKeys == null ? null : new Verification(PublicKeys.read(publicKeys), bucket);
    }
}
