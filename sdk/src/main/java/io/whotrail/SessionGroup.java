// SPDX-License-Identifier: Apache-2.0
package io.whotrail;

/**
 * Everything about one session ARN: the live sessions that were issued under it, and the uses that may still get another
 * answer. Changed under the engine's lock only.
 */
final class SessionGroup {
    /** From how many sessions on old ones are looked for when a new one comes. */
    private static final int FIRST_PRUNING = 64;

    private final String key;
    private final CredentialIndex<IssuedSession> sessions = new CredentialIndex<>();
    private final CredentialIndex<WaitingUse> uses = new CredentialIndex<>();
    private volatile int version;
    private volatile long expiresAt;
    private volatile boolean hasNamed;
    private int pruneAt = FIRST_PRUNING;

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

    /** The event time, in epoch seconds, after which nothing in the group can matter. */
    long expiresAt() {
        return expiresAt;
    }

    void keepUntil(long time) {
        expiresAt = Math.max(expiresAt, time);
    }

    /** Whether a session in it is told by its unique name, whatever key is used. */
    boolean hasNamed() {
        return hasNamed;
    }

    void addNamed() {
        hasNamed = true;
    }

    /** Whether the sessions have doubled since old ones were last looked for. */
    boolean isDueForPruning() {
        return sessions.size() >= pruneAt;
    }

    void pruned() {
        pruneAt = Math.max(FIRST_PRUNING, 2 * sessions.size());
    }

    /** What the group counts for against the bound on sessions; what waits has bounds of its own. */
    int weight() {
        return sessions.size();
    }
}
