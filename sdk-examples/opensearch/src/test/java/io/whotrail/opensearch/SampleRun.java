// SPDX-License-Identifier: Apache-2.0
package io.whotrail.opensearch;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;

/** Loads a folder of log files twice into a server on loopback that takes documents as OpenSearch does, and prints them. */
public final class SampleRun {
    private SampleRun() {}

    /** The folder of log files. */
    public static void main(String[] arguments) throws Exception {
        try (var cluster = new LoopbackCluster()) {
            LoadLogs.run(cluster.address(), Path.of(arguments[0]));
            LoadLogs.run(cluster.address(), Path.of(arguments[0]));
            cluster.sources().forEach(source -> System.out.println(sentence(source)));
        }
    }

    private static String sentence(JsonNode source) {
        JsonNode answer = source.get("whotrail");
        boolean notice = !source.has("cloud");
        String what = notice
                ? "notice for " + answer.at("/session/access_key_id").asText()
                : source.get("@timestamp").asText().substring(11, 19) + " "
                        + source.at("/event/action").asText();
        JsonNode origin = answer.path("origin");
        String who = origin.isMissingNode()
                ? "?, " + answer.get("reason").asText()
                : origin.path("name").asText(origin.path("user_id").asText()) + ", "
                        + answer.get("basis").asText();
        return what + ": " + who + ", revision " + answer.get("revision").asInt();
    }
}
