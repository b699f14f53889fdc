// SPDX-License-Identifier: Apache-2.0
package io.whotrail.opensearch;

import io.whotrail.sink.LineFormat;
import io.whotrail.sink.SinkEntry;
import java.nio.charset.StandardCharsets;

/**
 * One document of a bulk request: the line that says where it goes, and the document.
 *
 * <p>An answer's document is that of its event: its id is the entry's {@link SinkEntry#documentId} without the revision, and
 * its version is the revision, so that the highest one stays, whatever comes in which order and how often. A notice is a
 * document of its own.
 */
final class BulkAction {
    private final String documentId;
    private final byte[] bytes;

    private BulkAction(String documentId, byte[] bytes) {
        this.documentId = documentId;
        this.bytes = bytes;
    }

    static BulkAction of(SinkEntry entry, LineFormat format) {
        String id = entry.documentId();
        String stored = id;
        int version = 0;
        if (entry instanceof SinkEntry.Answer answer) {
            stored = id.substring(0, id.lastIndexOf('-'));
            version = answer.attribution().revision();
        }
        // No character of such an id has to be escaped.
        String action =
                "{\"index\":{\"_id\":\"" + stored + "\",\"version\":" + version + ",\"version_type\":\"external\"}}\n";
        return new BulkAction(id, joined(action.getBytes(StandardCharsets.US_ASCII), format.line(entry)));
    }

    /** The entry's own id, for messages. */
    String documentId() {
        return documentId;
    }

    /** Two lines of JSON with their ends. */
    byte[] bytes() {
        return bytes;
    }

    private static byte[] joined(byte[] first, byte[] second) {
        var both = new byte[first.length + second.length];
        System.arraycopy(first, 0, both, 0, first.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }
}
