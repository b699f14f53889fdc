// SPDX-License-Identifier: Apache-2.0
package io.whotrail;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Who called for a credential: said by the issuing event itself for good, or asked for. */
sealed interface Caller permits Caller.Shown, AskedCaller {
    /** What is known now. */
    Verdict verdict();

    /** The sessions that the answer was drawn from. */
    List<IssuedSession> parents();

    /** The event itself says who called. Shared by the sessions of one caller. */
    final class Shown extends Shared<Shown> implements Caller {
        private final Verdict verdict;
        private final Identity acting;
        private final Claims claims;
        private final @Nullable String principalId;
        private final int hash;

        Shown(Map<Shown, Shown> home, Verdict verdict, Use use, long seed) {
            super(home);
            this.verdict = verdict;
            this.acting = Identities.acting(use.identity());
            this.claims = use.claims();
            this.principalId = use.principalId();
            long mixed = Hash64.of(Hash64.of(acting.hash(seed), claims.sessionName()), claims.sourceIdentity());
            this.hash = (int)
                    (verdict instanceof Explanation explanation
                            ? explanation.origin().hash(mixed)
                            : mixed);
        }

        @Override
        Shown self() {
            return this;
        }

        @Override
        public Verdict verdict() {
            return verdict;
        }

        @Override
        public List<IssuedSession> parents() {
            return List.of();
        }

        Identity acting() {
            return acting;
        }

        Claims claims() {
            return claims;
        }

        @Nullable
        String principalId() {
            return principalId;
        }

        @Override
        public int hashCode() {
            return hash;
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Shown shown
                    && verdict.equals(shown.verdict)
                    && acting.equals(shown.acting)
                    && claims.equals(shown.claims)
                    && Objects.equals(principalId, shown.principalId);
        }
    }
}
