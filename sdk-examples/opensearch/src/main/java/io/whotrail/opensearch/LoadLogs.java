// SPDX-License-Identifier: Apache-2.0
package io.whotrail.opensearch;

import io.whotrail.Attributor;
import io.whotrail.pipeline.Pipeline;
import io.whotrail.pipeline.PipelineState;
import io.whotrail.pipeline.PipelineStats;
import io.whotrail.source.CloudTrailReader;
import java.net.URI;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Locale;

/**
 * A program that reads log files and keeps who was behind each event in OpenSearch.
 *
 * <p>Its arguments are the cluster's address and a file or folder. The environment's {@code OPENSEARCH_AUTHORIZATION} is sent as
 * the header {@code Authorization}. Exit codes: 0 done, 1 done without some records or documents, 2 wrong usage, 3 failed.
 */
public final class LoadLogs {
    private LoadLogs() {}

    /** Runs the program. */
    public static void main(String[] arguments) throws Exception {
        if (arguments.length != 2) {
            System.err.println("usage: whotrail-opensearch.jar https://CLUSTER:9200/ FILE-OR-FOLDER");
            System.exit(2);
        }
        System.exit(run(URI.create(arguments[0]), Path.of(arguments[1])));
    }

    /** Loads, and says on standard output what came of it. */
    static int run(URI address, Path logs) throws Exception {
        String authorization = System.getenv().getOrDefault("OPENSEARCH_AUTHORIZATION", "");
        InstantSource clock = InstantSource.system();
        OpenSearchSink sink = OpenSearchSink.builder(address)
                .authorization(() -> authorization)
                .build();
        Pipeline pipeline = Pipeline.builder(Attributor.builder(clock), sink, clock)
                .source(CloudTrailReader.create().openAll(logs))
                .incidents(incident -> System.err.println(incident.kind() + ": " + incident.detail()))
                .finishAtEnd()
                .build();
        pipeline.run();
        PipelineStats stats = pipeline.health().stats();
        System.out.printf(
                Locale.ROOT,
                "%,d records: %,d answered, %,d repeated, %,d rejected; %,d documents and revisions delivered, %,d refused%n",
                stats.records(),
                stats.answered(),
                stats.repeated(),
                stats.rejected() + stats.refused(),
                stats.delivered(),
                stats.deadLettered());
        if (pipeline.health().state() != PipelineState.STOPPED) {
            return 3;
        }
        return stats.rejected() + stats.refused() + stats.deadLettered() == 0 ? 0 : 1;
    }
}
