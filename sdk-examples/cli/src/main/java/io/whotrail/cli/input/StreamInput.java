// SPDX-License-Identifier: Apache-2.0
package io.whotrail.cli.input;

import java.io.IOException;
import java.io.InputStream;

/** Something that can be read once only: standard input or a pipe. */
record StreamInput(String name, Opening opening) implements Input {
    interface Opening {
        InputStream open() throws IOException;
    }

    @Override
    public long size() {
        return 0;
    }

    @Override
    public InputStream open() throws IOException {
        return opening.open();
    }

    /** Keeps the bytes in a temporary file, to be read as often as wanted. */
    Input spilled() throws IOException {
        try (InputStream in = opening.open()) {
            return new Spilled(name, Spill.of(in));
        }
    }

    private record Spilled(String name, Spill spill) implements Input {
        @Override
        public long size() {
            return spill.size();
        }

        @Override
        public InputStream open() {
            return spill.open();
        }

        @Override
        public void close() throws IOException {
            spill.close();
        }
    }
}
