// SPDX-License-Identifier: Apache-2.0
package io.whotrail.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.whotrail.testing.JsonTree;
import io.whotrail.testing.ScenarioAnswers;
import io.whotrail.testing.SharedData;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every field outside of our own namespace is one of Elastic's schema, of its type. */
class EcsSchemaTest {
    private static final String OWN = "whotrail";

    /** A field of the schema. */
    private record Field(String version, String type, boolean array) {}

    private static final Map<String, Field> FIELDS = new HashMap<>();

    @BeforeAll
    static void readFields() throws IOException {
        Optional<Path> folder = SharedData.folder("ecs");
        assumeTrue(folder.isPresent(), SharedData.missing("ecs"));
        try (var in = new BufferedReader(new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(folder.get().resolve("fields.csv.gz"))),
                StandardCharsets.UTF_8))) {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                String[] cells = line.split(",", -1);
                if (cells.length > 6 && !cells[0].equals("ECS_Version")) {
                    FIELDS.put(cells[3], new Field(cells[0], cells[4], cells[6].contains("array")));
                }
            }
        }
        assertThat(FIELDS).hasSizeGreaterThan(1_000);
    }

    @ParameterizedTest
    @EnumSource
    void everyFieldIsOneOfTheSchemaAndOfItsType(EcsPlacement placement) throws IOException {
        List<SinkEntry> entries = new ArrayList<>(ScenarioAnswers.all());
        entries.addAll(Examples.all());
        Set<String> seen = new TreeSet<>();
        for (SinkEntry entry : entries) {
            String line = new String(LineFormat.ecs(placement).line(entry), StandardCharsets.UTF_8);
            check("", JsonTree.object(line), seen);
        }
        assertThat(seen).contains("@timestamp", "event.id", "related.user", "source.ip", "user.name", "user.id");
        assertThat(FIELDS)
                .doesNotContainKey(OWN)
                .noneSatisfy((name, field) -> assertThat(name).startsWith(OWN + "."));
        assertThat(FIELDS.get("event.id").version()).isEqualTo(EcsMapping.VERSION);
    }

    private static void check(String path, Map<?, ?> object, Set<String> seen) {
        object.forEach((key, value) -> {
            String name = path.isEmpty() ? key.toString() : path + "." + key;
            if (name.equals(OWN)) {
                return;
            }
            if (value instanceof Map<?, ?> inner) {
                assertThat(inner).as(name).isNotEmpty();
                check(name, inner, seen);
            } else {
                seen.add(name);
                checkValue(name, value);
            }
        });
    }

    private static void checkValue(String name, Object value) {
        Field field = FIELDS.get(name);
        assertThat(field).as(name).isNotNull();
        assertThat(value instanceof List).as("%s is an array", name).isEqualTo(field.array());
        List<?> values = value instanceof List<?> list ? list : List.of(value);
        for (Object one : values) {
            switch (field.type()) {
                case "keyword" -> assertThat(one).as(name).isInstanceOf(String.class);
                case "date" -> assertThat(Instant.parse((String) one)).as(name).isNotNull();
                case "ip" ->
                    assertThat(IpAddress.is((String) one))
                            .as("%s %s", name, one)
                            .isTrue();
                default -> throw new AssertionError(name + " is of type " + field.type());
            }
        }
    }
}
