// SPDX-License-Identifier: Apache-2.0
package io.whotrail.connect;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.whotrail.source.LogFiles;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;

/**
 * Starts a broker and a worker, writes the records of a folder of log files to a topic, and prints what a file sink has behind
 * the transformation, and then what the topic of corrections has.
 */
public final class SampleRun {
    private static final ObjectMapper JSON = new ObjectMapper();

    private SampleRun() {}

    /** The folder of the plug-in, and the folder of the log files. */
    public static void main(String[] arguments) throws Exception {
        PrintStream out = System.out;
        System.setOut(System.err); // where a broker of the tests tells how it is set up
        List<String> records = records(Path.of(arguments[1]));
        Path file = Files.createTempFile("answers", ".ndjson");
        try (Worker worker = Worker.start(Map.of("plugin.path", arguments[0]))) {
            worker.createTopic("cloudtrail");
            worker.write("cloudtrail", records);
            var settings = new HashMap<>(Worker.fileSink("cloudtrail", file));
            settings.putAll(worker.withCorrections());
            worker.run("answers", settings);
            for (String line : Worker.lines(file, records.size())) {
                out.println(sentence(JSON.readTree(line).get("whotrail")));
            }
            for (String line : worker.texts(Worker.CORRECTIONS)) {
                JsonNode notice = JSON.readTree(line).get("sessionRevision");
                out.println("correction: " + sentence(notice == null ? JSON.readTree(line) : notice));
            }
        } finally {
            Files.delete(file);
        }
        System.exit(0); // Kafka's own threads may linger
    }

    private static String sentence(JsonNode answer) {
        String what = answer.has("eventName")
                ? answer.get("eventTime").asText().substring(11, 19) + " "
                        + answer.get("eventName").asText()
                : "all of " + answer.at("/session/accessKeyId").asText();
        String who = answer.has("origin")
                ? name(answer.get("origin")) + ", " + answer.get("basis").asText()
                : "?, " + answer.get("reason").asText();
        return what + ": " + who;
    }

    private static String name(JsonNode origin) {
        return origin.has("name")
                ? origin.get("name").asText()
                : origin.get("userId").asText();
    }

    private static List<String> records(Path folder) throws IOException {
        var records = new ArrayList<String>();
        for (Path log : LogFiles.list(folder)) {
            try (InputStream in = new GZIPInputStream(Files.newInputStream(log))) {
                JSON.readTree(in).get("Records").forEach(record -> records.add(record.toString()));
            }
        }
        return records;
    }
}
