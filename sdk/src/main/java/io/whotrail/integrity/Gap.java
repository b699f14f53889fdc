// SPDX-License-Identifier: Apache-2.0
package io.whotrail.integrity;

import java.time.Instant;

/**
 * A time that no verified digest of a trail covers.
 *
 * @param trail the account, Region and trail: {@code 111122223333/eu-central-1/management}
 * @param from the first moment that is not covered
 * @param to the first that is covered again
 * @param detail why, in words
 */
public record Gap(String trail, Instant from, Instant to, String detail) {}
