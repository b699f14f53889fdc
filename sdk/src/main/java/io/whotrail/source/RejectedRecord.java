// SPDX-License-Identifier: Apache-2.0
package io.whotrail.source;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Something that could not be read, where it lies and why. It never holds content: no value of the record, and of its
 * names only those that CloudTrail and the known envelopes use.
 *
 * @param source the name of the source
 * @param gzipMember which member of the gzip stream the record begins in, from 0; {@code null} where there is no gzip
 * @param byteOffset where the record begins, in bytes of the uncompressed source from 0; of a record packed inside
 *     another, where the outermost begins
 * @param recordIndex how many records and pieces of damage of the source were seen before this one
 * @param path the JSON path of what is wrong, {@code $.Records[17].userIdentity}; as precise as is certain
 * @param reason why
 * @param sha256 the SHA-256 of the record's bytes in hexadecimal digits, to find it again; {@code null} for damage, and where
 *     its end is not known
 * @param message a sentence for people that says all this
 * @param shape the record's first bytes with all blanked but CloudTrail's own words, where the reader was asked for it
 *     ({@link CloudTrailReader.Builder#shapes}) and the record's end is known; else {@code null}
 */
public record RejectedRecord(
        String source,
        @Nullable Integer gzipMember,
        long byteOffset,
        long recordIndex,
        String path,
        RejectReason reason,
        @Nullable String sha256,
        String message,
        @Nullable String shape) {

    /**
     * {@code not a CloudTrail event: $.Records[17].userIdentity is a string, expected an object (byte 48,211); record
     * skipped}.
     */
    static String sentence(RejectReason reason, String path, String problem, long byteOffset, String outcome) {
        return String.format(
                Locale.ROOT, "%s: %s %s (byte %,d); %s", reason.words(), path, problem, byteOffset, outcome);
    }
}
