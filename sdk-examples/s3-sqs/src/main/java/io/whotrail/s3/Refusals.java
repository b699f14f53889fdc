// SPDX-License-Identifier: Apache-2.0
package io.whotrail.s3;

import io.whotrail.source.SourceException;
import io.whotrail.source.UnreadFile;
import java.util.ArrayList;
import java.util.List;

/** Files in a row that S3 refused to give, the first one first, with those among them that are not there. For one thread. */
final class Refusals {
    /* A file that is refused among others that are given is refused for good, as far as one can know. Where file after file
     * is, somebody has taken a permission away and will give it back: none of them is passed over by then. */

    /** How many are refused before it is taken for a permission that is missing. */
    private static final int MOST = 10;

    private final List<UnreadFile> files = new ArrayList<>();
    private String through = "";
    private int refused;

    boolean isEmpty() {
        return files.isEmpty();
    }

    /** Fails where one more is too many, which is not added: asked again it fails again. */
    void requireRoom() throws SourceException {
        if (refused == MOST - 1) {
            UnreadFile first = files.get(0);
            throw new SourceException(
                    SourceException.Remedy.STOP,
                    "S3 refused " + MOST + " files in a row, the first of them " + first.place() + ": "
                            + first.message() + "; run again once it is mended, and they are read");
        }
    }

    /** Adds one that S3 refused. */
    void add(UnreadFile file, String place) {
        addBehind(file, place);
        refused++;
    }

    /** Adds one that cannot be had for another reason, which ends no row. */
    void addBehind(UnreadFile file, String place) {
        files.add(file);
        through = place;
    }

    /** Ends the row: gives the files, and begins anew. */
    List<UnreadFile> end() {
        var all = List.copyOf(files);
        files.clear();
        refused = 0;
        return all;
    }

    /** The place of the last one. */
    String through() {
        return through;
    }
}
