// SPDX-License-Identifier: Apache-2.0
package io.whotrail.source;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What the first bytes of a source say that it is. */
enum Signature {
    GZIP(null, "1f8b"),
    ZSTANDARD(RejectReason.UNSUPPORTED_COMPRESSION, "28b52ffd"),
    ZIP(RejectReason.UNSUPPORTED_COMPRESSION, "504b0304"),
    BZIP2(RejectReason.UNSUPPORTED_COMPRESSION, "425a68??314159265359"),
    XZ(RejectReason.UNSUPPORTED_COMPRESSION, "fd377a585a00"),
    LZ4(RejectReason.UNSUPPORTED_COMPRESSION, "04224d18"),
    SNAPPY(RejectReason.UNSUPPORTED_COMPRESSION, "ff060000734e61507059"),
    SEVEN_ZIP(RejectReason.UNSUPPORTED_COMPRESSION, "377abcaf271c"),
    PARQUET(RejectReason.UNSUPPORTED_COMPRESSION, "50415231"),
    UTF_32(RejectReason.UNSUPPORTED_ENCODING, "0000feff|fffe0000|000000|??000000"),
    UTF_16(RejectReason.UNSUPPORTED_ENCODING, "feff|fffe|00??00|??00??00");

    /** How many first bytes are looked at. */
    static final int BYTES = 10;

    /** Why it cannot be read; {@code null} where it can. */
    final @Nullable RejectReason reason;

    /** Bytes in hexadecimal, a bar between patterns, {@code ??} for any byte. */
    private final String patterns;

    Signature(@Nullable RejectReason reason, String patterns) {
        this.reason = reason;
        this.patterns = patterns;
    }

    /** The signature that some first bytes bear, or {@code null} for plain bytes. */
    static @Nullable Signature of(byte[] bytes, int from, int to) {
        for (Signature signature : values()) {
            for (String pattern : signature.patterns.split("\\|", -1)) {
                if (matches(bytes, from, to, pattern)) {
                    return signature;
                }
            }
        }
        return null;
    }

    /** {@code is zstandard, which is not read here}. */
    String problem() {
        String name = name().toLowerCase(Locale.ROOT).replace('_', '-');
        return "is " + name + ", which is not read here: "
                + (reason == RejectReason.UNSUPPORTED_ENCODING
                        ? "convert it to UTF-8"
                        : "unpack it, or compress it by gzip");
    }

    private static boolean matches(byte[] bytes, int from, int to, String pattern) {
        int length = pattern.length() / 2;
        if (to - from < length) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            if (pattern.charAt(2 * i) != '?'
                    && Integer.parseInt(pattern, 2 * i, 2 * i + 2, 16) != (bytes[from + i] & 0xff)) {
                return false;
            }
        }
        return true;
    }
}
