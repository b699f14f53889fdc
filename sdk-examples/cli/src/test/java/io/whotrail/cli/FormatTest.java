// SPDX-License-Identifier: Apache-2.0
package io.whotrail.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FormatTest {
    private static Program run(String... options) {
        Object[] arguments = new Object[options.length + 2];
        arguments[0] = "attribute";
        arguments[1] = Program.story();
        System.arraycopy(options, 0, arguments, 2, options.length);
        return Program.run(arguments);
    }

    private static Map<String, Object> chained(Program run, String... idPath) {
        return run.objects().stream()
                .filter(line -> Records.id(4).equals(Json.at(line, idPath)))
                .findFirst()
                .orElseThrow();
    }

    private static List<Object> ids(Program run, String... path) {
        return run.objects().stream().map(line -> Json.at(line, path)).toList();
    }

    @Test
    void ecsAnswersTheSameEventsAndLeavesUserAsItIs() {
        Program ecs = run("--format", "ecs");
        assertThat(ecs.exit()).isZero();
        assertThat(ids(ecs, "event", "id")).isEqualTo(ids(run(), "eventId"));
        Map<String, Object> document = chained(ecs, "event", "id");
        assertThat(Json.at(document, "whotrail", "origin", "name")).isEqualTo("alice");
        assertThat(Json.at(document, "user", "name")).isNotEqualTo("alice");
    }

    @Test
    void ecsPutsTheOriginIntoUserWhereThatIsAskedFor() {
        Map<String, Object> document = chained(run("--format", "ecs", "--ecs-origin", "user"), "event", "id");
        assertThat(Json.at(document, "user", "name")).isEqualTo("alice");
        assertThat(Json.at(document, "user", "effective", "id")).isNotNull();
        assertThat(run("--format", "ecs", "--ecs-origin", "namespace").out())
                .isEqualTo(run("--format", "ecs").out());
    }

    @Test
    void ocsfAnswersTheSameEvents() {
        Program ocsf = run("--format", "ocsf");
        assertThat(ocsf.exit()).isZero();
        assertThat(ids(ocsf, "metadata", "uid")).isEqualTo(ids(run(), "eventId"));
        Map<String, Object> event = chained(ocsf, "metadata", "uid");
        assertThat(event).containsEntry("category_uid", 6);
        assertThat((List<?>) event.get("enrichments")).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ecs", "ocsf"})
    void revisionsAndNoticesAreLinesToo(String format) {
        Program revised = run("--format", format, "--mode", "revise");
        assertThat(revised.lines()).hasSameSizeAs(run("--mode", "revise").lines());
        assertThat(revised.objects()).allMatch(Objects::nonNull);
    }

    @Test
    void aPlaceForTheOriginNeedsAFormatThatHasOne() {
        Program wrong = run("--format", "ocsf", "--ecs-origin", "user");
        assertThat(wrong.exit()).isEqualTo(2);
        assertThat(wrong.err()).contains("--ecs-origin needs --format ecs");
        assertThat(run("--format", "ecs", "--ecs-origin", "elsewhere").exit()).isEqualTo(2);
        assertThat(Program.run("attribute", "--help").out())
                .contains("ndjson|ecs|ocsf|table")
                .contains("--ecs-origin=namespace|user");
    }
}
