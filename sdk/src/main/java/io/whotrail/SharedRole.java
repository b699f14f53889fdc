// SPDX-License-Identifier: Apache-2.0
package io.whotrail;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The texts of a role that its sessions share. */
final class SharedRole {
    private final @Nullable String arn;
    private final @Nullable String id;
    private final @Nullable String sessionPrefix;
    private final int maximumChainLength;
    private final int hash;
    /** How many records share it; under the engine's lock. */
    private int users;

    SharedRole(
            @Nullable String arn,
            @Nullable String id,
            @Nullable String sessionPrefix,
            int maximumChainLength,
            long seed) {
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

    /** Takes note of a record more; tells how many bytes are to be counted for it. */
    long gainUser() {
        return users++ == 0 ? weight() : 0;
    }

    /** Takes note of a record less; tells how many bytes are no more to be counted. */
    long loseUser() {
        return --users == 0 ? weight() : 0;
    }

    private long weight() {
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
