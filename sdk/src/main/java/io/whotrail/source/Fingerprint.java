// SPDX-License-Identifier: Apache-2.0
package io.whotrail.source;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;
import java.util.TreeMap;

/** The id of a record that has none: the same for the same content, however it is written. */
final class Fingerprint {
    /* SHA-256 over the record in a canonical form after RFC 8785: no white space; the members of an object in the
     * order of their names' UTF-8 bytes; strings in UTF-8 with only the quote, the backslash and control characters
     * escaped (as \" \\ and backslash-u00xx); numbers and words as written, for a number here is a name and no
     * quantity. Of members with the same name the last counts. Members that hold secrets are left out, so that the id
     * says nothing about them. */

    private static final String PREFIX = "sha256:";
    private static final int DIGITS = 32;
    private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

    private Fingerprint() {}

    /** The id of a well-formed record. */
    static String of(byte[] bytes, int from, int to) {
        MessageDigest digest = sha256();
        value(bytes, from, to, digest);
        return PREFIX + HexFormat.of().formatHex(digest.digest()).substring(0, DIGITS);
    }

    /** The SHA-256 of bytes as they are. */
    static String ofBytes(byte[] bytes, int from, int to) {
        MessageDigest digest = sha256();
        digest.update(bytes, from, to - from);
        return HexFormat.of().formatHex(digest.digest());
    }

    private static void value(byte[] bytes, int from, int to, MessageDigest digest) {
        switch (bytes[from]) {
            case '{' -> object(bytes, from, to, digest);
            case '[' -> array(bytes, from, to, digest);
            case '"' -> string(JsonText.unescape(bytes, from + 1, to - 1), digest);
            default -> digest.update(bytes, from, to - from);
        }
    }

    private static void object(byte[] bytes, int from, int to, MessageDigest digest) {
        var members = new TreeMap<byte[], int[]>(Arrays::compareUnsigned);
        int i = JsonText.significant(bytes, from + 1, to);
        while (i < to - 1) {
            int nameEnd = JsonText.stringEnd(bytes, i, to);
            byte[] name = JsonText.unescape(bytes, i + 1, nameEnd - 1);
            int valueStart = JsonText.significant(bytes, JsonText.significant(bytes, nameEnd, to) + 1, to);
            int valueEnd = JsonText.valueEnd(bytes, valueStart, to);
            if (!isSecret(new String(name, StandardCharsets.UTF_8))) {
                members.put(name, new int[] {valueStart, valueEnd});
            }
            i = afterComma(bytes, valueEnd, to);
        }
        digest.update((byte) '{');
        boolean first = true;
        for (var member : members.entrySet()) {
            separate(first, digest);
            first = false;
            string(member.getKey(), digest);
            digest.update((byte) ':');
            value(bytes, member.getValue()[0], member.getValue()[1], digest);
        }
        digest.update((byte) '}');
    }

    private static void array(byte[] bytes, int from, int to, MessageDigest digest) {
        digest.update((byte) '[');
        int i = JsonText.significant(bytes, from + 1, to);
        boolean first = true;
        while (i < to - 1) {
            int end = JsonText.valueEnd(bytes, i, to);
            separate(first, digest);
            first = false;
            value(bytes, i, end, digest);
            i = afterComma(bytes, end, to);
        }
        digest.update((byte) ']');
    }

    private static int afterComma(byte[] bytes, int from, int to) {
        int i = JsonText.significant(bytes, from, to);
        return i < to && bytes[i] == ',' ? JsonText.significant(bytes, i + 1, to) : i;
    }

    private static void separate(boolean first, MessageDigest digest) {
        if (!first) {
            digest.update((byte) ',');
        }
    }

    private static void string(byte[] text, MessageDigest digest) {
        digest.update((byte) '"');
        for (byte b : text) {
            if (b == '"' || b == '\\') {
                digest.update((byte) '\\');
                digest.update(b);
            } else if (b >= 0 && b < ' ') {
                digest.update("\\u00".getBytes(StandardCharsets.US_ASCII));
                digest.update(HEX[b >> 4]);
                digest.update(HEX[b & 15]);
            } else {
                digest.update(b);
            }
        }
        digest.update((byte) '"');
    }

    /** Whether a member of such a name holds a secret. */
    static boolean isSecret(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return lower.endsWith("token")
                || lower.endsWith("password")
                || lower.endsWith("passphrase")
                || lower.endsWith("secret")
                || lower.endsWith("secretkey")
                || lower.endsWith("secretaccesskey")
                || lower.endsWith("privatekey")
                || lower.endsWith("assertion");
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every JDK has SHA-256", impossible);
        }
    }
}
