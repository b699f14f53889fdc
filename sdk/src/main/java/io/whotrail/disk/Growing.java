// SPDX-License-Identifier: Apache-2.0
package io.whotrail.disk;

import java.io.IOException;
import java.io.OutputStream;

/** A file that grows at its end. Each method is one step, and writing appends all bytes or fails. For one thread. */
public abstract class Growing extends OutputStream {
    @Override
    public void write(int oneByte) throws IOException {
        write(new byte[] {(byte) oneByte}, 0, 1);
    }

    @Override
    public abstract void write(byte[] bytes, int from, int length) throws IOException;

    /** How many bytes the file holds. */
    public abstract long size() throws IOException;

    /** Cuts the file to a length. */
    public abstract void cut(long length) throws IOException;

    /** Makes what the file holds durable. */
    public abstract void force() throws IOException;
}
