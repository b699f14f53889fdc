// SPDX-License-Identifier: Apache-2.0
package io.whotrail.source;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;

/** What is left of a record when everything is blanked that somebody could have put there. */
final class Shape {
    /* What a record may hold is anybody's: tokens and passwords lie under names that nobody has listed, in texts that are JSON
     * themselves, in base64. So nothing is looked for that is to go; what may stay is listed. Byte for byte: brackets, colons,
     * commas, quotes and white space stay, digits become 0, everything else an asterisk, but for strings that are exactly one
     * of CloudTrail's own words, and true, false and null. That holds whatever the bytes are, JSON or not: a missing quote
     * turns texts inside out, and what then lies between the quotes is no such word either. Each byte keeps its place, so
     * that offsets that a reject names are those of its shape. */

    /** The most bytes of a shape; the rest of a record is left out. */
    static final int MAXIMUM_BYTES = 1 << 10;

    private static final Set<String> WORDS = words();

    private Shape() {}

    static String of(byte[] bytes, int from, int to) {
        byte[] shape = Arrays.copyOfRange(bytes, from, Math.min(to, from + MAXIMUM_BYTES));
        int i = 0;
        while (i < shape.length) {
            i = shape[i] == '"' ? string(shape, i) : outside(shape, i);
        }
        return new String(shape, StandardCharsets.US_ASCII);
    }

    /** Blanks a string, or keeps it; returns where it ends. */
    private static int string(byte[] bytes, int from) {
        int end = from + 1;
        while (end < bytes.length && bytes[end] != '"') {
            end += bytes[end] == '\\' ? 2 : 1;
        }
        end = Math.min(end, bytes.length);
        boolean closed = end < bytes.length;
        if (!closed || !isWord(bytes, from + 1, end)) {
            for (int i = from + 1; i < end; i++) {
                bytes[i] = blank(bytes[i]);
            }
        }
        return closed ? end + 1 : end;
    }

    private static byte blank(byte b) {
        return (byte) (b >= '0' && b <= '9' ? '0' : '*');
    }

    /** Blanks what stands outside of strings up to the next mark; returns where that is. */
    private static int outside(byte[] bytes, int from) {
        if (isMark(bytes[from])) {
            return from + 1;
        }
        int end = from;
        while (end < bytes.length && bytes[end] != '"' && !isMark(bytes[end])) {
            end++;
        }
        if (!isWord(bytes, from, end)) {
            for (int i = from; i < end; i++) {
                bytes[i] = blank(bytes[i]);
            }
        }
        return end;
    }

    private static boolean isMark(byte b) {
        return switch (b) {
            case '{', '}', '[', ']', ':', ',', ' ', '\t', '\n', '\r' -> true;
            default -> false;
        };
    }

    private static boolean isWord(byte[] bytes, int from, int to) {
        return WORDS.contains(new String(bytes, from, to - from, StandardCharsets.ISO_8859_1));
    }

    private static Set<String> words() {
        var words = new HashSet<>(Set.of(
                "true",
                "false",
                "null",
                "Records",
                "requestID",
                "userAgent",
                "resources",
                "errorMessage",
                "tlsDetails",
                "readOnly",
                "managementEvent",
                "vpcEndpointId",
                "apiVersion",
                "sessionToken",
                "secretAccessKey",
                "tags"));
        words.addAll(Set.of("IAMUser", "Root", "AssumedRole", "Role", "FederatedUser", "SAMLUser", "WebIdentityUser"));
        words.addAll(Set.of("IdentityCenterUser", "AWSAccount", "AWSService", "Directory", "Unknown"));
        words.addAll(
                Set.of("AwsApiCall", "AwsConsoleSignIn", "AwsConsoleAction", "AwsServiceEvent", "Management", "Data"));
        words.addAll(Set.of("AssumeRole", "AssumeRoleWithSAML", "AssumeRoleWithWebIdentity", "AssumeRoot"));
        words.addAll(Set.of("GetFederationToken", "GetSessionToken", "sts.amazonaws.com", "signin.amazonaws.com"));
        add(RecordMember.values(), words);
        add(IdentityMember.values(), words);
        add(ElementMember.values(), words);
        return Set.copyOf(words);
    }

    private static void add(Names.Named[] members, Set<String> words) {
        for (Names.Named member : members) {
            words.addAll(Arrays.asList(member.names().split("\\|", -1)));
        }
    }
}
