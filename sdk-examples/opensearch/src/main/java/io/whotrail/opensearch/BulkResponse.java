// SPDX-License-Identifier: Apache-2.0
package io.whotrail.opensearch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What became of each document of a bulk request.
 *
 * @param items one for each document, in their order
 */
record BulkResponse(List<Item> items) {
    private static final int CONFLICT = 409;
    private static final ObjectMapper JSON = new ObjectMapper();
    /** All that is said of a value besides may hold the value. */
    private static final Pattern FIELD = Pattern.compile("field \\[([\\w.@]{1,100})]");

    /** What may become of a document. */
    enum Fate {
        /** It is there. */
        STORED,
        /** It was there before in this revision, or in a higher one. */
        UNCHANGED,
        /** It may be taken later. */
        BUSY,
        /** It is never going to be taken. */
        REFUSED
    }

    /**
     * What became of one document.
     *
     * @param fate in short
     * @param reason the status and kind of error, and the field where one is named; never its value
     */
    record Item(Fate fate, String reason) {}

    /**
     * Reads a response.
     *
     * @param size how many documents were sent
     * @throws IOException if it is no answer for so many documents
     */
    static BulkResponse of(byte[] body, int size) throws IOException {
        JsonNode results = JSON.readTree(body).path("items");
        if (results.size() != size) {
            throw new IOException("the cluster answered " + results.size() + " documents of " + size);
        }
        var items = new ArrayList<Item>(size);
        results.forEach(result -> items.add(item(result.path("index"))));
        return new BulkResponse(items);
    }

    private static Item item(JsonNode result) {
        int status = result.path("status").asInt();
        JsonNode error = result.path("error");
        return new Item(fate(status), status + " " + error.path("type").asText() + field(error));
    }

    private static Fate fate(int status) {
        if (status / 100 == 2) {
            return Fate.STORED;
        }
        if (status == CONFLICT) {
            return Fate.UNCHANGED;
        }
        return Cluster.Answer.isBusy(status) || status == 0 ? Fate.BUSY : Fate.REFUSED;
    }

    private static String field(JsonNode error) {
        Matcher named = FIELD.matcher(error.path("reason").asText());
        return named.find() ? " in field " + named.group(1) : "";
    }
}
