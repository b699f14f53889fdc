// SPDX-License-Identifier: Apache-2.0
package io.whotrail;

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

    SessionGroup(String key) {
        this.key = key;
    }

    String key() {
        return key;
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
