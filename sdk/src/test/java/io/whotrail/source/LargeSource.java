// SPDX-License-Identifier: Apache-2.0
package io.whotrail.source;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.Deflater;
import java.util.zip.DeflaterInputStream;

/** Reads a log file of any size, made as it is read, and prints how many events it had. Run in a small JVM. */
final class LargeSource {
    private LargeSource() {}

    /** Arguments: the size in bytes; {@code gzip} or {@code plain}. */
    public static void main(String[] arguments) throws IOException {
        long size = Long.parseLong(arguments[0]);
        InputStream plain = new LogFile(size);
        InputStream in = arguments[1].equals("gzip") ? gzip(plain) : plain;
        long events = 0;
        CloudTrailReader reader = CloudTrailReader.create();
        try (EventSource source = reader.open(in, "large")) {
            while (source.next() != null) {
                events++;
            }
            ReadStats stats = source.stats();
            System.out.println(
                    events + " events, " + stats.rejected() + " rejected, " + stats.bytesScanned() + " bytes");
        }
    }

    private static InputStream gzip(InputStream plain) {
        CRC32 crc = new CRC32();
        long[] length = {0};
        InputStream counted = new CheckedInputStream(plain, crc) {
            @Override
            public int read(byte[] bytes, int from, int count) throws IOException {
                int read = super.read(bytes, from, count);
                length[0] += Math.max(read, 0);
                return read;
            }
        };
        byte[] header = {0x1f, (byte) 0x8b, 8, 0, 0, 0, 0, 0, 0, 0};
        InputStream data = new DeflaterInputStream(counted, new Deflater(Deflater.BEST_SPEED, true));
        InputStream trailer = new InputStream() {
            private int position;

            @Override
            public int read(byte[] bytes, int from, int count) throws IOException {
                int read = read();
                bytes[from] = (byte) read;
                return read < 0 ? -1 : 1;
            }

            @Override
            public int read() {
                long value = position < 4 ? crc.getValue() : length[0];
                return position == Gzip.TRAILER_BYTES ? -1 : (int) (value >> (8 * (position++ % 4))) & 0xff;
            }
        };
        return new SequenceInputStream(
                Collections.enumeration(List.of(new ByteArrayInputStream(header), data, trailer)));
    }

    /** One S3 log file with events enough for a size. */
    private static final class LogFile extends InputStream {
        private static final String ID = "0123456789abcdef";

        private final byte[] event = ("," + Json.event(ID)).getBytes(StandardCharsets.US_ASCII);
        private final int idAt = ("," + Json.event(ID)).indexOf(ID);
        private final long size;
        private long written;
        private long events;
        private byte[] piece = "{\"Records\":[".getBytes(StandardCharsets.US_ASCII);
        private int position;
        private int end = piece.length;
        private boolean last;

        LogFile(long size) {
            this.size = size;
        }

        @Override
        public int read() {
            throw new UnsupportedOperationException();
        }

        @Override
        public int read(byte[] bytes, int from, int length) {
            if (position == end && !nextPiece()) {
                return -1;
            }
            int count = Math.min(length, end - position);
            System.arraycopy(piece, position, bytes, from, count);
            position += count;
            return count;
        }

        private boolean nextPiece() {
            written += end;
            if (last) {
                return false;
            }
            last = written > size;
            if (last) {
                piece = new byte[] {']', '}'};
                position = 0;
            } else {
                piece = event;
                position = events == 0 ? 1 : 0;
                long id = events++ * 0x9E3779B97F4A7C15L;
                for (int i = 0; i < ID.length(); i++) {
                    piece[idAt + i] = (byte) ID.charAt((int) (id >>> (4 * i)) & 15);
                }
            }
            end = piece.length;
            return true;
        }
    }
}
