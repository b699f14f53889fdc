// SPDX-License-Identifier: Apache-2.0
package io.whotrail.source;

import io.whotrail.gzip.CompressedInput;
import io.whotrail.gzip.GzipHeader;
import io.whotrail.gzip.GzipHeaderException;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/** Inflates all members of a gzip stream, one after the other, as one stream of bytes. For one thread. */
final class GzipMembers extends InputStream {
    /* The JDK's GZIPInputStream asks available() whether a member follows, and takes any trouble in the next header
     * for the end: over a network it drops whole members and ends cleanly. Here the only end is the end of the input.
     * After a member there may be the end, zeros up to the end (tape padding), or a member; everything else is
     * reported. A member whose checksum is wrong is reported as well, and reading goes on behind it, for its length
     * is known. Damage never throws: it goes to the listener, and the last of it ends the stream. */

    private final Buffers buffers;
    private final byte[] buffer;
    private final CompressedInput in;
    private final ReadLimits limits;
    private final Consumer<Damage> listener;
    private final ReadCounters counters;
    private final Inflater inflater;
    private final CRC32 crc = new CRC32();
    private long[] starts = new long[4];
    private int members;
    private long inflated;
    private boolean inMember;
    private boolean ended;
    private boolean closed;

    GzipMembers(
            InputStream in,
            ReadLimits limits,
            Inflater inflater,
            Consumer<Damage> listener,
            ReadCounters counters,
            Buffers buffers) {
        this.buffers = buffers;
        this.buffer = buffers.take();
        this.in = new CompressedInput(in, buffer);
        this.limits = limits;
        this.inflater = inflater;
        this.listener = listener;
        this.counters = counters;
    }

    /** Which member, from 0, the inflated byte at an offset came from. */
    int memberAt(long offset) {
        int found = Arrays.binarySearch(starts, 0, members, offset);
        if (found < 0) {
            return Math.max(-found - 2, 0);
        }
        while (found + 1 < members && starts[found + 1] == offset) {
            found++;
        }
        return found;
    }

    @Override
    public int read(byte[] bytes, int from, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        try {
            while (!ended) {
                if (!inMember) {
                    nextMember();
                    continue;
                }
                int count = in.inflate(inflater, bytes, from, length);
                if (count > 0) {
                    crc.update(bytes, from, count);
                    inflated += count;
                    checkRatio();
                    return count;
                }
                endMember();
            }
        } catch (EOFException cut) {
            end(RejectReason.TRUNCATED, "ends in the middle of a gzip member");
        } catch (DataFormatException corrupt) {
            end(RejectReason.CORRUPT_GZIP, "has compressed data that cannot be inflated");
        }
        return -1;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    private void nextMember() throws IOException {
        int next = in.peek();
        if (next < 0) {
            ended = true;
        } else if (next == 0 && members > 0) {
            skipPadding();
        } else if (members == limits.maximumGzipMembers()) {
            end(
                    RejectReason.TOO_MANY_MEMBERS,
                    MalformedRecord.breach("has more gzip members", members, "maximumGzipMembers"));
        } else {
            startMember();
        }
    }

    private void startMember() throws IOException {
        long start = in.consumed();
        try {
            GzipHeader.skip(in, limits.maximumGzipHeaderBytes());
        } catch (GzipHeaderException bad) {
            if (bad.isTooLong()) {
                end(
                        RejectReason.GZIP_HEADER_TOO_LONG,
                        MalformedRecord.breach(
                                "has a gzip header field of more bytes",
                                limits.maximumGzipHeaderBytes(),
                                "maximumGzipHeaderBytes"));
            } else if (members == 0) {
                end(RejectReason.CORRUPT_GZIP, String.valueOf(bad.getMessage()));
            } else {
                counters.bytesIgnored += in.consumed() - start;
                trailingData(start);
            }
            return;
        }
        if (members == starts.length) {
            starts = Arrays.copyOf(starts, members * 2);
        }
        starts[members++] = inflated;
        inflater.reset();
        crc.reset();
        inMember = true;
    }

    private void endMember() throws IOException {
        long expectedCrc = in.takeInt();
        long expectedSize = in.takeInt();
        inMember = false;
        counters.gzipMembers++;
        if (expectedCrc != crc.getValue() || expectedSize != (inflater.getBytesWritten() & 0xffff_ffffL)) {
            listener.accept(new Damage(
                    RejectReason.CORRUPT_GZIP,
                    "has a gzip member whose checksum or length is not that of its data",
                    inflated,
                    false));
        }
    }

    private void skipPadding() throws IOException {
        long start = in.consumed();
        while (in.peek() == 0) {
            in.take();
        }
        counters.bytesIgnored += in.consumed() - start;
        if (in.peek() >= 0) {
            trailingData(in.consumed());
        }
        ended = true;
    }

    private void trailingData(long offset) {
        counters.bytesIgnored += in.discard();
        end(
                RejectReason.TRAILING_DATA,
                "has data that is no gzip member after its last one, at compressed byte "
                        + String.format(Locale.ROOT, "%,d", offset));
    }

    private void checkRatio() {
        long given = inflater.getBytesWritten();
        if (given > ReadLimits.RATIO_GRACE_BYTES
                && given / limits.maximumCompressionRatio() > inflater.getBytesRead()) {
            end(
                    RejectReason.RATIO_LIMIT,
                    MalformedRecord.breach(
                            "inflates by more", limits.maximumCompressionRatio(), "maximumCompressionRatio"));
        }
    }

    private void end(RejectReason reason, String problem) {
        ended = true;
        listener.accept(new Damage(reason, problem, inflated, true));
    }

    @Override
    public void close() throws IOException {
        if (closed) {
            return;
        }
        closed = true;
        ended = true;
        inflater.end();
        in.close();
        buffers.giveBack(buffer);
    }
}
