// SPDX-License-Identifier: Apache-2.0
/**
 * Where events come from: CloudTrail log files and every envelope that carries their records, read as streams, within
 * limits, so that one bad record never costs another.
 */
package io.whotrail.source;
