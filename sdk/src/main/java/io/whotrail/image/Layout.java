// SPDX-License-Identifier: Apache-2.0
package io.whotrail.image;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** The numbers of the container's layout. */
final class Layout {
    /** The version that is written, and the newest that is read. */
    static final int VERSION = 1;

    static final int MAGIC_BYTES = 8;
    /** No text, no UTF-8, and broken by whoever changes line ends: {@code \x89 W T C \r \n \x1a \n}. */
    static final long MAGIC = 0x89575443_0D0A1A0AL;

    static final int SECTION = 1;
    static final int TRAILER = 0;
    static final int MOST_OF_CHUNK = 1 << 16;
    static final int MOST_OF_NAME = 255;
    static final int DIGEST_BYTES = 32;

    /** How many texts are remembered to be written as a number the next time. */
    static final int MOST_SHARED = 1 << 16;

    static final int NO_TEXT = 0;
    static final int OWN_TEXT = 1;
    static final int NEW_SHARED_TEXT = 2;
    static final int FIRST_SHARED = 3;

    private Layout() {}

    static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
        }
    }
}
