// SPDX-License-Identifier: Apache-2.0
package io.whotrail.source;

import java.util.Locale;

/** Why something was not read. Each constant says what causes it and what to do. */
public enum RejectReason {
    /** The record is not JSON. Look at what wrote it; a text line among events is one too. */
    MALFORMED_JSON,
    /** The record is JSON but neither an event nor an envelope that is known here. */
    NOT_AN_EVENT,
    /** A member that identifies somebody is of the wrong kind, for example a string where an object belongs. */
    WRONG_TYPE,
    /** A member that matters is there twice: two readers could see two different people. */
    DUPLICATE_KEY,
    /** The bytes are not UTF-8, or UTF-8 in an overlong form that another reader may take for something else. */
    INVALID_UTF8,
    /** A string that identifies somebody holds half a character; all such strings would print alike. */
    LONE_SURROGATE,
    /** The record is larger than {@link ReadLimits#maximumRecordBytes}. */
    RECORD_TOO_LARGE,
    /** The record is deeper than {@link ReadLimits#maximumDepth}. */
    TOO_DEEP,
    /** A string is longer than {@link ReadLimits#maximumStringBytes}. */
    STRING_TOO_LONG,
    /** A member's name is longer than {@link ReadLimits#maximumNameBytes}. */
    NAME_TOO_LONG,
    /** A number is longer than {@link ReadLimits#maximumNumberLength}. */
    NUMBER_TOO_LONG,
    /** The record has more tokens than {@link ReadLimits#maximumTokens}. */
    TOO_MANY_TOKENS,
    /** Envelopes are packed into each other deeper than {@link ReadLimits#maximumUnwrapDepth}. */
    UNWRAP_TOO_DEEP,
    /** An envelope is known but holds its payload in a form that cannot be read: bad base64, Presto's struct text. */
    UNSUPPORTED_FORM,
    /** The input ends in the middle of something. What stood whole before the cut was read. */
    TRUNCATED,
    /** After damage no record's end could be trusted any more; the rest of the input was not read. */
    STRUCTURE_LOST,
    /** The gzip data is damaged. What came out before is not vouched for by its checksum. */
    CORRUPT_GZIP,
    /** Something that is no gzip member follows the last one. It was not read. */
    TRAILING_DATA,
    /** The data inflates beyond {@link ReadLimits#maximumCompressionRatio}, as bombs do. */
    RATIO_LIMIT,
    /** There are more gzip members than {@link ReadLimits#maximumGzipMembers}. */
    TOO_MANY_MEMBERS,
    /** A field of a gzip header is longer than {@link ReadLimits#maximumGzipHeaderBytes}. */
    GZIP_HEADER_TOO_LONG,
    /** The source is larger than {@link ReadLimits#maximumSourceBytes}; the rest was not read. */
    SOURCE_TOO_LARGE,
    /** The input is compressed, but not by gzip; the message says by what. Decompress it first. */
    UNSUPPORTED_COMPRESSION,
    /** The input is text, but UTF-16 or UTF-32. Convert it to UTF-8 first. */
    UNSUPPORTED_ENCODING;

    /** The reason as words: {@code not an event}. */
    String words() {
        return switch (this) {
            case NOT_AN_EVENT, WRONG_TYPE -> "not a CloudTrail event";
            case MALFORMED_JSON -> "malformed JSON";
            case INVALID_UTF8 -> "invalid UTF-8";
            case CORRUPT_GZIP -> "corrupt gzip";
            default -> name().toLowerCase(Locale.ROOT).replace('_', ' ');
        };
    }
}
