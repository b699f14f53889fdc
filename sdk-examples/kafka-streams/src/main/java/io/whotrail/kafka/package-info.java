// SPDX-License-Identifier: Apache-2.0
/**
 * Attribution on Kafka Streams: as many machines as it takes, with the answers of one.
 *
 * <p>An event's way: {@link io.whotrail.kafka.EventDealer} reads it from the input topic and deals it to the partition of the
 * sessions topic that its session belongs to; there a {@link io.whotrail.kafka.SessionPart} answers it. What parts have to tell each other
 * goes through the same topic, which is both their source and a sink of theirs, so that each hop of a chain is one message.
 * All that a part is given is kept in a state store first, {@link io.whotrail.kafka.Journal}, from which another machine makes
 * the same part.
 */
@NullMarked
package io.whotrail.kafka;

import org.jspecify.annotations.NullMarked;
