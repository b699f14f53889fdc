// SPDX-License-Identifier: Apache-2.0
package io.whotrail;

import io.whotrail.image.SectionWriter;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes the sessions that are kept, those that others descend from, and who called for them into a checkpoint. Under the
 * engine's lock.
 */
final class SessionsWriter {
    /* A session's answers name other sessions, in any direction that forged records may make up: so all are written first,
     * each with what its first record shows, and named by their numbers in what follows. */

    static final int FORGOTTEN = 1;
    static final int RELEASED = 2;
    static final int SATURATED = 4;
    static final int FOUND_BY_KEY = 8;

    static final int SHOWN = 0;
    static final int WAITING = 1;
    static final int SETTLED = 2;

    private final Sightings sightings;
    private final boolean isPart;
    private final List<SessionGroup> groups;
    private final List<IssuedSession> all = new ArrayList<>();
    private final IdentityHashMap<IssuedSession, Integer> numbers = new IdentityHashMap<>();
    private final int kept;
    private final VerdictWriter verdicts = new VerdictWriter(numbers);
    private final IdentityHashMap<Caller.Shown, Integer> callers = new IdentityHashMap<>();
    private final IdentityHashMap<KeySightings, Integer> seen = new IdentityHashMap<>();

    /**
     * Numbers the sessions.
     *
     * @param waiting the events that wait, whose answers rest on sessions that are gone
     */
    SessionsWriter(Knowledge knowledge, Sightings sightings, List<WaitingEvent> waiting) {
        this.sightings = sightings;
        this.isPart = !knowledge.partition().isWhole();
        this.groups = knowledge.groups().withSessions();
        groups.forEach(group -> sessionsOf(group).forEach(this::number));
        this.kept = all.size();
        waiting.forEach(event -> event.gone().forEach(this::number));
        for (int i = 0; i < all.size(); i++) {
            SessionState state = all.get(i).state();
            number(twinOf(state));
            if (!state.released()) {
                all.get(i).records().forEach(record -> record.parents().forEach(this::number));
            }
        }
    }

    private void number(@Nullable IssuedSession session) {
        if (session != null && numbers.putIfAbsent(session, all.size()) == null) {
            all.add(session);
        }
    }

    private static @Nullable IssuedSession twinOf(SessionState state) {
        return state.rest() == null ? null : state.rest().twin();
    }

    /** Few stand as they came; of many there is no order but one that is made. */
    private static Collection<IssuedSession> sessionsOf(SessionGroup group) {
        Collection<IssuedSession> sessions = group.sessions();
        return sessions.size() <= CredentialIndex.SMALL
                ? sessions
                : sessions.stream()
                        .sorted(Comparator.comparing(IssuedSession::eventId)
                                .thenComparingLong(IssuedSession::contentHash))
                        .toList();
    }

    IdentityHashMap<IssuedSession, Integer> numbers() {
        return numbers;
    }

    VerdictWriter verdicts() {
        return verdicts;
    }

    void writeSessions(SectionWriter out) throws IOException {
        out.writeCount(groups.size());
        for (SessionGroup group : groups) {
            write(group, out);
            Collection<IssuedSession> sessions = sessionsOf(group);
            out.writeCount(sessions.size());
            for (IssuedSession session : sessions) {
                session.writeRecord(verdicts, out);
            }
        }
        out.writeCount(all.size() - kept);
        for (IssuedSession ancestor : all.subList(kept, all.size())) {
            write(ancestor.group(), out);
            ancestor.writeRecord(verdicts, out);
        }
    }

    private static void write(SessionGroup group, SectionWriter out) throws IOException {
        RoleSessions role = group.role();
        out.writeText(role == null ? "" : role.prefix());
        out.writeOwnText(role == null ? group.key() : group.sessionName());
    }

    void writeCalls(SectionWriter out) throws IOException {
        for (IssuedSession session : all) {
            write(session, out);
        }
    }

    private void write(IssuedSession session, SectionWriter out) throws IOException {
        SessionState state = session.state();
        SessionRest rest = state.rest();
        out.write((state.forgotten() ? FORGOTTEN : 0)
                | (state.released() ? RELEASED : 0)
                | (state.saturated() ? SATURATED : 0)
                | (session.isKept() && sightings.isFoundByKey(session) ? FOUND_BY_KEY : 0));
        verdicts.write(state.announced(), out);
        CallRecords records = rest == null ? null : rest.records();
        writeRecords(session, records, state.released(), out);
        IssuedSession twin = twinOf(state);
        out.writeCount(twin == null ? 0 : 1 + verdicts.numberOf(twin));
        write(session.sightings(), out);
    }

    private void writeRecords(IssuedSession session, @Nullable CallRecords records, boolean released, SectionWriter out)
            throws IOException {
        List<IssuingEvent> further = records == null
                ? List.of()
                : records.all().stream().filter(one -> !one.equals(session)).toList();
        boolean own = records == null || further.size() < records.all().size();
        out.writeBoolean(records != null);
        if (records != null) {
            out.writeBoolean(own);
            out.writeCount(further.size());
            for (IssuingEvent one : further) {
                one.writeRecord(verdicts, out);
            }
        }
        if (own) {
            writeCaller(session, released, out);
        }
        for (IssuingEvent one : further) {
            writeCaller(one, released, out);
        }
    }

    /** Of what nobody descends from any more only the answer is needed. */
    private void writeCaller(IssuingEvent record, boolean released, SectionWriter out) throws IOException {
        Caller caller = record.whoCalled();
        if (caller instanceof Caller.Shown shown) {
            out.write(SHOWN);
            write(shown, out);
        } else if (released) {
            out.write(SHOWN);
            write(
                    Caller.Shown.of(
                            record.caller(), record.ancestors(), record.acting(), record.claims(), record.callerId()),
                    out);
        } else if (caller instanceof SettledCaller settled) {
            out.write(SETTLED);
            verdicts.write(settled.verdict(), out);
            write(settled.ancestors(), out);
            out.writeCount(verdicts.numberOf(settled.parents().get(0)));
        } else {
            out.write(WAITING);
            WaitingCaller waiting = (WaitingCaller) caller;
            waiting.use().write(verdicts, out);
            verdicts.write(waiting.verdict(), out);
            write(waiting.ancestors(), out);
            out.writeCount(waiting.parents().size());
            for (IssuedSession parent : waiting.parents()) {
                out.writeCount(verdicts.numberOf(parent));
            }
        }
    }

    /** Where all sessions are held, nobody needs to know who is told to be whose ancestor. */
    private void write(Ancestors ancestors, SectionWriter out) throws IOException {
        if (isPart) {
            ancestors.write(out);
        }
    }

    private void write(Caller.Shown shown, SectionWriter out) throws IOException {
        Integer known = callers.putIfAbsent(shown, callers.size());
        out.writeCount(known == null ? VerdictWriter.NEW : VerdictWriter.FIRST_KNOWN + known);
        if (known == null) {
            verdicts.write(shown.verdict(), out);
            write(shown.ancestors(), out);
            verdicts.write(shown.acting(), out);
            verdicts.write(shown.claims(), out);
            out.writeText(shown.principalId());
        }
    }

    private void write(@Nullable KeySightings known, SectionWriter out) throws IOException {
        if (known == null) {
            out.writeCount(VerdictWriter.NONE);
            return;
        }
        Integer before = seen.putIfAbsent(known, seen.size());
        out.writeCount(before == null ? VerdictWriter.NEW : VerdictWriter.FIRST_KNOWN + before);
        if (before == null) {
            known.write(out);
        }
    }

    /** Writes what is known of keys that no session tells, after the sessions. */
    void writeKeys(SectionWriter out) throws IOException {
        Map<String, KeySightings> keys = sightings.ofOtherKeys();
        out.writeCount(keys.size());
        for (Map.Entry<String, KeySightings> key : keys.entrySet()) {
            out.writeText(key.getKey());
            write(key.getValue(), out);
        }
    }
}
