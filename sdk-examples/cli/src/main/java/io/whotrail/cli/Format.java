// SPDX-License-Identifier: Apache-2.0
package io.whotrail.cli;

import io.whotrail.sink.EcsPlacement;
import io.whotrail.sink.EcsSink;
import io.whotrail.sink.NdjsonSink;
import io.whotrail.sink.OcsfSink;

/** What answers are written as. */
enum Format {
    /** One JSON object a line, for programs. */
    NDJSON,
    /** Elastic Common Schema, one document a line. */
    ECS,
    /** Open Cybersecurity Schema Framework, one event a line. */
    OCSF,
    /** Aligned columns, for people. */
    TABLE;

    /**
     * How lines are written.
     *
     * @param placement where the origin stands, in Elastic's schema
     */
    LineStyle style(EcsPlacement placement) {
        return switch (this) {
            case NDJSON -> NdjsonSink::new;
            case ECS -> out -> new EcsSink(out, placement);
            case OCSF -> OcsfSink::new;
            case TABLE -> new TableStyle();
        };
    }
}
