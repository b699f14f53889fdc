// SPDX-License-Identifier: Apache-2.0
package io.whotrail.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.whotrail.testing.JsonTree;
import io.whotrail.testing.ScenarioAnswers;
import io.whotrail.testing.SharedData;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Every event is one of OCSF's schema: its class, attributes, types, enumerated values and constraints. */
class OcsfSchemaTest {
    private static OcsfSchema schema;

    @BeforeAll
    static void readSchema() throws IOException {
        Optional<Path> folder = SharedData.folder("ocsf");
        assumeTrue(folder.isPresent(), SharedData.missing("ocsf"));
        schema = OcsfSchema.read(folder.get().resolve("schema-1.9.0-dev.tar.gz"));
    }

    private static Map<String, Object> event(SinkEntry entry) {
        return JsonTree.object(new String(LineFormat.ocsf().line(entry), StandardCharsets.UTF_8));
    }

    @Test
    void everyEventIsOneOfTheSchema() throws IOException {
        List<SinkEntry> entries = new ArrayList<>(ScenarioAnswers.all());
        entries.addAll(Examples.all());
        Set<Object> classes = new HashSet<>();
        for (SinkEntry entry : entries) {
            Map<String, Object> event = event(entry);
            assertThat(schema.faults(event)).as("%s", event).isEmpty();
            classes.add(event.get("class_uid"));
        }
        assertThat(classes).containsExactlyInAnyOrder(0L, 3002L, 6003L);
        assertThat(schema.version()).isEqualTo(OcsfMapping.VERSION);
    }

    @Test
    void whatIsNotOfTheSchemaIsFound() {
        Map<String, Object> event = event(SinkEntry.of(Examples.chained()));
        assertThat(with(event, "class_uid", 1L)).anyMatch(fault -> fault.contains("no class"));
        assertThat(with(event, "activity_id", 7L)).anyMatch(fault -> fault.contains("activity_id is 7"));
        assertThat(with(event, "status", "Failure")).anyMatch(fault -> fault.contains("caption"));
        assertThat(with(event, "time", "noon")).anyMatch(fault -> fault.contains("time is no timestamp_t"));
        assertThat(with(event, "time_dt", "noon")).anyMatch(fault -> fault.contains("datetime_t"));
        assertThat(with(event, "origin", "alice")).containsExactly("origin is unknown");
        assertThat(with(event, "confidence_id", 1L)).containsExactly("confidence_id is unknown");
        assertThat(with(event, "actor", Map.of())).anyMatch(fault -> fault.contains("none of"));
        assertThat(with(event, "src_endpoint", Map.of("ip", "1.2"))).anyMatch(fault -> fault.contains("ip_t"));
        assertThat(with(event, "cloud", Map.of("provider", "AWS", "account", Map.of("uid", 1L))))
                .anyMatch(fault -> fault.contains("cloud.account.uid is no string_t"));
        event.remove("api");
        assertThat(schema.faults(event)).containsExactly("api is required");
    }

    private static List<String> with(Map<String, Object> event, String name, Object value) {
        var changed = new LinkedHashMap<>(event);
        changed.put(name, value);
        return schema.faults(changed);
    }
}
