// SPDX-License-Identifier: Apache-2.0
package io.whotrail.investigation;

import io.whotrail.Attribution;
import io.whotrail.AttributionListener;
import io.whotrail.Session;
import io.whotrail.SessionRevision;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Keeps answers as they stand, a bounded number of them, and answers what people ask. Thread safe.
 *
 * <p>Give it each answer that an attributor returns ({@link #add}), and let it listen for later ones. A revision takes
 * the place of the answer before, and a notice brings all answers of its session up to date, in whatever order they come.
 * At the bound the event that was added first is let go of, with all that is known of it. Notices are kept of as many
 * sessions as there may be events, the last {@code 8} of each. {@link #stats} counts what was let go of.
 */
public final class Investigation implements AttributionListener {
    /* Events are found by id, by key and by session; whoever asks for an identity has all that is kept looked at. */

    /** How many notices of one session are kept for answers that come after them. */
    static final int NOTICES_OF_SESSION = 8;

    private static final Comparator<Attribution> BY_TIME = Comparator.comparing(
                    Attribution::eventTime, Comparator.nullsFirst(Comparator.<Instant>naturalOrder()))
            .thenComparing(Attribution::eventId);

    private final int maximum;
    private final LinkedHashMap<String, Attribution> answers = new LinkedHashMap<>();
    private final Map<String, Set<String>> idsByKey = new HashMap<>();
    private final Map<String, Set<String>> idsBySession = new HashMap<>();
    private final LinkedHashMap<String, List<SessionRevision>> notices = new LinkedHashMap<>();
    private long added;
    private long replaced;
    private long outdated;
    private long forgotten;
    private long told;
    private long noticesForgotten;

    private Investigation(int maximum) {
        this.maximum = maximum;
    }

    /**
     * Keeps the answers of so many events.
     *
     * @param maximumEvents the bound, at least 1
     * @return an investigation that knows nothing yet
     * @throws IllegalArgumentException if less than 1
     */
    public static Investigation keeping(int maximumEvents) {
        if (maximumEvents < 1) {
            throw new IllegalArgumentException("maximum events must be at least 1, got " + maximumEvents);
        }
        return new Investigation(maximumEvents);
    }

    /**
     * Takes in an answer, in place of an earlier one for its event.
     *
     * @param answer what the attributor returned; {@code null}, as for a duplicate, is passed over
     */
    public synchronized void add(@Nullable Attribution answer) {
        if (answer == null) {
            return;
        }
        added++;
        Attribution before = answers.get(answer.eventId());
        if (before != null && before.revision() > answer.revision()) {
            outdated++;
            return;
        }
        replaced += before == null ? 0 : 1;
        put(before, upToDate(answer));
        if (answers.size() > maximum) {
            forgetFirst();
        }
    }

    @Override
    public void onAttribution(Attribution attribution) {
        add(attribution);
    }

    @Override
    public synchronized void onSessionRevision(SessionRevision revision) {
        String session = name(revision.session());
        List<SessionRevision> known = new ArrayList<>(notices.getOrDefault(session, List.of()));
        known.add(revision);
        known.sort(Comparator.comparingInt(SessionRevision::revision));
        int let = Math.max(0, known.size() - NOTICES_OF_SESSION);
        told++;
        noticesForgotten += let;
        notices.put(session, List.copyOf(known.subList(let, known.size())));
        if (notices.size() > maximum) {
            Iterator<List<SessionRevision>> first = notices.values().iterator();
            noticesForgotten += first.next().size();
            first.remove();
        }
        for (String id : List.copyOf(idsBySession.getOrDefault(session, Set.of()))) {
            Attribution answer = answers.get(id);
            if (answer != null) {
                put(answer, revision.applyTo(answer));
            }
        }
    }

    private Attribution upToDate(Attribution answer) {
        Attribution current = answer;
        Session session = answer.session();
        for (SessionRevision notice :
                session == null ? List.<SessionRevision>of() : notices.getOrDefault(name(session), List.of())) {
            current = notice.applyTo(current);
        }
        return current;
    }

    private void put(@Nullable Attribution before, Attribution after) {
        if (before != null) {
            unlink(before);
        }
        String key = after.event().userIdentity().accessKeyId();
        if (key != null) {
            idsByKey.computeIfAbsent(key, none -> new LinkedHashSet<>()).add(after.eventId());
        }
        Session session = after.session();
        if (session != null) {
            idsBySession
                    .computeIfAbsent(name(session), none -> new LinkedHashSet<>())
                    .add(after.eventId());
        }
        answers.put(after.eventId(), after);
    }

    private void forgetFirst() {
        Iterator<Attribution> first = answers.values().iterator();
        unlink(first.next());
        first.remove();
        forgotten++;
    }

    private void unlink(Attribution answer) {
        unlink(idsByKey, answer.event().userIdentity().accessKeyId(), answer.eventId());
        Session session = answer.session();
        unlink(idsBySession, session == null ? null : name(session), answer.eventId());
    }

    /** A session as one text: texts of one hash can be compared, so that no choice of names makes a table slow. */
    private static String name(Session session) {
        return session.arn() + '\n' + session.accessKeyId() + '\n' + session.createdAt();
    }

    private static void unlink(Map<String, Set<String>> index, @Nullable String key, String id) {
        Set<String> ids = key == null ? null : index.get(key);
        if (key != null && ids != null) {
            ids.remove(id);
            if (ids.isEmpty()) {
                index.remove(key);
            }
        }
    }

    /**
     * The answer for an event.
     *
     * @param eventId the event's id
     * @return the answer that counts now, if the event is kept
     */
    public synchronized Optional<Attribution> event(String eventId) {
        return Optional.ofNullable(answers.get(eventId));
    }

    /**
     * The answers for the events that were made with an access key: of each session that used it the newest.
     *
     * @param accessKeyId the key; different sessions can have had one key, one after the other
     * @param range in which event time
     * @return one answer for each session, in the order of time
     */
    public synchronized List<Attribution> key(String accessKeyId, TimeRange range) {
        Map<String, Attribution> newest = new HashMap<>();
        for (String id : idsByKey.getOrDefault(accessKeyId, Set.of())) {
            Attribution answer = answers.get(id);
            if (answer != null && range.contains(answer.eventTime())) {
                Session session = answer.session();
                newest.merge(
                        session == null ? accessKeyId : name(session),
                        answer,
                        (one, other) -> BY_TIME.compare(one, other) >= 0 ? one : other);
            }
        }
        return newest.values().stream().sorted(BY_TIME).toList();
    }

    /**
     * What descends from somebody, of the events that are kept. At most
     * {@value SessionForest#DEFAULT_MAXIMUM_SESSIONS} origins and sessions are told apart; {@link #forest} tells apart more or
     * fewer, and says how many events are of origins for which there was no room.
     *
     * @param query who
     * @param range which events are added up
     * @return a tree for each origin that is meant; none where nothing is kept of it
     */
    public List<SessionTree> sessions(IdentityQuery query, TimeRange range) {
        return forest(query, range, SessionForest.DEFAULT_MAXIMUM_SESSIONS).trees();
    }

    /**
     * What descends from somebody, of the events that are kept, in bounded memory.
     *
     * @param query who
     * @param range which events are added up
     * @param maximumSessions how many origins and sessions are told apart; the events of further ones are counted
     * @return the trees, and what there was no room for
     * @throws IllegalArgumentException if the number is negative
     */
    public SessionForest forest(IdentityQuery query, TimeRange range, int maximumSessions) {
        var forest = SessionForest.of(query, range, maximumSessions);
        kept().forEach(forest::add);
        return forest;
    }

    /**
     * What was done by somebody, across all sessions, of the events that are kept.
     *
     * @param keyOrIdentity an access key id, which means whoever was behind it, or a name, ARN or id
     * @param range in which event time
     * @return the answers in whose explanation who is asked for stands, ambiguous ones as well, in the order of time
     * @throws IllegalArgumentException if nobody is asked for
     */
    public List<Attribution> timeline(String keyOrIdentity, TimeRange range) {
        var query = new TimelineQuery(keyOrIdentity);
        key(keyOrIdentity, TimeRange.ALWAYS).forEach(query::learn);
        return kept().stream()
                .filter(answer -> range.contains(answer.eventTime()) && query.isIn(answer))
                .sorted(BY_TIME)
                .toList();
    }

    /** What is kept as of one moment: nobody who adds answers waits while it is looked through. */
    private synchronized List<Attribution> kept() {
        return List.copyOf(answers.values());
    }

    /** By how many keys and sessions events are found. */
    synchronized int terms() {
        return idsByKey.size() + idsBySession.size();
    }

    /**
     * What was taken in and what became of it.
     *
     * @return the counters as of now
     */
    public synchronized InvestigationStats stats() {
        return new InvestigationStats(
                added, answers.size(), replaced, outdated, forgotten, told, told - noticesForgotten, noticesForgotten);
    }
}
