// SPDX-License-Identifier: Apache-2.0
package io.whotrail.sink;

import static io.whotrail.testing.JsonTree.at;
import static org.assertj.core.api.Assertions.assertThat;

import io.whotrail.Attribution;
import io.whotrail.golden.GoldenFile;
import io.whotrail.testing.JsonTree;
import io.whotrail.testing.ScenarioAnswers;
import io.whotrail.testing.SinkEntries;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Documents as Elastic's schema has them, with the origin where it was asked for. */
class EcsSinkTest {
    private static String line(SinkEntry entry, EcsPlacement placement) {
        return new String(LineFormat.ecs(placement).line(entry), StandardCharsets.UTF_8);
    }

    private static Map<String, Object> document(SinkEntry entry, EcsPlacement placement) {
        return JsonTree.object(line(entry, placement));
    }

    @ParameterizedTest
    @EnumSource
    void documentsAreThoseOfTheGoldenFile(EcsPlacement placement) {
        var lines = new StringBuilder();
        for (SinkEntry entry : Examples.all()) {
            lines.append(line(entry, placement));
        }
        GoldenFile.at("src/test/resources/io/whotrail/sink/ecs-"
                        + placement.name().toLowerCase(Locale.ROOT) + ".ndjson")
                .assertMatches(lines.toString());
    }

    @Test
    void inTheNamespaceUserStaysWhoeverCloudTrailNames() {
        Map<String, Object> document = document(SinkEntry.of(Examples.chained()), EcsPlacement.NAMESPACE);
        assertThat(at(document, "user", "name")).isEqualTo("Dev");
        assertThat(at(document, "user", "effective")).isNull();
        assertThat(at(document, "whotrail", "origin", "name")).isEqualTo("alice");
        assertThat(at(document, "related", "user"))
                .asInstanceOf(InstanceOfAssertFactories.LIST)
                .contains("alice", "Dev");
    }

    @Test
    void inUserTheOriginActsAndTheRoleIsWhatItActsWith() {
        Map<String, Object> document = document(SinkEntry.of(Examples.chained()), EcsPlacement.USER);
        assertThat(at(document, "user", "name")).isEqualTo("alice");
        assertThat(at(document, "user", "effective", "name")).isEqualTo("Dev");
        Map<String, Object> direct = document(SinkEntries.answer(1, "bob"), EcsPlacement.USER);
        assertThat(at(direct, "user", "name")).isEqualTo("bob");
        assertThat(at(direct, "user", "effective")).isNull();
    }

    @Test
    void nobodyIsNamedWhoIsNotProven() {
        for (Attribution answer : List.of(Examples.ambiguous(), Examples.unattributed())) {
            Map<String, Object> document = document(SinkEntry.of(answer), EcsPlacement.USER);
            assertThat(at(document, "user", "name")).isNull();
            assertThat(at(document, "user", "effective", "name")).isEqualTo("Dev");
            assertThat(at(document, "related", "user"))
                    .asInstanceOf(InstanceOfAssertFactories.LIST)
                    .doesNotContain("alice", "bob");
        }
    }

    @Test
    void anAddressThatIsAServiceIsNoIp() {
        assertThat(at(document(SinkEntry.of(Examples.chained()), EcsPlacement.NAMESPACE), "source", "ip"))
                .isEqualTo("203.0.113.7");
        Map<String, Object> document = document(SinkEntry.of(Examples.byService()), EcsPlacement.NAMESPACE);
        assertThat(at(document, "source", "address")).isEqualTo("lambda.amazonaws.com");
        assertThat(at(document, "source", "ip")).isNull();
        assertThat(at(document, "related", "ip")).isNull();
    }

    @Test
    void everyDocumentHasAnIdOfItsOwn() throws IOException {
        Set<Object> ids = new HashSet<>();
        Set<SinkEntry> entries = new HashSet<>(ScenarioAnswers.all());
        assertThat(entries).hasSizeGreaterThan(500).anyMatch(SinkEntry.Notice.class::isInstance);
        for (SinkEntry entry : entries) {
            Object id = at(document(entry, EcsPlacement.NAMESPACE), "whotrail", "document_id");
            assertThat(id).isEqualTo(entry.documentId());
            ids.add(id);
        }
        assertThat(ids).hasSizeGreaterThan(200);
    }
}
