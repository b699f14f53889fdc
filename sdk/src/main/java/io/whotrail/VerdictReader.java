// SPDX-License-Identifier: Apache-2.0
package io.whotrail;

import io.whotrail.checkpoint.CheckpointException;
import io.whotrail.event.CloudTrailEvent;
import io.whotrail.image.SectionReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads what a {@link VerdictWriter} wrote, from the same sections in the same order. */
final class VerdictReader {
    private final List<IssuedSession> sessions;
    private final List<Identity> identities = new ArrayList<>();
    private final List<RoleChain> chains = new ArrayList<>();

    /**
     * Has read nothing yet.
     *
     * @param sessions the sessions by their numbers
     */
    VerdictReader(List<IssuedSession> sessions) {
        this.sessions = sessions;
    }

    Verdict read(SectionReader in) throws IOException, CheckpointException {
        return switch (in.readCount(VerdictWriter.AMBIGUITY)) {
            case VerdictWriter.EXPLANATION -> readExplanation(in);
            case VerdictWriter.AMBIGUITY -> {
                long count = in.readCount();
                var candidates = new ArrayList<Explanation>(2);
                for (long i = 0; i < count; i++) {
                    candidates.add(readExplanation(in));
                }
                yield new Ambiguity(candidates);
            }
            default -> new Gap(Codes.REASON.read(in), readIdentity(in), readClaims(in));
        };
    }

    private Explanation readExplanation(SectionReader in) throws IOException, CheckpointException {
        Identity origin = readIdentity(in);
        if (origin == null) {
            throw in.damaged("an explanation has no origin");
        }
        return new Explanation(origin, Codes.BASIS.read(in), readChain(in, 0), Codes.TRUST.read(in));
    }

    Claims readClaims(SectionReader in) throws IOException, CheckpointException {
        String sessionName = in.readText();
        String sourceIdentity = in.readText();
        return sessionName == null && sourceIdentity == null ? Claims.NONE : new Claims(sessionName, sourceIdentity);
    }

    @Nullable
    Identity readIdentity(SectionReader in) throws IOException, CheckpointException {
        long number = in.readCount();
        if (number == VerdictWriter.NONE) {
            return null;
        }
        if (number != VerdictWriter.NEW) {
            return known(identities, number, in);
        }
        var identity = new Identity(
                Codes.IDENTITY.read(in),
                in.readText(),
                in.readText(),
                in.readText(),
                in.readText(),
                in.readText(),
                in.readText(),
                in.readText(),
                in.readText(),
                in.readText());
        identities.add(identity);
        return identity;
    }

    /** What an earlier number names. */
    static <T> T known(List<T> all, long number, SectionReader in) throws CheckpointException {
        if (number < VerdictWriter.FIRST_KNOWN || number - VerdictWriter.FIRST_KNOWN >= all.size()) {
            throw in.damaged("it refers to what it does not have");
        }
        return all.get((int) number - VerdictWriter.FIRST_KNOWN);
    }

    /** No chain that was written one hop after another has more than {@link RoleChain#MAXIMUM_HOPS}. */
    private RoleChain readChain(SectionReader in, int depth) throws IOException, CheckpointException {
        long number = in.readCount();
        if (number == VerdictWriter.NONE) {
            return RoleChain.EMPTY;
        }
        if (number != VerdictWriter.NEW) {
            return known(chains, number, in);
        }
        if (depth > RoleChain.MAXIMUM_HOPS) {
            throw in.damaged("a chain is longer than can be");
        }
        RoleChain chain = in.readBoolean() ? readLast(readChain(in, depth + 1), in) : readWritten(in);
        chains.add(chain);
        return chain;
    }

    private RoleChain readLast(RoleChain callers, SectionReader in) throws IOException, CheckpointException {
        long session = in.readCount();
        if (session == 0) {
            return callers.append(readHop(in));
        }
        return callers.append(session(session - 1, in), Codes.BASIS.read(in));
    }

    private RoleChain readWritten(SectionReader in) throws IOException, CheckpointException {
        int length = in.readCount(Integer.MAX_VALUE);
        int count = in.readCount(RoleChain.MAXIMUM_HOPS);
        var hops = new ArrayList<Hop>(count);
        for (int i = 0; i < count; i++) {
            hops.add(readHop(in));
        }
        return new RoleChain(hops, length);
    }

    Hop readHop(SectionReader in) throws IOException, CheckpointException {
        return new Hop(
                in.readText(),
                in.readText(),
                in.readText(),
                in.readText(),
                EventImage.readTime(in),
                Codes.BASIS.read(in),
                EventImage.readTexts(in));
    }

    /** The session that has a number. */
    IssuedSession session(long number, SectionReader in) throws CheckpointException {
        if (number >= sessions.size()) {
            throw in.damaged("it refers to a session that it does not have");
        }
        return sessions.get((int) number);
    }

    List<Signal> readSignals(SectionReader in) throws IOException, CheckpointException {
        long count = in.readCount();
        if (count == 0) {
            return List.of();
        }
        var signals = new ArrayList<Signal>(1);
        for (long i = 0; i < count; i++) {
            signals.add(new Signal(Codes.SIGNAL.read(in), in.readTextOrFail(), EventImage.readTexts(in)));
        }
        return List.copyOf(signals);
    }

    Attribution readAnswer(CloudTrailEvent event, SectionReader in) throws IOException, CheckpointException {
        return Attribution.of(
                event,
                in.readCount(Integer.MAX_VALUE),
                in.readBoolean(),
                in.readBoolean(),
                readSignals(in),
                in.readCount(Integer.MAX_VALUE),
                read(in));
    }

    @Nullable
    Announced readAnnounced(SectionReader in) throws IOException, CheckpointException {
        if (!in.readBoolean()) {
            return null;
        }
        Verdict verdict = in.readBoolean() ? read(in) : null;
        List<Signal> signals = readSignals(in);
        int revision = in.readCount(Integer.MAX_VALUE);
        long count = in.readCount();
        var earlier = new ArrayList<Verdict>();
        for (long i = 0; i < count; i++) {
            earlier.add(read(in));
        }
        return verdict == null && revision == 0 && earlier.isEmpty()
                ? Announced.asDrawn(signals)
                : new Announced(verdict, signals, revision, List.copyOf(earlier));
    }
}
