// SPDX-License-Identifier: Apache-2.0
package io.whotrail.sink;

import java.io.OutputStream;
import java.util.List;

/**
 * Writes entries as events of the Open Cybersecurity Schema Framework 1.9.0-dev with the profiles {@code cloud} and
 * {@code datetime}, one JSON object a line, in UTF-8. One thread at a time.
 *
 * <p>Sign-ins to the console and the calls of STS that hand out sessions are Authentication (3002): {@code user} and
 * {@code session} are what is signed in to, {@code actor} is the caller. All else, and a sign-in that does not show to what,
 * is API Activity (6003). {@code actor.user} stays whoever CloudTrail names. {@code metadata.uid} is CloudTrail's event id.
 *
 * <p>The schema has no place for a role chain. The answer is an element of {@code enrichments} with {@code type}
 * {@code attribution}; its {@code data} is the object that {@link NdjsonSink} writes, beside {@code documentId}, which is
 * {@link SinkEntry#documentId}. A notice for a whole credential is a Base Event (0) with such an element.
 *
 * <p>What the schema requires and the record does not say is {@code Unknown}, or 0 for a {@code time} that is not legible;
 * such an event has no {@code time_dt}.
 *
 * <p>Names are escaped as {@link LineFormat} says. When the stream fails, the sink says {@link SinkException.Remedy#STOP} from
 * then on.
 */
public final class OcsfSink implements AttributionSink {
    private final LineSink lines;

    /**
     * Makes a sink.
     *
     * @param out where the lines go; flushed and closed with the sink
     */
    public OcsfSink(OutputStream out) {
        lines = new LineSink(out, LineFormat.ocsf());
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
