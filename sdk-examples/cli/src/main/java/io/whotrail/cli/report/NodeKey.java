// SPDX-License-Identifier: Apache-2.0
package io.whotrail.cli.report;

import io.whotrail.cli.report.GraphNode.Layer;
import org.jspecify.annotations.Nullable;

/**
 * Which node of the graph: who or what it stands for.
 *
 * @param layer the column
 * @param id what tells it from others of its column
 * @param label a short name
 * @param detail the full name
 * @param account the account it belongs to; empty where that is not known
 */
record NodeKey(Layer layer, String id, String label, String detail, String account) {
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof NodeKey key && layer == key.layer && id.equals(key.id);
    }

    @Override
    public int hashCode() {
        return 31 * layer.hashCode() + id.hashCode();
    }
}
