// SPDX-License-Identifier: Apache-2.0
package io.whotrail.cli;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;

/** Something to be read, under the name by which people know it. */
interface Input extends Closeable {
    /** The path as it was given, or found below a folder that was; {@code stdin} for standard input. */
    String name();

    /** How many bytes there are; 0 where that is not known beforehand. */
    long size();

    /** Opens the bytes from the beginning. */
    InputStream open() throws IOException;

    /**
     * Checks that the bytes are those of the first time.
     *
     * @throws IOException if they may have changed
     */
    default void checkUnchanged() throws IOException {}

    @Override
    default void close() throws IOException {}
}
