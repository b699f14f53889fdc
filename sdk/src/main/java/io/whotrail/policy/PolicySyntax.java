// SPDX-License-Identifier: Apache-2.0
package io.whotrail.policy;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.util.JsonRecyclerPools;
import java.io.IOException;

/** Jackson, set up for hostile policies. Safe for use by any number of threads. */
final class PolicySyntax {
    /** A policy is 6 deep at most: policy, statements, statement, condition, operator, values. */
    private static final int MAXIMUM_DEPTH = 16;

    private static final JsonFactory FACTORY = new JsonFactoryBuilder()
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
            .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .recyclerPool(JsonRecyclerPools.newConcurrentDequePool())
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(MAXIMUM_DEPTH)
                    .maxStringLength(TrustPolicy.MAXIMUM_LENGTH)
                    .maxNameLength(TrustPolicy.MAXIMUM_LENGTH)
                    .maxNumberLength(64)
                    .build())
            .build();

    private PolicySyntax() {}

    static JsonParser parser(String text) throws IOException {
        return FACTORY.createParser(text);
    }

    /** What an error of the parser means; its own message is left behind, for it quotes the input. */
    static MalformedTrustPolicyException malformed(IOException error, String path) {
        JsonLocation place = error instanceof JsonProcessingException json ? json.getLocation() : null;
        long offset = place == null ? 0 : Math.max(0, place.getCharOffset());
        boolean twice = String.valueOf(error.getMessage()).startsWith("Duplicate field");
        return new MalformedTrustPolicyException(
                path, offset, twice ? "has a key that is there twice" : "is not JSON, or too deep");
    }
}
