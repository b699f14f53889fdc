// SPDX-License-Identifier: Apache-2.0
package io.whotrail;

import io.whotrail.event.CloudTrailEvent;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Collects what an attributor says, as whoever applies all of it ends up knowing it. */
final class Answers implements AttributionListener {
    /** What is known of one event in the end: everything but whether and as which revision it was said. */
    record Known(Verdict verdict, List<Signal> signals) {
        /** The ids of the events that show a signal of this type; none without such a signal. */
        List<String> evidence(SignalType type) {
            return signals.stream()
                    .filter(signal -> signal.type() == type)
                    .flatMap(signal -> signal.eventIds().stream())
                    .toList();
        }
    }

    private final Map<String, Attribution> latest = new HashMap<>();
    private final Map<Session, SessionRevision> notices = new HashMap<>();
    private final List<Attribution> told = Collections.synchronizedList(new ArrayList<>());
    private final List<SessionRevision> sessionRevisions = Collections.synchronizedList(new ArrayList<>());

    static Attributor.Builder builder(Answers answers) {
        return Attributor.builder(InstantSource.fixed(Events.NOON.plusSeconds(86_400)))
                .listener(answers);
    }

    synchronized void take(Attribution attribution) {
        Attribution before = latest.get(attribution.eventId());
        if (before == null || before.revision() < attribution.revision()) {
            SessionRevision notice = attribution.session() == null ? null : notices.get(attribution.session());
            latest.put(attribution.eventId(), notice == null ? attribution : notice.applyTo(attribution));
        }
    }

    void offer(Attributor attributor, CloudTrailEvent event) {
        Attribution answer = attributor.attribute(event);
        if (answer != null) {
            take(answer);
        }
    }

    @Override
    public void onAttribution(Attribution attribution) {
        told.add(attribution);
        take(attribution);
    }

    @Override
    public synchronized void onSessionRevision(SessionRevision revision) {
        sessionRevisions.add(revision);
        notices.merge(revision.session(), revision, (one, other) -> one.revision() > other.revision() ? one : other);
        latest.replaceAll((eventId, answer) -> revision.applyTo(answer));
    }

    synchronized Map<String, Known> known() {
        var known = new HashMap<String, Known>();
        latest.forEach((eventId, answer) -> known.put(eventId, new Known(answer.verdict(), answer.signals())));
        return known;
    }

    Known known(String id) {
        return known().get(Events.id(id));
    }

    List<Attribution> told() {
        return told;
    }

    List<SessionRevision> sessionRevisions() {
        return sessionRevisions;
    }
}
