// SPDX-License-Identifier: Apache-2.0
package io.whotrail.policy;

import java.util.Objects;

/**
 * Something in an export of roles that could not be read. Immutable.
 *
 * @param place the file, or whatever else the export was read from, as it was called
 * @param path where in the export, as a JSON path
 * @param byteOffset where in the export, in bytes from the first one after decompression; the nearest place known
 * @param problem what is wrong; holds nothing of the export
 */
public record RoleExportProblem(String place, String path, long byteOffset, String problem) {
    /** Checks that all is there. */
    public RoleExportProblem {
        Objects.requireNonNull(place, "place");
        Objects.requireNonNull(path, "path");
        Objects.requireNonNull(problem, "problem");
    }

    /**
     * Says it in a sentence.
     *
     * @return place, path, byte and problem
     */
    @Override
    public String toString() {
        return place + ": " + path + " " + problem + " (byte " + byteOffset + ")";
    }
}
