// SPDX-License-Identifier: Apache-2.0
package io.whotrail.cli;

import io.whotrail.policy.TrustPolicies;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** What is known of roles' trust policies before the logs are read. */
final class PolicyOptions {
    @Option(
            names = "--trust-policies",
            paramLabel = "FILE",
            description = "An export of roles with their trust policies: the output of aws iam get-role, list-roles or"
                    + " get-account-authorization-details, or AWS Config items. Where the policy in force forced a"
                    + " session's name to be its caller's, that name is the origin if the issuing event is missing."
                    + " Once for each file.")
    private List<String> files = new ArrayList<>();

    private boolean complete = true;

    /** The exports, as they were named. */
    List<String> files() {
        return files;
    }

    /** Reads the exports; what of them cannot be read is told, and the rest counts. */
    TrustPolicies read(Streams streams) throws IOException {
        TrustPolicies policies = TrustPolicies.create();
        complete = files.isEmpty() || RoleExports.load(files, policies, streams);
        return policies;
    }

    /** The exit code of a run that would else end with this one. */
    int exitCode(int otherwise) {
        return complete || otherwise != Exit.DONE ? otherwise : Exit.INCOMPLETE;
    }
}
