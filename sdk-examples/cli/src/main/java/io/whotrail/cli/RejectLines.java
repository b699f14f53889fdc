// SPDX-License-Identifier: Apache-2.0
package io.whotrail.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import io.whotrail.source.RejectedRecord;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.function.Consumer;

/** Writes rejected records as JSON, one a line, in ASCII: where they lie and why, never what they hold. */
final class RejectLines implements Consumer<RejectedRecord>, Closeable {
    private static final JsonFactory JSON = new JsonFactoryBuilder()
            .enable(JsonWriteFeature.ESCAPE_NON_ASCII)
            .rootValueSeparator("")
            .build();

    private final JsonGenerator json;

    RejectLines(OutputStream out) throws IOException {
        json = JSON.createGenerator(out);
    }

    /** Writes a line; what goes wrong is thrown unchecked, since readers only know such listeners. */
    @Override
    public void accept(RejectedRecord rejected) {
        try {
            write(rejected);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private void write(RejectedRecord rejected) throws IOException {
        json.writeStartObject();
        json.writeStringField("source", rejected.source());
        if (rejected.gzipMember() != null) {
            json.writeNumberField("member", rejected.gzipMember());
        }
        json.writeNumberField("offset", rejected.byteOffset());
        json.writeNumberField("index", rejected.recordIndex());
        json.writeStringField("path", rejected.path());
        json.writeStringField("reason", rejected.reason().name());
        json.writeStringField("message", rejected.message());
        json.writeEndObject();
        json.writeRaw('\n');
    }

    void flush() throws IOException {
        json.flush();
    }

    @Override
    public void close() throws IOException {
        json.close();
    }
}
