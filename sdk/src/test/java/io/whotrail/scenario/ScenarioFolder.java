// SPDX-License-Identifier: Apache-2.0
package io.whotrail.scenario;

import io.whotrail.Attribution;
import io.whotrail.Session;
import io.whotrail.Signal;
import io.whotrail.Verdict;
import io.whotrail.event.CloudTrailEvent;
import io.whotrail.event.SessionContext;
import io.whotrail.event.UserIdentity;
import io.whotrail.golden.GoldenFile;
import io.whotrail.sink.NdjsonSink;
import io.whotrail.sink.SinkEntry;
import io.whotrail.story.StoryEvent;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Writes a scenario down as a folder, or compares it with the folder that is there. */
final class ScenarioFolder {
    static final String ALL = "src/test/resources/scenarios";

    private ScenarioFolder() {}

    static void assertMatches(Scenario scenario) throws IOException {
        String events = scenario.story().events().stream()
                .map(event -> event.json() + '\n')
                .collect(Collectors.joining());
        file(scenario, "events.jsonl").assertMatches(events);
        file(scenario, "expected.jsonl").assertMatches(expected(scenario));
        file(scenario, "README.md").assertMatches(String.join("\n", scenario.readme()) + '\n');
        if (!scenario.settings().isEmpty()) {
            String settings = scenario.settings().entrySet().stream()
                    .map(setting -> setting.getKey() + '=' + setting.getValue() + '\n')
                    .collect(Collectors.joining());
            file(scenario, "settings.properties").assertMatches(settings);
        }
    }

    private static GoldenFile file(Scenario scenario, String name) {
        return GoldenFile.at(ALL + '/' + scenario.name() + '/' + name);
    }

    private static String expected(Scenario scenario) throws IOException {
        var out = new ByteArrayOutputStream();
        try (var sink = new NdjsonSink(out)) {
            for (StoryEvent event : scenario.listed()) {
                sink.write(SinkEntry.of(answer(event, scenario.verdict(event), scenario.signals(event))));
            }
        }
        return out.toString(StandardCharsets.UTF_8);
    }

    private static Attribution answer(StoryEvent told, Verdict verdict, List<Signal> signals) {
        Map<String, Object> identity = told.userIdentity();
        CloudTrailEvent event = CloudTrailEvent.builder(told.id())
                .eventTime(told.time())
                .eventSource(told.text("eventSource"))
                .eventName(told.text("eventName"))
                .recipientAccountId(told.accountId())
                .userIdentity(identity(identity))
                .build();
        return Attribution.of(event, 0, true, false, signals, 0, verdict);
    }

    /** The identity, with no more than the answer shows of it. */
    private static UserIdentity identity(@Nullable Map<String, Object> identity) {
        Session session = session(identity);
        UserIdentity.Builder shown =
                UserIdentity.builder().type(text(identity, "type")).invokedBy(text(identity, "invokedBy"));
        return session == null
                ? shown.build()
                : shown.arn(session.arn())
                        .accessKeyId(session.accessKeyId())
                        .sessionContext(SessionContext.of(null, session.createdAt()))
                        .build();
    }

    /** The temporary credential of an event: one with a birth, or the session that a sign-in event speaks of. */
    private static @Nullable Session session(@Nullable Map<String, Object> identity) {
        if (identity == null) {
            return null;
        }
        String key = text(identity, "accessKeyId");
        boolean masked = key != null && !key.startsWith("A");
        String birth = birth(identity);
        boolean named = "AssumedRole".equals(text(identity, "type")) && text(identity, "arn") != null;
        return birth == null && !named
                ? null
                : new Session(text(identity, "arn"), masked ? null : key, birth == null ? null : Instant.parse(birth));
    }

    private static @Nullable String birth(Map<String, Object> identity) {
        return identity.get("sessionContext") instanceof Map<?, ?> context
                        && context.get("attributes") instanceof Map<?, ?> attributes
                        && attributes.get("creationDate") instanceof String birth
                ? birth
                : null;
    }

    private static @Nullable String text(@Nullable Map<String, Object> object, String key) {
        return object != null && object.get(key) instanceof String text ? text : null;
    }
}
