// SPDX-License-Identifier: Apache-2.0
package io.whotrail.sink;

import io.whotrail.Attribution;
import io.whotrail.Session;
import io.whotrail.SessionRevision;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** The ids that entries have wherever they are stored. */
final class DocumentId {
    /* Read from its end an id is unambiguous: a revision, the 16 digits of a content hash, and the rest. What is no event's
     * own id begins with a character that no event's own id may have here. */

    private static final int LONGEST_EVENT_ID = 100;
    private static final String EVENT = "~event-";
    private static final String SESSION = "~session-";

    private DocumentId() {}

    static String of(Attribution answer) {
        String id = answer.eventId();
        String hash = HexFormat.of().toHexDigits(answer.event().contentHash());
        return (isPlain(id) ? id : EVENT + sha256(id)) + '-' + hash + '-' + answer.revision();
    }

    static String of(SessionRevision notice) {
        Session session = notice.session();
        String birth = session.createdAt() == null ? null : session.createdAt().toString();
        return SESSION + sha256(session.arn(), session.accessKeyId(), birth) + '-' + notice.revision();
    }

    private static boolean isPlain(String id) {
        if (id.length() > LONGEST_EVENT_ID) {
            return false;
        }
        for (int i = 0; i < id.length(); i++) {
            char c = id.charAt(i);
            boolean letter = c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z';
            boolean digit = c >= '0' && c <= '9';
            if (!letter && !digit && "-.:_".indexOf(c) < 0) {
                return false;
            }
        }
        return true;
    }

    /** The texts in UTF-16, each after its length, so that no two lists of texts are the same bytes. */
    private static String sha256(@Nullable String... texts) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (@Nullable String text : texts) {
                int length = text == null ? -1 : text.length();
                digest.update(Integer.toString(length).getBytes(StandardCharsets.US_ASCII));
                digest.update((byte) ' ');
                for (int i = 0; text != null && i < length; i++) {
                    digest.update((byte) (text.charAt(i) >> Byte.SIZE));
                    digest.update((byte) text.charAt(i));
                }
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java has SHA-256", impossible);
        }
    }
}
