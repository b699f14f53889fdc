// SPDX-License-Identifier: Apache-2.0
package io.whotrail;

import io.whotrail.checkpoint.CheckpointException;
import io.whotrail.image.SectionReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads what a {@link SessionsWriter} wrote, and gives all of it the places that it had. For an engine that nobody else
 * knows yet.
 */
final class SessionsReader {
    private final Knowledge knowledge;
    private final Sightings sightings;
    private final SharedTexts shared;
    private final List<IssuedSession> all = new ArrayList<>();
    private final List<Caller.Shown> callers = new ArrayList<>();
    private final List<KeySightings> seen = new ArrayList<>();
    private final VerdictReader verdicts = new VerdictReader(all);
    private final RestoredTexts texts;
    private int kept;

    SessionsReader(Knowledge knowledge, Sightings sightings, SharedTexts shared) {
        this.knowledge = knowledge;
        this.sightings = sightings;
        this.shared = shared;
        this.texts = new RestoredTexts(shared, verdicts);
    }

    VerdictReader verdicts() {
        return verdicts;
    }

    /** The sessions that are kept, by their numbers. */
    List<IssuedSession> kept() {
        return all.subList(0, kept);
    }

    void readSessions(SectionReader in) throws IOException, CheckpointException {
        for (long groups = in.readCount(); groups > 0; groups--) {
            SessionGroup group = knowledge.groups().findOrNew(readKey(in));
            knowledge.groups().expect(1);
            knowledge.keep(group);
            long sessions = in.readCount();
            if (sessions == 0) {
                throw in.damaged("a group has no session");
            }
            for (; sessions > 0; sessions--) {
                all.add(new IssuedSession(group, texts, in));
            }
        }
        kept = all.size();
        for (long ancestors = in.readCount(); ancestors > 0; ancestors--) {
            all.add(new IssuedSession(knowledge.groups().findOrNew(readKey(in)), texts, in));
        }
    }

    private static String readKey(SectionReader in) throws IOException, CheckpointException {
        return in.readTextOrFail() + in.readTextOrFail();
    }

    /** Reads the rest of each session, and gives those that are kept their places. */
    void readCalls(SectionReader in) throws IOException, CheckpointException {
        var foundByKey = new ArrayList<Boolean>();
        for (int number = 0; number < all.size(); number++) {
            foundByKey.add(read(all.get(number), number < kept, in));
        }
        for (int number = 0; number < all.size(); number++) {
            IssuedSession session = all.get(number);
            SessionState state = session.state();
            IssuedSession twin = state.rest() == null ? null : state.rest().twin();
            if (twin != null && twin.hasTwin()) {
                throw in.damaged("a session is taken for one that is taken for another");
            }
            if (!state.released()) {
                session.records().forEach(SessionsReader::gainChildren);
                session.records().forEach(one -> knowledge.weight().add(one.gain()));
            }
            if (number < kept) {
                resume(session, foundByKey.get(number));
            }
            if (!state.released()) {
                knowledge.descent().resume(session);
            }
        }
        shared.forgetUnused();
    }

    private static void gainChildren(IssuingEvent record) {
        record.parents().forEach(IssuedSession::gainChild);
    }

    private boolean read(IssuedSession session, boolean isKept, SectionReader in)
            throws IOException, CheckpointException {
        int flags = in.readByte();
        boolean forgotten = (flags & SessionsWriter.FORGOTTEN) != 0;
        boolean released = (flags & SessionsWriter.RELEASED) != 0;
        if (forgotten == isKept || released && isKept) {
            throw in.damaged("a session is kept and is not");
        }
        Announced announced = verdicts.readAnnounced(in);
        CallRecords records = readRecords(session, in);
        long twin = in.readCount();
        IssuedSession first = twin == 0 ? null : verdicts.session(twin - 1, in);
        KeySightings known = readSightings(in);
        boolean usual = records == null && first == null && known == null;
        session.resume(new SessionState(
                forgotten,
                released,
                (flags & SessionsWriter.SATURATED) != 0,
                usual ? null : new SessionRest(records, first, known),
                announced));
        return (flags & SessionsWriter.FOUND_BY_KEY) != 0;
    }

    private @Nullable CallRecords readRecords(IssuedSession session, SectionReader in)
            throws IOException, CheckpointException {
        boolean several = in.readBoolean();
        var records = new ArrayList<IssuingEvent>(1);
        if (!several || in.readBoolean()) {
            records.add(session);
        }
        for (long further = several ? in.readCount() : 0; further > 0; further--) {
            records.add(new FurtherRecord(session, texts, in));
        }
        if (records.isEmpty()) {
            throw in.damaged("a session has no record");
        }
        for (IssuingEvent one : records) {
            one.resume(readCaller(one, in));
        }
        return several ? CallRecords.of(records) : null;
    }

    private Caller readCaller(IssuingEvent record, SectionReader in) throws IOException, CheckpointException {
        switch (in.readCount(SessionsWriter.SETTLED)) {
            case SessionsWriter.WAITING -> {
                Use use = Use.read(verdicts, in);
                if (use.groupKey() == null) {
                    throw in.damaged("a caller is asked for who belongs nowhere");
                }
                Verdict verdict = verdicts.read(in);
                Ancestors ancestors = readAncestors(in);
                var waiting = new WaitingCaller(use, record, verdict, readParents(in));
                waiting.ancestors(ancestors);
                return waiting;
            }
            case SessionsWriter.SETTLED -> {
                Verdict verdict = verdicts.read(in);
                Ancestors ancestors = readAncestors(in);
                var settled = new SettledCaller(record, verdict, verdicts.session(in.readCount(), in));
                settled.ancestors(ancestors);
                return settled;
            }
            default -> {
                return readShown(in);
            }
        }
    }

    private Ancestors readAncestors(SectionReader in) throws IOException, CheckpointException {
        return knowledge.partition().isWhole() ? Ancestors.NONE : Ancestors.read(in);
    }

    private List<IssuedSession> readParents(SectionReader in) throws IOException, CheckpointException {
        var parents = new ArrayList<IssuedSession>(1);
        for (long left = in.readCount(); left > 0; left--) {
            parents.add(verdicts.session(in.readCount(), in));
        }
        return List.copyOf(parents);
    }

    private Caller.Shown readShown(SectionReader in) throws IOException, CheckpointException {
        long number = in.readCount();
        if (number != VerdictWriter.NEW) {
            return VerdictReader.known(callers, number, in);
        }
        Verdict verdict = verdicts.read(in);
        Ancestors ancestors = readAncestors(in);
        Identity acting = verdicts.readIdentity(in);
        if (acting == null) {
            throw in.damaged("a caller is nobody");
        }
        Caller.Shown shown = shared.caller(verdict, ancestors, acting, verdicts.readClaims(in), in.readText());
        callers.add(shown);
        return shown;
    }

    private @Nullable KeySightings readSightings(SectionReader in) throws IOException, CheckpointException {
        long number = in.readCount();
        if (number == VerdictWriter.NONE) {
            return null;
        }
        if (number != VerdictWriter.NEW) {
            return VerdictReader.known(seen, number, in);
        }
        KeySightings known = KeySightings.read(in);
        seen.add(known);
        return known;
    }

    void readKeys(SectionReader in) throws IOException, CheckpointException {
        for (long left = in.readCount(); left > 0; left--) {
            String key = in.readTextOrFail();
            KeySightings known = readSightings(in);
            if (known == null) {
                throw in.damaged("nothing is known of a key that is remembered");
            }
            sightings.resume(key, known);
        }
    }

    private void resume(IssuedSession session, boolean foundByKey) {
        SessionGroup group = session.group();
        knowledge.weight().add(Weight.ofPlace(group.sessionCount()));
        group.add(session);
        knowledge.resume(session);
        sightings.resume(session, foundByKey);
    }
}
