// SPDX-License-Identifier: Apache-2.0
package io.whotrail.sink;

import java.io.IOException;
import java.util.Objects;

/**
 * How an entry is written as one line of JSON, for sinks and for hosts that carry the bytes themselves. Immutable and safe
 * for use by any number of threads.
 *
 * <p>Names come from the input. In every format control, bidirectional and invisible characters and unpaired surrogates
 * are written as {@code \}{@code uXXXX}, so that no two names print alike because of them and no line does anything to a
 * terminal; whoever parses the JSON gets the very text back.
 */
public final class LineFormat {
    /** Writes an entry as one JSON object. */
    interface Mapping {
        void write(SinkEntry entry, JsonLine json) throws IOException;
    }

    private static final LineFormat NDJSON = new LineFormat(AnswerKey.Spelling.CAMEL_CASE, AnswerJson::write);
    private static final LineFormat OCSF = new LineFormat(AnswerKey.Spelling.CAMEL_CASE, OcsfMapping::write);

    private final AnswerKey.Spelling spelling;
    private final Mapping mapping;

    private LineFormat(AnswerKey.Spelling spelling, Mapping mapping) {
        this.spelling = spelling;
        this.mapping = mapping;
    }

    /**
     * The project's own format; see {@link NdjsonSink}.
     *
     * @return the format
     */
    public static LineFormat ndjson() {
        return NDJSON;
    }

    /**
     * Elastic Common Schema; see {@link EcsSink}.
     *
     * @param placement where the origin stands
     * @return the format
     */
    public static LineFormat ecs(EcsPlacement placement) {
        Objects.requireNonNull(placement, "placement");
        return new LineFormat(AnswerKey.Spelling.SNAKE_CASE, (entry, json) -> EcsMapping.write(entry, placement, json));
    }

    /**
     * Open Cybersecurity Schema Framework; see {@link OcsfSink}.
     *
     * @return the format
     */
    public static LineFormat ocsf() {
        return OCSF;
    }

    /**
     * Writes one entry.
     *
     * @param entry the entry
     * @return a JSON object in UTF-8, on one line, with the line's end
     */
    public byte[] line(SinkEntry entry) {
        var lines = new LineBuffer(this, RecentAnswers.none());
        lines.add(entry);
        return lines.toByteArray();
    }

    /** How the names of an answer's fields are spelled. */
    AnswerKey.Spelling spelling() {
        return spelling;
    }

    void write(SinkEntry entry, JsonLine json) throws IOException {
        mapping.write(entry, json);
        json.writeRaw('\n');
    }
}
