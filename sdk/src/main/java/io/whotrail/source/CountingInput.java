// SPDX-License-Identifier: Apache-2.0
package io.whotrail.source;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Counts the bytes that are taken from a source. */
final class CountingInput extends FilterInputStream {
    private final ReadCounters counters;

    CountingInput(InputStream in, ReadCounters counters) {
        super(in);
        this.counters = counters;
    }

    @Override
    public int read() throws IOException {
        int read = super.read();
        if (read >= 0) {
            counters.bytesRead++;
        }
        return read;
    }

    @Override
    public int read(byte[] bytes, int from, int length) throws IOException {
        int read = super.read(bytes, from, length);
        if (read > 0) {
            counters.bytesRead += read;
        }
        return read;
    }
}
