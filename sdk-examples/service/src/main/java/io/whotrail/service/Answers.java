// SPDX-License-Identifier: Apache-2.0
package io.whotrail.service;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.whotrail.Attribution;
import io.whotrail.Identity;
import io.whotrail.Session;
import io.whotrail.SessionRevision;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The answers that are kept, each as it stands now; a bounded number of them. Thread safe. */
final class Answers {
    /* Found by event, and by what an answer shows: the access key, the session, the names of the origin. A notice brings all
     * answers of its session up to date, and one that is put after it too: two threads may tell of them in either order. */

    private static final int NOTICES_OF_SESSION = 8;

    /** What answers are found by. */
    private enum Kind {
        KEY,
        SESSION,
        ORIGIN
    }

    private record Term(Kind kind, Object value) {}

    private static final Comparator<Attribution> NEWEST = Comparator.comparing(
                    Attribution::eventTime, Comparator.nullsFirst(Comparator.<Instant>naturalOrder()))
            .thenComparing(Attribution::eventId);

    private final Cache<String, Attribution> answers;
    private final Cache<Session, List<SessionRevision>> notices;
    private final Map<Term, Set<String>> index = new HashMap<>();
    private final int maximum;

    Answers(int maximum) {
        this.maximum = maximum;
        this.answers = Caffeine.newBuilder()
                .maximumSize(maximum)
                .executor(Runnable::run)
                .<String, Attribution>evictionListener((id, answer, cause) -> forget(Objects.requireNonNull(answer)))
                .build();
        this.notices = Caffeine.newBuilder()
                .maximumSize(maximum)
                .executor(Runnable::run)
                .build();
    }

    int maximum() {
        return maximum;
    }

    synchronized long size() {
        answers.cleanUp();
        return answers.estimatedSize();
    }

    /** By how many things answers are found; of answers that are let go of, none is left. */
    synchronized long terms() {
        return index.size();
    }

    /** Keeps an answer, in place of an earlier one for its event. */
    synchronized void put(Attribution told) {
        Attribution before = answers.getIfPresent(told.eventId());
        if (before != null && before.revision() > told.revision()) {
            return;
        }
        Attribution answer = told;
        Session session = told.session();
        List<SessionRevision> known = session == null ? null : notices.getIfPresent(session);
        for (SessionRevision notice : known == null ? List.<SessionRevision>of() : known) {
            answer = notice.applyTo(answer);
        }
        replace(before, answer);
    }

    /** Brings what is kept of a session up to date. */
    synchronized void apply(SessionRevision notice) {
        List<SessionRevision> known =
                new ArrayList<>(Objects.requireNonNullElse(notices.getIfPresent(notice.session()), List.of()));
        known.add(notice);
        known.sort(Comparator.comparingInt(SessionRevision::revision));
        notices.put(
                notice.session(),
                List.copyOf(known.subList(Math.max(0, known.size() - NOTICES_OF_SESSION), known.size())));
        for (Attribution answer : find(new Term(Kind.SESSION, notice.session()))) {
            replace(answer, notice.applyTo(answer));
        }
    }

    private void replace(@Nullable Attribution before, Attribution after) {
        if (before != null) {
            forget(before);
        }
        for (Term term : terms(after)) {
            index.computeIfAbsent(term, none -> new LinkedHashSet<>()).add(after.eventId());
        }
        answers.put(after.eventId(), after);
    }

    private void forget(Attribution answer) {
        for (Term term : terms(answer)) {
            Set<String> ids = index.get(term);
            if (ids != null) {
                ids.remove(answer.eventId());
                if (ids.isEmpty()) {
                    index.remove(term);
                }
            }
        }
    }

    private static List<Term> terms(Attribution answer) {
        var terms = new ArrayList<Term>();
        String key = answer.event().userIdentity().accessKeyId();
        if (key != null) {
            terms.add(new Term(Kind.KEY, key));
        }
        Session session = answer.session();
        if (session != null) {
            terms.add(new Term(Kind.SESSION, session));
        }
        if (answer instanceof Attribution.Attributed known) {
            Identity origin = known.origin();
            Stream.of(origin.name(), origin.arn(), origin.principalId(), origin.userId())
                    .filter(Objects::nonNull)
                    .distinct()
                    .forEach(name -> terms.add(new Term(Kind.ORIGIN, name)));
        }
        return terms;
    }

    private List<Attribution> find(Term term) {
        return index.getOrDefault(term, Set.of()).stream()
                .map(answers::getIfPresent)
                .filter(Objects::nonNull)
                .toList();
    }

    /** The answer for an event. */
    synchronized Optional<Attribution> ofEvent(String id) {
        return Optional.ofNullable(answers.getIfPresent(id));
    }

    /** The answer for the newest event that was made with an access key. */
    synchronized Optional<Attribution> ofKey(String accessKeyId) {
        return find(new Term(Kind.KEY, accessKeyId)).stream().max(NEWEST);
    }

    /** The answers whose origin has a name, an ARN or an id, the newest event first. */
    synchronized List<Attribution> ofOrigin(String identity) {
        return find(new Term(Kind.ORIGIN, identity)).stream()
                .sorted(NEWEST.reversed())
                .toList();
    }
}
