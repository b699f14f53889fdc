// SPDX-License-Identifier: Apache-2.0
package io.whotrail.testing;

/**
 * Reads any bytes as changes of good ones, for tests that look for inputs: what is changed a little gets further in than what
 * was never good. Four bytes say in which part, where in it (two of them) and to what.
 */
public final class Edits {
    private static final int BYTES_OF_AN_EDIT = 4;

    private Edits() {}

    /** Changes the part of a number, of so many that there are. */
    public static void apply(byte[] part, int number, int parts, byte[] edits) {
        for (int i = 0; part.length > 0 && i + BYTES_OF_AN_EDIT <= edits.length; i += BYTES_OF_AN_EDIT) {
            if ((edits[i] & 0xff) % parts == number) {
                int at = ((edits[i + 1] & 0xff) << 8 | edits[i + 2] & 0xff) % part.length;
                part[at] = edits[i + 3];
            }
        }
    }

    /** A changed copy of what has one part only. */
    public static byte[] of(byte[] good, byte[] edits) {
        byte[] changed = good.clone();
        apply(changed, 0, 1, edits);
        return changed;
    }
}
