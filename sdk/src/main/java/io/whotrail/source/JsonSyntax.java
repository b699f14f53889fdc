// SPDX-License-Identifier: Apache-2.0
package io.whotrail.source;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import com.fasterxml.jackson.core.util.JsonRecyclerPools;
import java.io.IOException;

/** Jackson, set up for hostile bytes within {@link ReadLimits}. Safe for use by any number of threads. */
final class JsonSyntax {
    private final JsonFactory factory;
    private final ReadLimits limits;

    JsonSyntax(ReadLimits limits) {
        this.limits = limits;
        this.factory = new JsonFactoryBuilder()
                .disable(JsonFactory.Feature.CHARSET_DETECTION)
                .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
                .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
                .recyclerPool(JsonRecyclerPools.newConcurrentDequePool())
                .streamReadConstraints(constraints(limits))
                .build();
    }

    ReadLimits limits() {
        return limits;
    }

    JsonParser parser(byte[] bytes, int from, int to) throws IOException {
        return factory.createParser(bytes, from, to - from);
    }

    /** The index of the first byte that JSON cannot have there, or -1 where only the end is missing, if anything. */
    int firstError(byte[] bytes, int from, int to) throws IOException {
        try (JsonParser parser = parser(bytes, from, to)) {
            while (parser.nextToken() != null) {
                // Only errors are looked for.
            }
            return -1;
        } catch (JsonEOFException cut) {
            return -1;
        } catch (JsonProcessingException error) {
            return from + offset(error, to - from);
        }
    }

    /** Makes sure that a record which no parser looks at is JSON, and within the limits. */
    void check(byte[] bytes, int from, int to) throws MalformedRecord {
        try (JsonParser parser = parser(bytes, from, to)) {
            while (parser.nextToken() != null) {
                // Only errors are looked for.
            }
        } catch (StreamConstraintsException error) {
            throw breach(error, "", offset(error, to - from));
        } catch (JsonProcessingException error) {
            throw notJson("", offset(error, to - from));
        } catch (IOException impossible) {
            throw notJson("", 0);
        }
    }

    static MalformedRecord notJson(String path, int offset) {
        return new MalformedRecord(
                RejectReason.MALFORMED_JSON, path, offset, "is not JSON at byte " + offset + " of the record");
    }

    /** Where an error is, from the first byte that the parser was given. */
    static int offset(JsonProcessingException error, int length) {
        long offset = error.getLocation() == null ? 0 : error.getLocation().getByteOffset();
        return (int) Math.max(0, Math.min(offset, length));
    }

    /** The limit that a parser says was broken. */
    MalformedRecord breach(JsonProcessingException error, String path, int offset) {
        String message = String.valueOf(error.getOriginalMessage());
        Breach breach = Breach.TOKENS;
        for (Breach candidate : Breach.values()) {
            breach = message.contains(candidate.constraint) ? candidate : breach;
        }
        String problem = MalformedRecord.breach(breach.what, breach.limit(limits), breach.method);
        return new MalformedRecord(breach.reason, path, offset, problem);
    }

    /** The limits that the parser keeps, by the name that its message gives them. */
    private enum Breach {
        DEPTH("getMaxNestingDepth", RejectReason.TOO_DEEP, "is deeper", "maximumDepth"),
        NUMBER("getMaxNumberLength", RejectReason.NUMBER_TOO_LONG, "has a number longer", "maximumNumberLength"),
        NAME("getMaxNameLength", RejectReason.NAME_TOO_LONG, "has a member's name of more bytes", "maximumNameBytes"),
        STRING("getMaxStringLength", RejectReason.STRING_TOO_LONG, "has a string of more bytes", "maximumStringBytes"),
        TOKENS("getMaxTokenCount", RejectReason.TOO_MANY_TOKENS, "has more tokens", "maximumTokens");

        private final String constraint;
        private final RejectReason reason;
        private final String what;
        private final String method;

        Breach(String constraint, RejectReason reason, String what, String method) {
            this.constraint = constraint;
            this.reason = reason;
            this.what = what;
            this.method = method;
        }

        int limit(ReadLimits limits) {
            return switch (this) {
                case DEPTH -> limits.maximumDepth();
                case NUMBER -> limits.maximumNumberLength();
                case NAME -> limits.maximumNameBytes();
                case STRING -> limits.maximumStringBytes();
                case TOKENS -> limits.maximumTokens();
            };
        }
    }

    private static StreamReadConstraints constraints(ReadLimits limits) {
        return StreamReadConstraints.builder()
                .maxNestingDepth(limits.maximumDepth())
                .maxStringLength(limits.maximumStringBytes())
                .maxNameLength(limits.maximumNameBytes())
                .maxNumberLength(limits.maximumNumberLength())
                .maxTokenCount(limits.maximumTokens())
                .build();
    }
}
