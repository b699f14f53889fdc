// SPDX-License-Identifier: Apache-2.0
package io.whotrail.source;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Eight bytes of an array as one number, the first byte lowest. */
final class Words {
    private static final VarHandle WORDS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private Words() {}

    /** The eight bytes from an index on. */
    static long at(byte[] bytes, int from) {
        return (long) WORDS.get(bytes, from);
    }

    /** The first bytes of a text, eight or all. */
    static long head(byte[] bytes, int from, int length) {
        return length >= Long.BYTES ? at(bytes, from) : all(bytes, from, length);
    }

    /** The last eight bytes of a text; 0 where it has fewer. */
    static long tail(byte[] bytes, int to, int length) {
        return length >= Long.BYTES ? at(bytes, to - Long.BYTES) : 0;
    }

    private static long all(byte[] bytes, int from, int length) {
        if (from + Long.BYTES <= bytes.length) {
            return at(bytes, from) & (1L << Byte.SIZE * length) - 1;
        }
        long word = 0;
        for (int i = length - 1; i >= 0; i--) {
            word = word << Byte.SIZE | bytes[from + i] & 0xff;
        }
        return word;
    }

    /** A number in which every bit of a text's ends counts. */
    static int mix(long head, long tail, int length) {
        long mixed = (head ^ Long.rotateLeft(tail, 29) ^ length) * 0x9E37_79B9_7F4A_7C15L;
        return (int) (mixed >>> 32 ^ mixed >>> 51);
    }
}
