// SPDX-License-Identifier: Apache-2.0
package io.whotrail.cli;

import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;

/**
 * Where a command reads standard input, writes results, and talks to people.
 *
 * @param in standard input
 * @param out where results go, and nothing else
 * @param err where all else goes
 * @param interactive whether a person sees {@code err} as it is written
 */
record Streams(InputStream in, OutputStream out, PrintStream err, boolean interactive) {
    /** The streams of the process; those of results report errors, which {@code System.out} does not. */
    static Streams system() {
        return new Streams(
                new FileInputStream(FileDescriptor.in),
                new FileOutputStream(FileDescriptor.out),
                System.err,
                Terminal.isError());
    }
}
