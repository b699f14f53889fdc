// SPDX-License-Identifier: Apache-2.0
package io.whotrail.source;

/**
 * What is wrong with the bytes of a source rather than with one record.
 *
 * @param reason why
 * @param problem continues a sentence that began with the source: {@code ends in the middle of a gzip member}
 * @param offset how many inflated bytes came before it
 * @param last whether nothing can be read after it
 */
record Damage(RejectReason reason, String problem, long offset, boolean last) {}
