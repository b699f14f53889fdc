// SPDX-License-Identifier: Apache-2.0
package io.whotrail.scenario;

import io.whotrail.Attributor;
import io.whotrail.event.CloudTrailEvent;
import io.whotrail.source.CloudTrailReader;
import io.whotrail.source.EventSource;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Stream;

/**
 * A scenario as it stands in its folder.
 *
 * @param name the folder's name
 * @param events the events, in order of delivery
 * @param expected the final answer of each event, as a line of NDJSON, by event id
 * @param settings how the attributor differs from the usual
 */
record ScenarioFiles(String name, List<CloudTrailEvent> events, Map<String, String> expected, Properties settings) {
    /** No story lasts longer, so that nothing in it is late. */
    private static final String ANY_TIME = "P3650D";

    private static final String SOME_SESSIONS = "10000";

    static List<Path> folders() throws IOException {
        Path all = Path.of(System.getProperty("basedir", "")).resolve(ScenarioFolder.ALL);
        try (Stream<Path> folders = Files.list(all)) {
            return folders.filter(Files::isDirectory).sorted().toList();
        }
    }

    static ScenarioFiles read(Path folder) throws IOException {
        var expected = new LinkedHashMap<String, String>();
        for (String line : Files.readAllLines(folder.resolve("expected.jsonl"))) {
            expected.put((String) JsonLine.parse(line).get("eventId"), line);
        }
        return new ScenarioFiles(folder.getFileName().toString(), events(folder), expected, settings(folder));
    }

    private static List<CloudTrailEvent> events(Path folder) throws IOException {
        var rejected = new ArrayList<Object>();
        var events = new ArrayList<CloudTrailEvent>();
        CloudTrailReader reader =
                CloudTrailReader.builder().rejected(rejected::add).build();
        try (InputStream in = Files.newInputStream(folder.resolve("events.jsonl"));
                EventSource source = reader.open(in, folder.toString())) {
            for (CloudTrailEvent event = source.next(); event != null; event = source.next()) {
                events.add(event);
            }
        }
        if (!rejected.isEmpty()) {
            throw new IOException("rejected: " + rejected);
        }
        return events;
    }

    private static Properties settings(Path folder) throws IOException {
        var settings = new Properties();
        Path file = folder.resolve("settings.properties");
        if (Files.exists(file)) {
            try (Reader in = Files.newBufferedReader(file)) {
                settings.load(in);
            }
        }
        return settings;
    }

    /** Whether the end depends on the order by nature. */
    boolean isForFileOrderOnly() {
        return "file".equals(settings.getProperty("orders"));
    }

    boolean hasMode(String mode) {
        return List.of(settings.getProperty("modes", "final,revise,hold").split(","))
                .contains(mode);
    }

    /** Whether every event has its line in {@code expected.jsonl}. */
    boolean listsAll() {
        return !"some".equals(settings.getProperty("listed"));
    }

    /** An attributor as the scenario wants it. */
    Attributor.Builder attributor() {
        Instant clock = Instant.parse(settings.getProperty("clock", "2100-01-01T00:00:00Z"));
        Attributor.Builder builder = Attributor.builder(() -> clock)
                .lateness(Duration.parse(settings.getProperty("lateness", ANY_TIME)))
                .maximumSessions(Long.parseLong(settings.getProperty("maximumSessions", SOME_SESSIONS)));
        for (String setting : settings.stringPropertyNames()) {
            String value = settings.getProperty(setting);
            switch (setting) {
                case "retention" -> builder.retention(Duration.parse(value));
                case "maximumChainLength" -> builder.maximumChainLength(Integer.parseInt(value));
                case "deepChain" -> builder.deepChain(Integer.parseInt(value));
                case "clock", "lateness", "maximumSessions", "orders", "modes", "listed" -> {
                    // read above
                }
                default -> throw new IllegalArgumentException(name + ": no such setting: " + setting);
            }
        }
        return builder;
    }

    @Override
    public String toString() {
        return name;
    }
}
