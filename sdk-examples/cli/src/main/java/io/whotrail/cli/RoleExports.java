// SPDX-License-Identifier: Apache-2.0
package io.whotrail.cli;

import io.whotrail.cli.input.Input;
import io.whotrail.cli.input.Inputs;
import io.whotrail.cli.text.TerminalText;
import io.whotrail.policy.RoleExportReader;
import io.whotrail.policy.RoleSnapshot;
import io.whotrail.policy.TrustPolicies;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/** The exports of roles that a command line names: read one after the other, with a line for whatever cannot be read. */
final class RoleExports {
    private final Streams streams;
    private long rejected;

    RoleExports(Streams streams) {
        this.streams = streams;
    }

    /** Takes all roles in, for answers about sessions; whether all of it could be read. */
    static boolean load(List<String> paths, TrustPolicies into, Streams streams) throws IOException {
        var exports = new RoleExports(streams);
        exports.read(paths, into::learn);
        return exports.rejected == 0;
    }

    void read(List<String> paths, Consumer<RoleSnapshot> roles) throws IOException {
        try (Inputs inputs = Inputs.find(paths, Set.of(), streams.in())) {
            for (Input input : inputs.all()) {
                var reader = RoleExportReader.create(
                        role -> {
                            reject(role);
                            roles.accept(role);
                        },
                        problem -> reject(problem.toString()));
                try (InputStream bytes = input.open()) {
                    reader.read(bytes, input.name());
                }
            }
        }
    }

    private void reject(RoleSnapshot role) {
        if (role.problem() != null) {
            reject(role.problem());
        }
    }

    private void reject(String problem) {
        rejected++;
        PrintStream err = streams.err();
        err.println("whotrail: " + TerminalText.escape(problem));
    }

    /** How many roles, or parts of exports, could not be read. */
    long rejected() {
        return rejected;
    }
}
