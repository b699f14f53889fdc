// SPDX-License-Identifier: Apache-2.0
package io.whotrail.opensearch;

import com.fasterxml.jackson.databind.JsonNode;
import io.whotrail.sink.AttributionSink;
import io.whotrail.testing.RetryingSinkContract;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;

/** The sink keeps the contract of the SDK's test jar over HTTP, with small requests. */
class OpenSearchSinkContractTest extends RetryingSinkContract {
    private final LoopbackCluster cluster;

    OpenSearchSinkContractTest() throws IOException {
        cluster = new LoopbackCluster();
    }

    @AfterEach
    void stop() {
        cluster.close();
    }

    @Override
    protected AttributionSink open() {
        return OpenSearchSink.builder(cluster.address())
                .maximumBodyBytes(50_000)
                .backoff(Duration.ofMillis(1), Duration.ofMillis(1), 1)
                .build();
    }

    @Override
    protected AttributionSink openFailingOnce() {
        cluster.refuseNext(503);
        return open();
    }

    @Override
    protected List<String> arrived() {
        return cluster.sources().stream().map(OpenSearchSinkContractTest::name).toList();
    }

    /** What the contract calls a document: an answer's event id, a notice's access key id. */
    static String name(JsonNode source) {
        JsonNode key = source.at("/whotrail/session/access_key_id");
        return "session_revision".equals(source.at("/whotrail/kind").asText())
                ? key.asText()
                : source.at("/event/id").asText();
    }
}
