// SPDX-License-Identifier: Apache-2.0
import org.jspecify.annotations.NullMarked;

/** Attributes AWS CloudTrail events to the identity at the far end of their role chain, with proof. */
@NullMarked
module io.whotrail {
    requires com.fasterxml.jackson.core;
    requires com.github.benmanes.caffeine;
    requires org.slf4j;
    requires static transitive org.jspecify;

    exports io.whotrail;
    exports io.whotrail.checkpoint;
    exports io.whotrail.event;
    exports io.whotrail.integrity;
    exports io.whotrail.investigation;
    exports io.whotrail.metrics;
    exports io.whotrail.pipeline;
    exports io.whotrail.policy;
    exports io.whotrail.source;
    exports io.whotrail.sink;
}
