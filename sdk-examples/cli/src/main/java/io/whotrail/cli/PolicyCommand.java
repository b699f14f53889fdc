// SPDX-License-Identifier: Apache-2.0
package io.whotrail.cli;

import io.whotrail.policy.RoleSnapshot;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Tells of trust policies whether they force the caller's name. */
@Command(
        name = "policy",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        sortOptions = false,
        description = {
            "Tells of each role whether its trust policy forces the session name to be the caller's user name: the answer,"
                    + " the statement that decides, why, and what to change.",
            "Answers: FORCED_TO_CALLER, FORCED_TO_PATTERN, FREE (somebody may choose a name), UNKNOWN (cannot be told)."
        })
final class PolicyCommand implements Callable<Integer> {
    private static final int COLUMNS_OF_A_FILE = 160;

    private final Streams streams;
    private boolean isHeaded;

    @Parameters(
            arity = "1..*",
            paramLabel = "FILE",
            description =
                    "What aws iam get-account-authorization-details, get-role or list-roles printed, AWS Config items"
                            + " of roles, or trust policies alone; files, folders, or - for standard input, gzip or not.")
    private List<String> paths = new ArrayList<>();

    PolicyCommand(Streams streams) {
        this.streams = streams;
    }

    @Override
    public Integer call() throws IOException {
        var out = new BufferedOutputStream(streams.out());
        PolicyTable table = PolicyTable.of(Terminal.columns(COLUMNS_OF_A_FILE));
        var exports = new RoleExports(streams);
        try {
            exports.read(paths, role -> write(out, table, role));
        } finally {
            out.flush();
        }
        return exports.rejected() == 0 ? Exit.DONE : Exit.INCOMPLETE;
    }

    /** What goes wrong is thrown unchecked, since readers only know such receivers. */
    private void write(OutputStream out, PolicyTable table, RoleSnapshot role) {
        try {
            if (!isHeaded) {
                isHeaded = true;
                write(out, table.header());
            }
            write(out, table.row(role));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static void write(OutputStream out, String line) throws IOException {
        out.write((line + '\n').getBytes(StandardCharsets.UTF_8));
    }
}
