// SPDX-License-Identifier: Apache-2.0
package io.whotrail.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every reason has an input that is rejected for it, and for nothing else. */
class RejectReasonTest {
    private static final String EVENT = Json.event("e0");
    private static final int SMALL = 4;

    private static ReadLimits.Builder limits() {
        return ReadLimits.builder();
    }

    private static ReadLimits limits(RejectReason reason) {
        return (switch (reason) {
                    case RECORD_TOO_LARGE -> limits().maximumRecordBytes(EVENT.length() - 1);
                    case TOO_DEEP -> limits().maximumDepth(2);
                    case STRING_TOO_LONG -> limits().maximumStringBytes(SMALL);
                    case NAME_TOO_LONG -> limits().maximumNameBytes(SMALL);
                    case NUMBER_TOO_LONG -> limits().maximumNumberLength(SMALL);
                    case TOO_MANY_TOKENS -> limits().maximumTokens(SMALL);
                    case UNWRAP_TOO_DEEP, TOO_MANY_MEMBERS ->
                        limits().maximumUnwrapDepth(1).maximumGzipMembers(1);
                    case RATIO_LIMIT -> limits().maximumCompressionRatio(1);
                    case GZIP_HEADER_TOO_LONG -> limits().maximumGzipHeaderBytes(SMALL);
                    case SOURCE_TOO_LARGE -> limits().maximumSourceBytes(SMALL);
                    default -> limits();
                })
                .build();
    }

    private static byte[] input(RejectReason reason) {
        return switch (reason) {
            case INVALID_UTF8 -> EVENT.replace("eu-west-1", "\u00ff").getBytes(StandardCharsets.ISO_8859_1);
            case CORRUPT_GZIP -> withoutChecksum(Gzip.member(EVENT));
            case TRAILING_DATA -> Gzip.concat(Gzip.member(EVENT), Json.utf8("garbage"));
            case RATIO_LIMIT -> Gzip.member(" ".repeat(20_000_000));
            case TOO_MANY_MEMBERS -> Gzip.concat(Gzip.member(EVENT), Gzip.member(EVENT));
            case UNWRAP_TOO_DEEP -> Gzip.member(Gzip.member(EVENT));
            case GZIP_HEADER_TOO_LONG -> Gzip.member(EVENT, 8, Json.utf8("a long name\0"), false);
            case UNSUPPORTED_COMPRESSION -> HexFormat.of().parseHex("28b52ffd00");
            case UNSUPPORTED_ENCODING -> EVENT.getBytes(StandardCharsets.UTF_16LE);
            default -> Json.utf8(text(reason));
        };
    }

    private static String text(RejectReason reason) {
        return switch (reason) {
            case MALFORMED_JSON -> "{\"eventName\":\"a\",}";
            case NOT_AN_EVENT -> "{\"level\":\"INFO\"}";
            case WRONG_TYPE -> "{\"eventName\":\"a\",\"eventSource\":\"b\",\"userIdentity\":7}";
            case DUPLICATE_KEY -> EVENT.replace("\"eventTime\"", "\"userIdentity\":{},\"eventTime\"");
            case LONE_SURROGATE -> EVENT.replace("AROAEXAMPLE:ann", "AROAEXAMPLE:\\ud800");
            case UNSUPPORTED_FORM -> "{\"kinesis\":{\"data\":\"%%%\"}}";
            case TRUNCATED -> EVENT.substring(0, EVENT.length() / 2);
            case STRUCTURE_LOST -> "{\"Records\":[" + EVENT + "," + EVENT + "}: {\"x\":1} {\"y\":2";
            default -> EVENT.replace("\"readOnly\":true", "\"readOnly\":{\"a\":[12345]}");
        };
    }

    private static byte[] withoutChecksum(byte[] member) {
        byte[] bad = member.clone();
        Arrays.fill(bad, member.length - Gzip.TRAILER_BYTES, member.length, (byte) 1);
        return bad;
    }

    @ParameterizedTest
    @EnumSource
    void isReached(RejectReason reason) {
        Reading reading = Reading.of(input(reason), limits(reason));
        assertThat(reading.reasons()).containsOnly(reason);
        assertThat(reading.reject().message()).contains(reason.words());
    }
}
