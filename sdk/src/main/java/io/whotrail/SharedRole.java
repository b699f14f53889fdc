// SPDX-License-Identifier: Apache-2.0
package io.whotrail;

import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The texts of a role that its sessions share. */
final class SharedRole extends Shared<SharedRole> {
    private final @Nullable String arn;
    private final @Nullable String id;
    private final @Nullable String sessionPrefix;
    private final int maximumChainLength;
    private final int hash;

    SharedRole(
            Map<SharedRole, SharedRole> home,
            @Nullable String arn,
            @Nullable String id,
            @Nullable String sessionPrefix,
            int maximumChainLength,
            long seed) {
        super(home);
        this.arn = arn;
        this.id = id;
        this.sessionPrefix = sessionPrefix;
        this.maximumChainLength = maximumChainLength;
        this.hash = (int) Hash64.of(Hash64.of(Hash64.of(seed, arn), id), sessionPrefix);
    }

    @Nullable
    String arn() {
        return arn;
    }

    @Nullable
    String id() {
        return id;
    }

    /** What the ARNs of its sessions begin with, but for the session name; {@code null} where they are unusual. */
    @Nullable
    String sessionPrefix() {
        return sessionPrefix;
    }

    /** How many hops the chain of a session may have. */
    int maximumChainLength() {
        return maximumChainLength;
    }

    @Override
    SharedRole self() {
        return this;
    }

    long weight() {
        return Weight.ofRole(arn, id, sessionPrefix);
    }

    @Override
    public int hashCode() {
        return hash;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof SharedRole role
                && Objects.equals(arn, role.arn)
                && Objects.equals(id, role.id)
                && Objects.equals(sessionPrefix, role.sessionPrefix);
    }
}
