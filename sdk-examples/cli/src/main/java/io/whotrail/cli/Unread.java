// SPDX-License-Identifier: Apache-2.0
package io.whotrail.cli;

import io.whotrail.source.ReadStats;
import java.io.PrintStream;

/** Says that an answer may not be all, where records could not be read. */
final class Unread {
    private Unread() {}

    /**
     * Says so.
     *
     * @param found whether what was asked for is in the logs
     * @param read what was read
     * @param err where to
     * @return the exit code
     */
    static int exitCode(boolean found, ReadStats read, PrintStream err) {
        if (read.rejected() > 0) {
            err.println("whotrail: " + Words.count(read.rejected(), "record")
                    + " could not be read; attribute --rejects FILE tells which");
        }
        return found && read.rejected() == 0 ? Exit.DONE : Exit.INCOMPLETE;
    }
}
