// SPDX-License-Identifier: Apache-2.0
package io.whotrail;

import org.jspecify.annotations.Nullable;

/**
 * Everything about one session ARN: the live sessions that were issued under it, and the uses that may still get another
 * answer. Changed under the engine's lock only.
 */
final class SessionGroup {
    private final String key;
    private final CredentialIndex<IssuedSession> sessions = new CredentialIndex<>();
    private final CredentialIndex<WaitingUse> uses = new CredentialIndex<>();
    private volatile int version;
    private volatile boolean hasNamed;
    private @Nullable SessionGroup previous;
    private @Nullable SessionGroup next;

    SessionGroup(String key) {
        this.key = key;
    }

    String key() {
        return key;
    }

    /** The next group of the same role, or {@code null}. */
    @Nullable
    SessionGroup next() {
        return next;
    }

    /** Becomes the first of its role's groups. */
    void link(@Nullable SessionGroup first) {
        next = first;
        if (first != null) {
            first.previous = this;
        }
    }

    /** Leaves its role's groups; tells which came after it. */
    @Nullable
    SessionGroup unlink() {
        SessionGroup after = next;
        if (previous != null) {
            previous.next = after;
        }
        if (after != null) {
            after.previous = previous;
        }
        next = null;
        previous = null;
        return after;
    }

    CredentialIndex<IssuedSession> sessions() {
        return sessions;
    }

    CredentialIndex<WaitingUse> uses() {
        return uses;
    }

    /** Grows with each change of the sessions or of their answers. */
    int version() {
        return version;
    }

    @SuppressWarnings("NonAtomicVolatileUpdate") // one writer at a time: the engine's lock
    void changed() {
        version++;
    }

    /** Whether a session in it is told by its unique name, whatever key is used. */
    boolean hasNamed() {
        return hasNamed;
    }

    void addNamed() {
        hasNamed = true;
    }
}
