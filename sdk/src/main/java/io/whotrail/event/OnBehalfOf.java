// SPDX-License-Identifier: Apache-2.0
package io.whotrail.event;

import org.jspecify.annotations.Nullable;

/**
 * The IAM Identity Center user for whom a call was made: {@code userIdentity.onBehalfOf}. AWS writes it; callers cannot.
 *
 * @param userId the user's id in the identity store
 * @param identityStoreArn the identity store
 */
public record OnBehalfOf(@Nullable String userId, @Nullable String identityStoreArn) {}
