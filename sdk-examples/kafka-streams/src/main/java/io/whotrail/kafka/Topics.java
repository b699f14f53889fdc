// SPDX-License-Identifier: Apache-2.0
package io.whotrail.kafka;

/**
 * The topics.
 *
 * @param input the events, in whatever envelope CloudTrail and its carriers put them
 * @param sessions what parts are given; this program's own
 * @param attributions each event's first answer, or its only one where answers are held until they are final; by event id
 * @param revisions later answers, by event id, and notices for whole credentials, by session
 * @param rejected what of the input could not be read: where it lies and why, not what it holds; by the key of the input's record
 */
record Topics(String input, String sessions, String attributions, String revisions, String rejected) {}
