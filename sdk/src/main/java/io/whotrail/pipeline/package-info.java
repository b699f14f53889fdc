// SPDX-License-Identifier: Apache-2.0
/**
 * Events from sources through an attributor into a sink, so that nothing is lost and every answer is right, whenever the process
 * dies: for those who have no host that does this for them.
 *
 * <p>A {@link io.whotrail.pipeline.Pipeline} pulls from its sources, hands answers and revisions to its sink in order, and
 * keeps checkpoints. Its Javadoc says what is delivered how often.
 */
@NullMarked
package io.whotrail.pipeline;

import org.jspecify.annotations.NullMarked;
