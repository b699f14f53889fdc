// SPDX-License-Identifier: Apache-2.0
package io.whotrail.pipeline;

import io.whotrail.source.RejectedRecord;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * Where goes what cannot be processed. Used by the thread that runs the pipeline only.
 *
 * <p>The reader of the sources is to tell it of rejected records, {@code CloudTrailReader.builder().rejected(letters::rejected)}.
 * After a restart letters since the last checkpoint come again.
 */
public interface DeadLetters extends AutoCloseable {
    /**
     * Takes a letter. Where it cannot be written now it should be kept until {@link #flush}, which is tried again; nobody can try
     * again amid a record.
     *
     * @param letter the letter
     * @throws IOException if it cannot be kept either; the pipeline then fails, and the record is read again by the next run
     */
    void add(DeadLetter letter) throws IOException;

    /**
     * Makes all letters durable. Only then a checkpoint is made.
     *
     * @throws IOException if that fails; it is called again as {@link PipelineBuilder#retry} says, and nothing is read meanwhile
     */
    void flush() throws IOException;

    /**
     * Takes a rejected record.
     *
     * @param record the record
     * @throws UncheckedIOException if it cannot be kept
     */
    default void rejected(RejectedRecord record) {
        try {
            add(DeadLetter.of(record));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    @Override
    void close() throws IOException;

    /**
     * Drops every letter; they are counted in {@link PipelineStats} all the same.
     *
     * @return letters that nobody reads
     */
    static DeadLetters dropped() {
        return new DeadLetters() {
            @Override
            public void add(DeadLetter letter) {}

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
    }
}
