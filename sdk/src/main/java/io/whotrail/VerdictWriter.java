// SPDX-License-Identifier: Apache-2.0
package io.whotrail;

import io.whotrail.image.SectionWriter;
import java.io.IOException;
import java.util.IdentityHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes what is known of who is behind credentials into the sections of one checkpoint. What many verdicts share, an
 * identity or the beginning of a chain, is written once.
 */
final class VerdictWriter {
    /* What is shared is one object nearly always, so that objects are looked at, and not what they say: nobody can make up
     * names that fall together in a table. */

    /** What stands where an earlier one would be named by its number. */
    static final int NONE = 0;

    static final int NEW = 1;
    static final int FIRST_KNOWN = 2;

    static final int GAP = 0;
    static final int EXPLANATION = 1;
    static final int AMBIGUITY = 2;

    private final IdentityHashMap<IssuedSession, Integer> sessions;
    private final IdentityHashMap<Identity, Integer> identities = new IdentityHashMap<>();
    private final IdentityHashMap<RoleChain, Integer> chains = new IdentityHashMap<>();

    /**
     * Has written nothing yet.
     *
     * @param sessions the numbers of the sessions that the checkpoint holds, by which hops name them
     */
    VerdictWriter(IdentityHashMap<IssuedSession, Integer> sessions) {
        this.sessions = sessions;
    }

    /** The number of a session that the checkpoint holds. */
    int numberOf(IssuedSession session) {
        Integer number = sessions.get(session);
        if (number == null) {
            throw new IllegalStateException("a session that others need was not numbered");
        }
        return number;
    }

    void write(Verdict verdict, SectionWriter out) throws IOException {
        if (verdict instanceof Explanation explanation) {
            out.write(EXPLANATION);
            write(explanation, out);
        } else if (verdict instanceof Ambiguity ambiguity) {
            out.write(AMBIGUITY);
            out.writeCount(ambiguity.candidates().size());
            for (Explanation candidate : ambiguity.candidates()) {
                write(candidate, out);
            }
        } else {
            out.write(GAP);
            Gap gap = (Gap) verdict;
            Codes.REASON.write(gap.reason(), out);
            write(gap.furthest(), out);
            write(gap.claims(), out);
        }
    }

    private void write(Explanation explanation, SectionWriter out) throws IOException {
        write(explanation.origin(), out);
        Codes.BASIS.write(explanation.basis(), out);
        write(explanation.chain(), out);
        Codes.TRUST.write(explanation.trust(), out);
    }

    void write(Claims claims, SectionWriter out) throws IOException {
        out.writeText(claims.sessionName());
        out.writeText(claims.sourceIdentity());
    }

    void write(@Nullable Identity identity, SectionWriter out) throws IOException {
        Integer known = identity == null ? null : identities.putIfAbsent(identity, identities.size());
        if (identity == null || known != null) {
            out.writeCount(known == null ? NONE : FIRST_KNOWN + known);
            return;
        }
        out.writeCount(NEW);
        Codes.IDENTITY.write(identity.type(), out);
        out.writeText(identity.name());
        out.writeText(identity.arn());
        out.writeText(identity.principalId());
        out.writeText(identity.accountId());
        out.writeText(identity.provider());
        out.writeText(identity.userId());
        out.writeText(identity.identityStoreArn());
        out.writeText(identity.service());
        out.writeText(identity.roleArn());
    }

    private void write(RoleChain chain, SectionWriter out) throws IOException {
        Integer known = chains.get(chain);
        if (known != null || chain.equals(RoleChain.EMPTY)) {
            out.writeCount(known == null ? NONE : FIRST_KNOWN + known);
            return;
        }
        out.writeCount(NEW);
        RoleChain callers = chain.callers();
        out.writeBoolean(callers != null);
        if (callers != null) {
            write(callers, out);
            writeLast(chain, out);
        } else {
            out.writeCount(chain.length());
            out.writeCount(chain.hops().size());
            for (Hop hop : chain.hops()) {
                write(hop, out);
            }
        }
        chains.put(chain, chains.size());
    }

    private void writeLast(RoleChain chain, SectionWriter out) throws IOException {
        Integer session = chain.last() instanceof IssuedSession source ? sessions.get(source) : null;
        out.writeCount(session == null ? 0 : session + 1);
        if (session == null) {
            write(chain.lastHop(), out);
        } else {
            Codes.BASIS.write(chain.lastHop().link(), out);
        }
    }

    void write(Hop hop, SectionWriter out) throws IOException {
        out.writeText(hop.roleArn());
        out.writeText(hop.roleId());
        out.writeText(hop.sessionName());
        out.writeText(hop.sourceIdentity());
        EventImage.write(hop.issuedAt(), out);
        Codes.BASIS.write(hop.link(), out);
        EventImage.write(hop.issuanceEventIds(), out);
    }

    void write(List<Signal> signals, SectionWriter out) throws IOException {
        out.writeCount(signals.size());
        for (Signal signal : signals) {
            Codes.SIGNAL.write(signal.type(), out);
            out.writeText(signal.detail());
            EventImage.write(signal.eventIds(), out);
        }
    }

    /** Writes an answer, but for its event. */
    void write(Attribution answer, SectionWriter out) throws IOException {
        out.writeCount(answer.revision());
        out.writeBoolean(answer.isFinal());
        out.writeBoolean(answer.finalizedEarly());
        write(answer.signals(), out);
        out.writeCount(answer.sessionRevision());
        write(answer.verdict(), out);
    }

    void write(@Nullable Announced said, SectionWriter out) throws IOException {
        out.writeBoolean(said != null);
        if (said == null) {
            return;
        }
        Verdict verdict = said.verdict();
        out.writeBoolean(verdict != null);
        if (verdict != null) {
            write(verdict, out);
        }
        write(said.signals(), out);
        out.writeCount(said.revision());
        out.writeCount(said.earlier().size());
        for (Verdict earlier : said.earlier()) {
            write(earlier, out);
        }
    }
}
