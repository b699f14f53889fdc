// SPDX-License-Identifier: Apache-2.0
package io.whotrail.sink;

import java.io.OutputStream;
import java.util.List;

/**
 * Writes entries as documents of the Elastic Common Schema 9.5, one JSON object a line, in UTF-8. One thread at a time.
 *
 * <p>The event stands in the schema's own fields ({@code event}, {@code cloud}, {@code source}, {@code user},
 * {@code error}), the answer in {@code whotrail}, which is no field set of the schema: {@code verdict}, {@code origin},
 * {@code basis}, {@code chain} and the rest of what {@link NdjsonSink} writes, with keys in lower case and underscores.
 * {@code whotrail.document_id} is {@link SinkEntry#documentId}, meant as the document's {@code _id}. {@link EcsPlacement}
 * says who stands in {@code user}.
 *
 * <p>{@code related.user} has whoever acts and an origin that is attributed, so that a search for a person finds what is
 * proven to be theirs; candidates and claimed names are in {@code whotrail} alone. An event whose time is not legible has
 * no {@code @timestamp}. A notice for a whole credential is an {@code enrichment} with {@code whotrail.kind}
 * {@code session_revision}; its time is the credential's birth.
 *
 * <p>Names are escaped as {@link LineFormat} says. When the stream fails, the sink says {@link SinkException.Remedy#STOP} from
 * then on.
 */
public final class EcsSink implements AttributionSink {
    private final LineSink lines;

    /**
     * Makes a sink with the origin in a namespace of its own.
     *
     * @param out where the lines go; flushed and closed with the sink
     */
    public EcsSink(OutputStream out) {
        this(out, EcsPlacement.NAMESPACE);
    }

    /**
     * Makes a sink.
     *
     * @param out where the lines go; flushed and closed with the sink
     * @param placement where the origin stands
     */
    public EcsSink(OutputStream out, EcsPlacement placement) {
        lines = new LineSink(out, LineFormat.ecs(placement));
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
