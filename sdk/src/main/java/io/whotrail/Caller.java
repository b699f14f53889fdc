// SPDX-License-Identifier: Apache-2.0
package io.whotrail;

import java.util.HashMap;
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

    /** The sessions that the answer descends from, where others hold some of them. */
    Ancestors ancestors();

    /** The identity that called, as far as the event shows it. */
    Identity acting();

    Claims claims();

    @Nullable
    String principalId();

    /** The event itself says who called. Shared by the sessions of one caller. */
    final class Shown extends Shared<Shown> implements Caller {
        private final Verdict verdict;
        private final Ancestors ancestors;
        private final Identity acting;
        private final Claims claims;
        private final @Nullable String principalId;
        private final int hash;

        private Shown(
                Map<Shown, Shown> home,
                Verdict verdict,
                Ancestors ancestors,
                Identity acting,
                Claims claims,
                @Nullable String principalId,
                long seed) {
            super(home);
            this.verdict = verdict;
            this.ancestors = ancestors;
            this.acting = acting;
            this.claims = claims;
            this.principalId = principalId;
            long mixed = Hash64.of(Hash64.of(acting.hash(seed), claims.sessionName()), claims.sourceIdentity());
            this.hash = (int) hash(verdict, mixed);
        }

        private static long hash(Verdict verdict, long seed) {
            if (verdict instanceof Explanation explanation) {
                return explanation.chain().hash(explanation.origin().hash(seed));
            }
            if (verdict instanceof Ambiguity ambiguity) {
                long mixed = seed;
                for (Explanation candidate : ambiguity.candidates()) {
                    mixed = hash(candidate, mixed);
                }
                return mixed;
            }
            Gap gap = (Gap) verdict;
            long mixed =
                    Hash64.of(Hash64.of(seed, gap.reason().name()), gap.claims().sessionName());
            return gap.furthest() == null ? mixed : gap.furthest().hash(mixed);
        }

        /** As an event tells it, to be shared. */
        static Shown of(Map<Shown, Shown> home, Verdict verdict, Ancestors ancestors, Use use, long seed) {
            return new Shown(
                    home, verdict, ancestors, Identities.acting(use.identity()), use.claims(), use.principalId(), seed);
        }

        /** As a checkpoint tells it, to be shared. */
        static Shown of(
                Map<Shown, Shown> home,
                Verdict verdict,
                Ancestors ancestors,
                Identity acting,
                Claims claims,
                @Nullable String principalId,
                long seed) {
            return new Shown(home, verdict, ancestors, acting, claims, principalId, seed);
        }

        /** Shared with nobody. */
        static Shown of(
                Verdict verdict, Ancestors ancestors, Identity acting, Claims claims, @Nullable String principalId) {
            return new Shown(new HashMap<>(0), verdict, ancestors, acting, claims, principalId, 0);
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

        @Override
        public Ancestors ancestors() {
            return ancestors;
        }

        @Override
        public Identity acting() {
            return acting;
        }

        @Override
        public Claims claims() {
            return claims;
        }

        @Override
        public @Nullable String principalId() {
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
                    && ancestors.equals(shown.ancestors)
                    && acting.equals(shown.acting)
                    && claims.equals(shown.claims)
                    && Objects.equals(principalId, shown.principalId);
        }
    }
}
