// SPDX-License-Identifier: Apache-2.0
package io.whotrail.sink;

import io.whotrail.Attribution;
import io.whotrail.Session;
import io.whotrail.Signal;
import io.whotrail.Verdict;
import io.whotrail.event.InputTrust;
import io.whotrail.event.UserIdentity;
import java.lang.ref.WeakReference;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Remembers how what all answers of a session have in common was written: origin, chain, session, signals. At most
 * {@value #SLOTS} such parts of {@value #LONGEST} bytes each, 8 MiB, are kept; the texts that they are made of take about as
 * much again. For one thread.
 */
final class RecentAnswers {
    /* A credential has two slots, which it shares with others: the last two stay. Whether a part may be written again depends
     * on nothing but that all that it is made of is equal. A verdict is held weakly, as its chain holds sessions. */

    static final int SLOTS = 1 << 12;
    static final int LONGEST = 1 << 11;

    private final boolean enabled;
    private @Nullable Part @Nullable [] slots;

    /** One part, and what it is made of. */
    private static final class Part {
        private final int hash;
        private final WeakReference<Verdict> verdict;
        private final @Nullable Session session;
        private final @Nullable String via;
        private final List<Signal> signals;
        private final InputTrust trust;
        private final byte[] bytes;

        Part(int hash, Attribution answer, @Nullable Session session, byte[] bytes) {
            this.hash = hash;
            this.verdict = new WeakReference<>(answer.verdict());
            this.session = session;
            this.via = answer.via();
            this.signals = answer.signals();
            this.trust = answer.trust();
            this.bytes = bytes;
        }

        boolean isOf(int itsHash, Attribution answer, @Nullable Session itsSession) {
            return hash == itsHash
                    && Objects.equals(session, itsSession)
                    && trust == answer.trust()
                    && Objects.equals(via, answer.via())
                    && signals.equals(answer.signals())
                    && answer.verdict().equals(verdict.get());
        }
    }

    private RecentAnswers(boolean enabled) {
        this.enabled = enabled;
    }

    /** For lines without end. */
    static RecentAnswers create() {
        return new RecentAnswers(true);
    }

    /** For one line, after which nothing comes: remembers nothing. */
    static RecentAnswers none() {
        return new RecentAnswers(false);
    }

    /** What was written for an equal answer, or {@code null}. */
    byte @Nullable [] find(Attribution answer, @Nullable Session session) {
        @Nullable Part[] table = slots;
        if (table == null) {
            return null;
        }
        int hash = hash(answer);
        int slot = slot(hash);
        Part latest = table[slot];
        if (latest != null && latest.isOf(hash, answer, session)) {
            return latest.bytes;
        }
        Part other = table[slot + 1];
        if (other == null || !other.isOf(hash, answer, session)) {
            return null;
        }
        table[slot + 1] = latest;
        table[slot] = other;
        return other.bytes;
    }

    /** Whether anything is remembered. */
    boolean isEnabled() {
        return enabled;
    }

    /** Remembers what was written for an answer, if it is not long. */
    void keep(Attribution answer, @Nullable Session session, byte[] bytes) {
        if (!enabled || bytes.length > LONGEST) {
            return;
        }
        @Nullable Part[] table = slots;
        if (table == null) {
            table = new Part[SLOTS];
            slots = table;
        }
        int hash = hash(answer);
        int slot = slot(hash);
        table[slot + 1] = table[slot];
        table[slot] = new Part(hash, answer, session, bytes);
    }

    /** How many bytes of written parts are kept. */
    long bytes() {
        @Nullable Part[] table = slots;
        long bytes = 0;
        for (int i = 0; table != null && i < table.length; i++) {
            Part part = table[i];
            bytes += part == null ? 0 : part.bytes.length;
        }
        return bytes;
    }

    /** A number by which credentials, and whoever has none, are told apart. */
    private static int hash(Attribution answer) {
        UserIdentity identity = answer.event().userIdentity();
        String text = JsonFields.firstOf(identity.accessKeyId(), identity.arn(), identity.invokedBy());
        return text == null ? 0 : text.hashCode();
    }

    /** The first of two slots. */
    private static int slot(int hash) {
        return (hash ^ hash >>> 16) & SLOTS - 2;
    }
}
