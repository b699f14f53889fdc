// SPDX-License-Identifier: Apache-2.0
package io.whotrail.cli;

import io.whotrail.Attribution;
import io.whotrail.Session;
import io.whotrail.Signal;
import io.whotrail.Verdict;
import io.whotrail.event.CloudTrailEvent;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What was found about one session: the events that speak of it and the answer that they share. Not thread safe. */
final class Finding {
    /** What makes findings different ones. */
    record Subject(@Nullable Session session, Verdict verdict, boolean issuance) {}

    private static final int SIGNALS_KEPT = 20;
    private static final Comparator<Signal> BY_TYPE = Comparator.comparing(Signal::type)
            .thenComparing(Signal::detail)
            .thenComparing(s -> s.eventIds().toString());

    private final Subject subject;
    private final TreeSet<Signal> signals = new TreeSet<>(BY_TYPE);
    private long events;
    private long firstPlace = Long.MAX_VALUE;
    private @Nullable CloudTrailEvent firstEvent;
    private @Nullable Instant earliest;
    private @Nullable Instant latest;

    Finding(Subject subject) {
        this.subject = subject;
    }

    void add(Attribution answer, long place) {
        events++;
        if (place < firstPlace) {
            firstPlace = place;
            firstEvent = answer.event();
        }
        Instant time = answer.eventTime();
        if (time != null) {
            earliest = earliest == null || time.isBefore(earliest) ? time : earliest;
            latest = latest == null || time.isAfter(latest) ? time : latest;
        }
        signals.addAll(answer.signals());
        while (signals.size() > SIGNALS_KEPT) {
            signals.pollLast();
        }
    }

    Verdict verdict() {
        return subject.verdict();
    }

    @Nullable
    Session session() {
        return subject.session();
    }

    /** Whether the event handed the key out, rather than used it. */
    boolean isIssuance() {
        return subject.issuance();
    }

    List<Signal> signals() {
        return List.copyOf(signals);
    }

    long events() {
        return events;
    }

    /** The event that was read first. */
    CloudTrailEvent firstEvent() {
        return Objects.requireNonNull(firstEvent, "a finding has an event");
    }

    long firstPlace() {
        return firstPlace;
    }

    /** When the session began, as far as is known: its birth, else its earliest event. */
    Instant begins() {
        Instant born = subject.session() == null ? null : subject.session().createdAt();
        return born != null && (earliest == null || born.isBefore(earliest))
                ? born
                : Objects.requireNonNullElse(earliest, Instant.MIN);
    }

    /** When its last event happened. */
    Instant ends() {
        return Objects.requireNonNullElse(latest, Instant.MAX);
    }

    /** When its events happened, in words. */
    String period() {
        if (earliest == null || earliest.equals(latest)) {
            return earliest == null ? "at an unknown time" : "at " + earliest;
        }
        return "from " + earliest + " to " + latest;
    }

    boolean spans(Instant time) {
        return !time.isBefore(begins()) && !time.isAfter(ends());
    }
}
