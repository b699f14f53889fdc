// SPDX-License-Identifier: Apache-2.0
package io.whotrail.simulation;

/**
 * Where records come from: the trail of an account in a Region.
 *
 * @param index its number, from 0 on
 * @param accountId the account
 * @param region the Region
 */
public record Trail(int index, String accountId, String region) {}
