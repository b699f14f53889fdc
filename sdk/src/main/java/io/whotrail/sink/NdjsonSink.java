// SPDX-License-Identifier: Apache-2.0
package io.whotrail.sink;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.whotrail.Attribution;
import io.whotrail.SessionRevision;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;

/**
 * Writes answers as JSON, one object a line, in UTF-8. One thread at a time.
 *
 * <p>An answer is a line with {@code eventId}, {@code verdict} and what belongs to it; a notice for a whole credential is
 * a line with {@code sessionRevision}. A key is absent where its value is unknown. Of several lines with one
 * {@code eventId} the one with the highest {@code revision} counts.
 *
 * <p>Names come from the input. Control, bidirectional and invisible characters and unpaired surrogates are written as
 * {@code \}{@code uXXXX}, so that no two names print alike because of them and no line does anything to a terminal.
 */
public final class NdjsonSink implements AttributionSink {
    private static final JsonFactory JSON = new JsonFactory();

    private final JsonGenerator json;

    /**
     * Makes a sink.
     *
     * @param out where the lines go; closed with the sink
     * @throws IOException if nothing can be written there
     */
    public NdjsonSink(OutputStream out) throws IOException {
        json = JSON.createGenerator(new EscapingWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8)));
        json.setRootValueSeparator(null);
    }

    @Override
    public void accept(Attribution attribution) throws IOException {
        AnswerJson.write(attribution, json);
        json.writeRaw('\n');
    }

    @Override
    public void accept(SessionRevision revision) throws IOException {
        AnswerJson.write(revision, json);
        json.writeRaw('\n');
    }

    @Override
    public void flush() throws IOException {
        json.flush();
    }

    @Override
    public void close() throws IOException {
        json.close();
    }
}
