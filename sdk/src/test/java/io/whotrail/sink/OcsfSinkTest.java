// SPDX-License-Identifier: Apache-2.0
package io.whotrail.sink;

import static io.whotrail.testing.JsonTree.at;
import static org.assertj.core.api.Assertions.assertThat;

import io.whotrail.golden.GoldenFile;
import io.whotrail.testing.JsonTree;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Events as OCSF has them, with the answer as an enrichment. */
class OcsfSinkTest {
    private static String line(SinkEntry entry) {
        return new String(LineFormat.ocsf().line(entry), StandardCharsets.UTF_8);
    }

    private static Map<String, Object> event(SinkEntry entry) {
        return JsonTree.object(line(entry));
    }

    @Test
    void eventsAreThoseOfTheGoldenFile() {
        var lines = new StringBuilder();
        for (SinkEntry entry : Examples.all()) {
            lines.append(line(entry));
        }
        GoldenFile.at("src/test/resources/io/whotrail/sink/ocsf.ndjson").assertMatches(lines.toString());
    }

    @Test
    void aCallIsApiActivityOfWhoeverCloudTrailNamesAndTheOriginIsAnEnrichment() {
        Map<String, Object> event = event(SinkEntry.of(Examples.chained()));
        assertThat(event).containsEntry("class_uid", 6003L).containsEntry("type_uid", 600304L);
        assertThat(at(event, "actor", "user", "uid")).isEqualTo("arn:aws:sts::111122223333:assumed-role/Dev/work");
        assertThat(at(event, "actor", "session", "is_mfa")).isEqualTo(true);
        assertThat(at(event, "metadata", "uid")).isEqualTo("u1");
        assertThat(at(event, "enrichments", 0, "data", "origin", "name")).isEqualTo("alice");
    }

    @Test
    void anAssumptionIsAuthenticationOfTheCallerToTheSession() {
        Map<String, Object> event = event(SinkEntry.of(Examples.assuming()));
        assertThat(event).containsEntry("class_uid", 3002L).containsEntry("activity_id", 1L);
        assertThat(at(event, "actor", "user", "name")).isEqualTo("alice");
        assertThat(at(event, "user", "uid")).isEqualTo("arn:aws:iam::111122223333:role/Dev");
        assertThat(at(event, "user", "name")).isEqualTo("work");
        assertThat(at(event, "session", "credential_uid")).isEqualTo("ASIAEXAMPLE");
    }

    @Test
    void aSignInThatFailedSaysSo() {
        assertThat(event(SinkEntry.of(Examples.failedSignIn())))
                .containsEntry("class_uid", 3002L)
                .containsEntry("status", "Failure");
    }

    @Test
    void whatIsNotKnownIsUnknown() {
        Map<String, Object> event = event(SinkEntry.of(Examples.bare()));
        assertThat(event).containsEntry("time", 0L).doesNotContainKey("time_dt").containsEntry("activity_id", 0L);
        assertThat(at(event, "api", "operation")).isEqualTo("Unknown");
        assertThat(at(event, "src_endpoint", "name")).isEqualTo("Unknown");
    }

    @ParameterizedTest
    @CsvSource({
        "CreateUser, 1, Create",
        "RunInstances, 1, Create",
        "GetObject, 2, Read",
        "ListBuckets, 2, Read",
        "Scan, 2, Read",
        "PutObject, 3, Update",
        "DetachRolePolicy, 3, Update",
        "DeleteObjects, 4, Delete",
        "Getaway, 99, Getaway",
        "getObject, 99, getObject",
        "Encrypt, 99, Encrypt"
    })
    void aCallIsClassifiedByItsVerb(String eventName, int id, String name) {
        assertThat(OcsfActivity.ofCall(eventName))
                .isEqualTo(new OcsfActivity(OcsfActivity.Kind.API_ACTIVITY, id, name));
    }
}
