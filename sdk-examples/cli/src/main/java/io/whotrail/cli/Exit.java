// SPDX-License-Identifier: Apache-2.0
package io.whotrail.cli;

/** The exit codes of the program. */
final class Exit {
    /** All that was asked for is done. */
    static final int DONE = 0;
    /** Done, but some input was rejected, nothing was found, or the counters do not add up. */
    static final int INCOMPLETE = 1;
    /** The command line is wrong; nothing was done. */
    static final int USAGE = 2;
    /** A file could not be read or written, or something else stopped the program. */
    static final int FAILED = 3;

    private Exit() {}
}
