// SPDX-License-Identifier: Apache-2.0
package io.whotrail.opensearch;

import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/**
 * What a cluster is told of an index before the first document: the type of each field, and to index no other, so that no input
 * can make fields of its own.
 */
final class IndexTemplate {
    private static final String RESOURCE = "index-template.json";
    private static final String PLACEHOLDER = "{index}";

    private IndexTemplate() {}

    /** The template of an index, as JSON. */
    static String of(String index) {
        try (InputStream in = IndexTemplate.class.getResourceAsStream(RESOURCE)) {
            byte[] text = Objects.requireNonNull(in, RESOURCE).readAllBytes();
            return new String(text, StandardCharsets.UTF_8).replace(PLACEHOLDER, index);
        } catch (IOException broken) {
            throw new IllegalStateException(RESOURCE + " cannot be read", broken);
        }
    }

    /** Puts the template of an index under its name, where one of that name may be already. */
    static Cluster.Answer put(Cluster cluster, String index) throws IOException, InterruptedException {
        return cluster.send("PUT", "_index_template/" + index, "application/json", BodyPublishers.ofString(of(index)));
    }
}
