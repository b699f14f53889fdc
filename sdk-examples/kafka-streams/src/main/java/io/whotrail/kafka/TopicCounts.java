// SPDX-License-Identifier: Apache-2.0
package io.whotrail.kafka;

/**
 * How many partitions there are.
 *
 * @param input of the input
 * @param sessions of the sessions topic: as many parts share all sessions
 */
record TopicCounts(int input, int sessions) {}
