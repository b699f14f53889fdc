// SPDX-License-Identifier: Apache-2.0
package io.whotrail.policy;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.util.JsonRecyclerPools;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringWriter;
import org.jspecify.annotations.Nullable;

/** Jackson, set up for hostile exports. Safe for use by any number of threads. */
final class ExportSyntax {
    /** An export is 12 deep at most: list, role, inline policy and what is in it. */
    static final int MAXIMUM_DEPTH = 64;

    /** A role of AWS Config is one string with all its inline policies, which have 10,240 characters in all. */
    static final int MAXIMUM_STRING = 4 << 20;

    private static final JsonFactory FACTORY = new JsonFactoryBuilder()
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
            .disable(StreamReadFeature.AUTO_CLOSE_SOURCE)
            .recyclerPool(JsonRecyclerPools.newConcurrentDequePool())
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(MAXIMUM_DEPTH)
                    .maxStringLength(MAXIMUM_STRING)
                    .maxNameLength(1 << 10)
                    .maxNumberLength(64)
                    .build())
            .build();

    private ExportSyntax() {}

    static JsonParser parser(InputStream in) throws IOException {
        return FACTORY.createParser(in);
    }

    static JsonParser parser(String text) throws IOException {
        return FACTORY.createParser(text);
    }

    /** JSON that is written down again as it is read, as long as a trust policy may be. For one thread. */
    static final class Copy {
        private final StringWriter text = new StringWriter();
        private final JsonGenerator out;
        private boolean isTooLong;

        Copy() throws IOException {
            this.out = FACTORY.createGenerator(text);
        }

        void startObject() throws IOException {
            out.writeStartObject();
        }

        void endObject() throws IOException {
            if (!isTooLong) {
                out.writeEndObject();
            }
        }

        /** Copies the current value with the name that it has there, and reads to its end. */
        void member(String name, JsonParser in) throws IOException {
            if (!isTooLong) {
                out.writeFieldName(name);
            }
            value(in);
        }

        /** Copies the current value, and reads to its end. */
        void value(JsonParser in) throws IOException {
            int depth = 0;
            do {
                if (depth > 0) {
                    in.nextToken();
                }
                JsonToken token = in.currentToken();
                depth += token.isStructStart() ? 1 : 0;
                depth -= token.isStructEnd() ? 1 : 0;
                if (!isTooLong) {
                    out.copyCurrentEvent(in);
                    out.flush();
                    isTooLong = text.getBuffer().length() > TrustPolicy.MAXIMUM_LENGTH;
                }
            } while (depth > 0);
        }

        /** What was copied; {@code null} where it was too much. */
        @Nullable
        String text() throws IOException {
            out.flush();
            return isTooLong ? null : text.toString();
        }
    }
}
