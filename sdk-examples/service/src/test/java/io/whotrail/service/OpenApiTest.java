// SPDX-License-Identifier: Apache-2.0
package io.whotrail.service;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.javalin.router.Endpoint;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The document and the service say the same. */
class OpenApiTest {
    private final Service service = Client.start(Client.settings(null));
    private final Client client = new Client(service);

    @AfterEach
    void close() throws IOException {
        service.close();
    }

    @Test
    void eachRouteIsInTheDocumentAndNoOther() throws Exception {
        var documented = new TreeSet<String>();
        client.json("/openapi.json")
                .path("paths")
                .properties()
                .forEach(path -> path.getValue()
                        .fieldNames()
                        .forEachRemaining(
                                method -> documented.add(method.toUpperCase(Locale.ROOT) + " " + path.getKey())));
        var served = new TreeSet<String>();
        service.http().unsafe.internalRouter.allHttpHandlers().stream()
                .map(parsed -> parsed.endpoint)
                .filter(endpoint ->
                        List.of("GET", "POST", "PUT", "DELETE", "PATCH").contains(endpoint.method.toString()))
                .map(OpenApiTest::called)
                .forEach(served::add);
        assertThat(documented).isEqualTo(served).hasSize(8);
    }

    private static String called(Endpoint endpoint) {
        return endpoint.method + " " + endpoint.path;
    }

    @Test
    void eachProblemIsInTheDocument() throws Exception {
        var codes = new TreeSet<String>();
        schemas().at("/Problem/properties/error/properties/code/enum").forEach(code -> codes.add(code.asText()));
        assertThat(codes)
                .containsExactlyInAnyOrderElementsOf(
                        Arrays.stream(Problem.values()).map(Problem::name).toList());
    }

    @Test
    void whatIsAnsweredHasTheFieldsOfTheDocument() throws Exception {
        List<String> lines = client.lines(Records.assume() + Records.use("use"));
        JsonNode summary = Client.JSON.readTree(lines.get(lines.size() - 1)).path("summary");
        assertThat(summary.fieldNames())
                .toIterable()
                .containsExactlyElementsOf(required(schemas().at("/Line/oneOf/3/properties/summary")));
        JsonNode answer = client.json("/who/use");
        assertThat(answer.fieldNames())
                .toIterable()
                .containsAll(required(schemas().path("Answer")));
        JsonNode sessions = client.json("/sessions/alice");
        assertThat(sessions.fieldNames())
                .toIterable()
                .containsExactlyElementsOf(required(schemas().path("Sessions")));
        JsonNode origin = sessions.at("/origins/0");
        assertThat(origin.fieldNames())
                .toIterable()
                .containsExactlyElementsOf(required(schemas().at("/Sessions/properties/origins/items")));
        assertThat(origin.at("/sessions/0").fieldNames())
                .toIterable()
                .containsExactlyElementsOf(required(schemas().path("Session")));
        assertThat(origin.at("/sessions/0/activity").fieldNames())
                .toIterable()
                .containsExactlyElementsOf(required(schemas().path("Activity")));
    }

    private JsonNode schemas() {
        try {
            return client.json("/openapi.json").at("/components/schemas");
        } catch (IOException | InterruptedException failure) {
            throw new AssertionError(failure);
        }
    }

    private static List<String> required(JsonNode schema) {
        var names = new ArrayList<String>();
        schema.path("required").forEach(name -> names.add(name.asText()));
        return names;
    }
}
