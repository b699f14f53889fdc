// SPDX-License-Identifier: Apache-2.0
package io.whotrail.image;

import io.whotrail.checkpoint.CheckpointException;
import java.io.IOException;
import java.util.List;

/**
 * How the constants of an enum are written: by their place in a list that is made for it, and only ever grows at its end.
 * Names and order of the enum itself may change.
 */
public final class Code<E extends Enum<E>> {
    private final List<E> constants;

    private Code(List<E> constants) {
        this.constants = constants;
    }

    /** A code of these constants, numbered from 0. */
    @SafeVarargs
    @SuppressWarnings("varargs") // copied at once
    public static <E extends Enum<E>> Code<E> of(E... inOrder) {
        return new Code<>(List.of(inOrder));
    }

    /** The constants in the order of their numbers. */
    public List<E> constants() {
        return constants;
    }

    /** Writes a constant. */
    public void write(E constant, SectionWriter out) throws IOException {
        out.writeCount(constants.indexOf(constant));
    }

    /** Reads a constant. */
    public E read(SectionReader in) throws IOException, CheckpointException {
        return constants.get(in.readCount(constants.size() - 1));
    }
}
