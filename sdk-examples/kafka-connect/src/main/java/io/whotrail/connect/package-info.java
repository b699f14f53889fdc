// SPDX-License-Identifier: Apache-2.0
/** Kafka Connect: tells of each CloudTrail event that passes a worker who is behind it. */
@NullMarked
package io.whotrail.connect;

import org.jspecify.annotations.NullMarked;
