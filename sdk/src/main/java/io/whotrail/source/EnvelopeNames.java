// SPDX-License-Identifier: Apache-2.0
package io.whotrail.source;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** The members by which a root object shows, before it is read whole, that it is an envelope. */
final class EnvelopeNames {
    /** Members whose value, if it is an array, holds one record per element. */
    private static final String[] ARRAYS = {
        "Records", "records", "Events", "logEvents", "QueryResultRows", "auditEvents", "Messages"
    };

    private static final byte[][] ARRAY_BYTES = bytes(ARRAYS);
    private static final byte[] DIGEST = bytes("digestS3Object")[0];

    private EnvelopeNames() {}

    /** The name of the array that the text from index to index is, quotes included; {@code null} for other names. */
    static @Nullable String array(byte[] text, int from, int to) {
        for (int i = 0; i < ARRAYS.length; i++) {
            if (isName(text, from, to, ARRAY_BYTES[i])) {
                return ARRAYS[i];
            }
        }
        return null;
    }

    static boolean isDigest(byte[] text, int from, int to) {
        return isName(text, from, to, DIGEST);
    }

    static boolean isArray(String name) {
        for (String array : ARRAYS) {
            if (array.equals(name)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isName(byte[] text, int from, int to, byte[] name) {
        if (to - from != name.length + 2) {
            return false;
        }
        for (int i = 0; i < name.length; i++) {
            if (text[from + 1 + i] != name[i]) {
                return false;
            }
        }
        return true;
    }

    private static byte[][] bytes(String... names) {
        byte[][] bytes = new byte[names.length][];
        for (int i = 0; i < names.length; i++) {
            bytes[i] = names[i].getBytes(StandardCharsets.US_ASCII);
        }
        return bytes;
    }
}
