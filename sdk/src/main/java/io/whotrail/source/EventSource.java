// SPDX-License-Identifier: Apache-2.0
package io.whotrail.source;

import io.whotrail.event.CloudTrailEvent;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where events come from, one after another. To be used by one thread at a time.
 *
 * <p>Bad input is not an error of the source: what cannot be read becomes a {@link RejectedRecord} and the next event
 * is returned. An {@link IOException} means that the bytes themselves could not be had.
 */
public interface EventSource extends AutoCloseable {
    /**
     * The name of the source, as it stands in rejected records: a path, an object key, {@code stdin}.
     *
     * @return the name, never empty
     */
    String name();

    /**
     * Reads the next event.
     *
     * @return the next event, or {@code null} at the end, or where nothing is there now: see {@link #isLive}
     * @throws SourceException if the source knows whether the same call can help later
     * @throws IOException if the bytes cannot be read
     */
    @Nullable
    CloudTrailEvent next() throws IOException;

    /**
     * Where the event lies that {@link #next} gave last, as {@link RejectedRecord}s tell of records that could not be read. A
     * source of several files names the file.
     *
     * @return the place; {@code null} before the first event, after the end, after a failure, and where the source cannot tell,
     *     as unless overridden
     */
    default @Nullable EventPlace place() {
        return null;
    }

    /**
     * Whether more may come after {@link #next} returned {@code null}: then {@code null} means that nothing is there now, and
     * asking again later is worth while.
     *
     * @return whether the source has no end of its own; {@code false} unless overridden
     */
    default boolean isLive() {
        return false;
    }

    /**
     * Whether the source knows of something that it cannot give yet, as files that are still being copied. Who waits for the end
     * of a live source waits for that too.
     *
     * @return whether something is on its way; {@code false} unless overridden
     */
    default boolean isExpecting() {
        return false;
    }

    /**
     * Files that this source goes on without, since they could not be read though it tried again and again. Each is told by
     * one call, the first after that. It may be read later all the same.
     *
     * @return the files that were not told before; none unless overridden
     */
    default List<UnreadFile> unread() {
        return List.of();
    }

    /**
     * What was read so far.
     *
     * @return the counts; none by default, for sources that count nothing
     */
    default ReadStats stats() {
        return ReadStats.NONE;
    }

    /**
     * Releases what the source holds. Closing twice does no harm.
     *
     * @throws IOException if releasing fails
     */
    @Override
    void close() throws IOException;
}
