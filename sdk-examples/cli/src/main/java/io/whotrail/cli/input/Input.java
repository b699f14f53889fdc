// SPDX-License-Identifier: Apache-2.0
package io.whotrail.cli.input;

import io.whotrail.source.CloudTrailReader;
import io.whotrail.source.EventSource;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Something to be read, under the name by which people know it. */
public interface Input extends Closeable {
    /** The path as it was given, or found below a folder that was; {@code stdin} for standard input. */
    String name();

    /** Where it lies; {@code null} where it is no file of its own. */
    default @Nullable Path path() {
        return null;
    }

    /** How many bytes there are; 0 where that is not known beforehand. */
    long size();

    /** Opens the bytes from the beginning. */
    InputStream open() throws IOException;

    /**
     * Opens the events from the beginning.
     *
     * @param reader reads them
     * @param watch lets the bytes be counted as they are read
     */
    default EventSource open(CloudTrailReader reader, UnaryOperator<InputStream> watch) throws IOException {
        return reader.open(watch.apply(open()), name());
    }

    /**
     * Checks that the bytes are those of the first time.
     *
     * @throws IOException if they may have changed
     */
    default void checkUnchanged() throws IOException {}

    @Override
    default void close() throws IOException {}
}
