// SPDX-License-Identifier: Apache-2.0
/**
 * Attribution in a Flink job, with the answers of one process.
 *
 * <p>An event's way: {@link io.whotrail.flink.EventReader} reads it and deals it to the part of its session; there a
 * {@link io.whotrail.flink.SessionPart} answers it. Flink has no way back, so parts tell each other nothing: each
 * {@link io.whotrail.flink.NewsFilter} passes on the few events that issue credentials or teach anything else, and one
 * {@link io.whotrail.flink.Resolver} tells the parts what follows. All three are attributors in keyed state, {@link io.whotrail.flink.KeptAttributors},
 * so that checkpoints, restarts and another parallelism are Flink's.
 */
@NullMarked
package io.whotrail.flink;

import org.jspecify.annotations.NullMarked;
