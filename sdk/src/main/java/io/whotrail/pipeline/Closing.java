// SPDX-License-Identifier: Apache-2.0
package io.whotrail.pipeline;

import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Closes several things, whatever one of them does. */
final class Closing {
    private Closing() {}

    static void all(List<? extends AutoCloseable> things) throws IOException {
        Exception first = null;
        for (AutoCloseable thing : things) {
            try {
                thing.close();
            } catch (Exception failure) {
                first = first(first, failure);
            }
        }
        if (first instanceof RuntimeException bug) {
            throw bug;
        }
        if (first instanceof IOException failure) {
            throw failure;
        }
        if (first != null) {
            throw new IOException(first);
        }
    }

    private static Exception first(@Nullable Exception first, Exception next) {
        if (first == null) {
            return next;
        }
        first.addSuppressed(next);
        return first;
    }
}
