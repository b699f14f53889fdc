// SPDX-License-Identifier: Apache-2.0
package io.whotrail.testing;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The public data sets that lie beside the project and not in it. Where: the system property {@code whotrail.data}, the
 * environment variable {@code WHOTRAIL_DATA}, or {@code ../shared/data} beside the project. Tests are skipped where there
 * is nothing.
 */
public final class SharedData {
    private SharedData() {}

    /** The folder of one data set, if it is there. */
    public static Optional<Path> folder(String name) {
        return Stream.of(
                        System.getProperty("whotrail.data"),
                        System.getenv("WHOTRAIL_DATA"),
                        "../../../shared/data",
                        "../../shared/data",
                        "../shared/data")
                .filter(root -> root != null && !root.isEmpty())
                .map(root -> Path.of(root, name))
                .filter(Files::isDirectory)
                .findFirst();
    }

    /** What a skipped test says. */
    public static String missing(String name) {
        return "no data set " + name + ": set -Dwhotrail.data or WHOTRAIL_DATA to the folder that holds it";
    }
}
