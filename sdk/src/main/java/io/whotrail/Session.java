// SPDX-License-Identifier: Apache-2.0
package io.whotrail;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A temporary credential, as an event shows it.
 *
 * @param arn the ARN of the role session, federated user, IAM user or root user
 * @param accessKeyId the access key id
 * @param createdAt the birth of the session
 */
public record Session(
        @Nullable String arn,
        @Nullable String accessKeyId,
        @Nullable Instant createdAt) {}
