// SPDX-License-Identifier: Apache-2.0
package io.whotrail.sink;

import java.io.OutputStream;
import java.util.List;

/**
 * Writes entries as JSON, one object a line, in UTF-8. One thread at a time.
 *
 * <p>An answer is a line with {@code eventId}, {@code verdict} and what belongs to it; a notice for a whole credential is
 * a line with {@code sessionRevision}. A key is absent where its value is unknown. Of several lines with one
 * {@code eventId} the one with the highest {@code revision} counts. A notice replaces the verdict of every earlier line of
 * its session whose {@code eventTime} is not before {@code validFrom} nor after {@code validUntil}, where it has these;
 * {@link io.whotrail.SessionRevision#applyTo} does it, and also leaves what an event proves by itself.
 *
 * <p>Names are escaped as {@link LineFormat} says. A batch goes out in one write. When the stream fails, part of a line may
 * be out, and nothing takes it back: the sink says {@link SinkException.Remedy#STOP} from then on. For files that stay whole
 * there is {@link FileSink}.
 */
public final class NdjsonSink implements AttributionSink {
    private final LineSink lines;

    /**
     * Makes a sink.
     *
     * @param out where the lines go; flushed and closed with the sink
     */
    public NdjsonSink(OutputStream out) {
        lines = new LineSink(out, LineFormat.ndjson());
    }

    @Override
    public void write(List<SinkEntry> batch) throws SinkException {
        lines.write(batch);
    }

    @Override
    public void flush() throws SinkException {
        lines.flush();
    }

    @Override
    public void close() throws SinkException {
        lines.close();
    }
}
