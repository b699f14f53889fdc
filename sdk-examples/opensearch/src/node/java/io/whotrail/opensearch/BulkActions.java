// SPDX-License-Identifier: Apache-2.0
package io.whotrail.opensearch;

import com.fasterxml.jackson.databind.JsonNode;
import io.whotrail.sink.EcsPlacement;
import io.whotrail.sink.LineFormat;
import io.whotrail.sink.SinkEntry;
import java.nio.charset.StandardCharsets;

/** What the sink says of an entry in a bulk request. */
final class BulkActions {
    private static final LineFormat ECS = LineFormat.ecs(EcsPlacement.NAMESPACE);

    private BulkActions() {}

    static String id(SinkEntry entry) {
        return action(entry).get("_id").asText();
    }

    static int version(SinkEntry entry) {
        return action(entry).get("version").asInt();
    }

    private static JsonNode action(SinkEntry entry) {
        String lines = new String(BulkAction.of(entry, ECS).bytes(), StandardCharsets.UTF_8);
        return Template.json(lines.lines().findFirst().orElseThrow()).get("index");
    }
}
