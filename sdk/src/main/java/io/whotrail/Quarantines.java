// SPDX-License-Identifier: Apache-2.0
package io.whotrail;

import io.whotrail.event.CloudTrailEvent;
import io.whotrail.event.InputTrust;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds the records that are set aside because a signed digest covers one that contradicts them. Pure. */
final class Quarantines {
    /* Answers are drawn by the same rule from whatever records are there; here it is only found out what is to be told, once
     * for each record, when the record comes or the one that a digest covers. */

    private Quarantines() {}

    /**
     * What of two records of one event is set aside, or {@code null} for none of them.
     *
     * @param event the record that came last
     * @param firstTime the time that the record before it showed, in epoch seconds
     */
    static @Nullable Quarantine ofEvent(CloudTrailEvent event, SeenEvents.Sighting sighting, long firstTime) {
        String id = event.eventId();
        return switch (sighting) {
            case QUARANTINED ->
                new Quarantine(id, event.eventTime(), event.inputTrust(), Quarantine.Reason.OTHER_CONTENT, id);
            case CORRECTION -> ofFirst(id, firstTime, InputTrust.UNAUTHENTICATED);
            case CORRECTION_OF_AUTHENTICATED -> ofFirst(id, firstTime, InputTrust.SOURCE_AUTHENTICATED);
            default -> null;
        };
    }

    private static Quarantine ofFirst(String id, long time, InputTrust trust) {
        return new Quarantine(id, EpochSeconds.toInstant(time), trust, Quarantine.Reason.OTHER_CONTENT, id);
    }

    /** What is set aside now that an issuing record came, or came again by a better way. */
    static List<Quarantine> by(IssuingEvent record, SessionGroup group) {
        if (group.sessionCount() == 1 && record.session().records().size() == 1) {
            return List.of();
        }
        List<IssuingEvent> all = allOfCredential(record.session(), group);
        List<IssuingEvent> covered =
                all.stream().filter(IssuingEvent::isVerified).toList();
        if (!record.isVerified()) {
            return covered.stream()
                    .filter(one -> overrules(one, record))
                    .min(Comparator.comparing(IssuingEvent::eventId))
                    .map(kept -> List.of(of(record, kept)))
                    .orElse(List.of());
        }
        return all.stream()
                .filter(one -> overrules(record, one))
                .filter(one -> covered.stream().noneMatch(other -> other != record && overrules(other, one)))
                .map(one -> of(one, record))
                .toList();
    }

    /** The records that hand out the same credential. */
    private static List<IssuingEvent> allOfCredential(IssuedSession session, SessionGroup group) {
        var all = new ArrayList<>(session.records());
        String key = session.accessKeyId();
        if (key != null) {
            group.forEachSessionOf(key, other -> {
                if (other != session && other.birth() == session.birth()) {
                    all.addAll(other.records());
                }
            });
        }
        return all;
    }

    private static Quarantine of(IssuingEvent aside, IssuingEvent kept) {
        return new Quarantine(
                aside.eventId(),
                EpochSeconds.toInstant(aside.issuedAt()),
                aside.trust(),
                Quarantine.Reason.OTHER_CALLER,
                kept.eventId());
    }

    /** Whether one record counts, and another of another event does not, which tells of another caller. */
    private static boolean overrules(IssuingEvent kept, IssuingEvent aside) {
        return !aside.isVerified()
                && yields(aside, kept)
                && !aside.eventId().equals(kept.eventId())
                && !agree(aside, kept);
    }

    /** Whether two records may tell of one caller; one that shows a foreign principal shows its account and id. */
    private static boolean agree(IssuingEvent one, IssuingEvent other) {
        return one.isForeignView()
                ? other.agreesWith(one)
                : other.isForeignView() ? one.agreesWith(other) : one.acting().sameAs(other.acting());
    }

    /** Of one call the records decide, of two the calls. */
    private static boolean yields(IssuingEvent one, IssuingEvent other) {
        return one.session() == other.session()
                ? one.yieldsTo(other)
                : other.isVerified() && !one.session().isCovered();
    }
}
