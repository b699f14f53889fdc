// SPDX-License-Identifier: Apache-2.0
package io.whotrail.pipeline;

import io.whotrail.source.RejectedRecord;
import io.whotrail.source.UnreadFile;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Something that could not be processed, where it lies and why. It never holds content.
 *
 * @param kind what it is
 * @param source the source it came from; {@code sink} for entries
 * @param place where it lies: byte, record and path of a rejected record, the id of an event, the document id of an entry,
 *     the path of a file below the source's folder
 * @param reason why, in one word for machines
 * @param message why, in words
 * @param sha256 the SHA-256 of what it is, in hexadecimal digits: the bytes of a record, the NDJSON line of an entry;
 *     {@code null} where it is not known
 * @param shape what may be told of a record's bytes, {@link RejectedRecord#shape}; {@code null} unless the reader was asked
 *     for it
 */
public record DeadLetter(
        Kind kind,
        String source,
        String place,
        String reason,
        String message,
        @Nullable String sha256,
        @Nullable String shape) {
    /** What cannot be processed. */
    public enum Kind {
        /** A record that is no event. */
        RECORD,
        /** An event that the attributor failed on. */
        EVENT,
        /** An entry that the sink did not take. */
        ENTRY,
        /** A file that could not be read, and is tried again at each look all the same. */
        FILE
    }

    /** Checks that nothing is missing. */
    public DeadLetter {
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(source, "source");
        Objects.requireNonNull(place, "place");
        Objects.requireNonNull(reason, "reason");
        Objects.requireNonNull(message, "message");
    }

    /**
     * The letter of a rejected record.
     *
     * @param record the record
     * @return the letter
     */
    public static DeadLetter of(RejectedRecord record) {
        String place = String.format(
                Locale.ROOT, "record %d, byte %d, %s", record.recordIndex(), record.byteOffset(), record.path());
        return new DeadLetter(
                Kind.RECORD,
                record.source(),
                place,
                record.reason().name(),
                record.message(),
                record.sha256(),
                record.shape());
    }

    /**
     * The letter of a file that a source goes on without.
     *
     * @param source the name of the source
     * @param file the file
     * @return the letter
     */
    static DeadLetter of(String source, UnreadFile file) {
        String message = String.format(
                Locale.ROOT, "tried %d times, %,d bytes: %s", file.attempts(), file.size(), file.message());
        return new DeadLetter(Kind.FILE, source, file.place(), file.reason(), message, null, null);
    }
}
