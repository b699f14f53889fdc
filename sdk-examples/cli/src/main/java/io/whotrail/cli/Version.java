// SPDX-License-Identifier: Apache-2.0
package io.whotrail.cli;

import java.util.Objects;
import picocli.CommandLine.IVersionProvider;

/** The version as it stands in the jar's manifest. */
final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
        String version = Whotrail.class.getPackage().getImplementationVersion();
        return new String[] {"whotrail " + Objects.requireNonNullElse(version, "(not built as a jar)")};
    }
}
