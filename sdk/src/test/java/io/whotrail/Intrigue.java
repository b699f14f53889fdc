// SPDX-License-Identifier: Apache-2.0
package io.whotrail;

import io.whotrail.event.CloudTrailEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/**
 * People who name their role sessions after each other, in few roles and few seconds, some from within other sessions.
 * Every key is issued once, and what differs in nothing but the key is born two seconds apart: whoever looks at the
 * evidence is never in doubt. Who did what is known.
 */
final class Intrigue {
    private static final List<String> PEOPLE = List.of("alice", "bob", "carol", "dave", "erin");
    private static final List<String> ROLES = List.of("Dev", "Ops", "Audit");

    /**
     * Somebody's credential.
     *
     * @param owner whose it really is
     * @param parent the session that it was issued to, or {@code null} for a person's own key
     * @param issuanceId the event that issued it, or {@code null} for a person's own key
     * @param birth when it was issued
     */
    record Credential(Events.Holder holder, String owner, Credential parent, String issuanceId, Instant birth) {
        /** Whether this one differs from a new session in nothing but the key. */
        boolean resembles(String role, String name, Instant time) {
            return arn().endsWith("/" + role + "/" + name) && birth.isAfter(time.minusSeconds(2));
        }

        String arn() {
            return holder.identity().arn();
        }

        String sessionName() {
            return arn().substring(arn().lastIndexOf('/') + 1);
        }

        boolean isOfPerson() {
            return parent == null;
        }
    }

    private final Random random;
    private final String prefix;
    private final List<CloudTrailEvent> events = new ArrayList<>();
    private final List<Credential> credentials = new ArrayList<>();
    private final Map<String, Credential> madeWith = new HashMap<>();
    private Instant now;
    private int count;

    /**
     * Tells a story.
     *
     * @param prefix what tells the ids and keys of this story from those of another
     * @param sessions how many sessions are issued, with twice as many other events among them
     */
    Intrigue(Random random, String prefix, Instant start, int sessions) {
        this.random = random;
        this.prefix = prefix;
        this.now = start;
        for (String person : PEOPLE) {
            credentials.add(new Credential(Events.user(person), person, null, null, now));
            use(credentials.get(credentials.size() - 1));
        }
        for (int session = 0; session < sessions; session++) {
            now = now.plusSeconds(random.nextInt(2));
            assume(pick(credentials));
            use(credentials.get(credentials.size() - 1));
            use(pick(credentials));
        }
    }

    private void assume(Credential caller) {
        String name = pick(
                PEOPLE.stream().filter(person -> !person.equals(caller.owner)).toList());
        String role = pick(ROLES);
        if (credentials.stream().anyMatch(credential -> credential.resembles(role, name, now))) {
            now = now.plusSeconds(2);
        }
        String key = "ASIA" + prefix.toUpperCase(java.util.Locale.ROOT) + count;
        String id = prefix + count++;
        record(Events.assume(id, caller.holder, role, name, key, now).build(), caller);
        credentials.add(new Credential(Events.session(role, name, key, now), caller.owner, caller, Events.id(id), now));
    }

    private void use(Credential credential) {
        record(Events.use(prefix + count++, credential.holder, now.plusSeconds(random.nextInt(60))), credential);
    }

    private void record(CloudTrailEvent event, Credential credential) {
        events.add(event);
        madeWith.put(event.eventId(), credential);
    }

    private <T> T pick(List<T> items) {
        return items.get(random.nextInt(items.size()));
    }

    /** All events, each after the issuance that it needs. */
    List<CloudTrailEvent> events() {
        return events;
    }

    /** The credential with which an event was made. */
    Credential madeWith(String eventId) {
        return madeWith.get(eventId);
    }

    /**
     * What is right to answer for an event when only some events were delivered: the owner, where all issuances up to a
     * person are there; else that the issuance was not seen, the session up to which there is proof, and the name that is
     * merely claimed.
     */
    String expected(String eventId, Set<String> delivered) {
        Credential made = madeWith.get(eventId);
        Credential furthest = made;
        while (!furthest.isOfPerson() && delivered.contains(furthest.issuanceId)) {
            furthest = furthest.parent;
        }
        return furthest.isOfPerson()
                ? made.owner
                : UnattributedReason.ISSUANCE_NOT_SEEN + " " + furthest.arn() + " " + made.sessionName();
    }

    /** An answer in the words of what is expected. */
    static String text(Verdict verdict) {
        if (verdict instanceof Explanation explanation) {
            return String.valueOf(explanation.origin().name());
        }
        return verdict instanceof Gap gap
                ? gap.reason() + " " + gap.furthest().arn() + " " + gap.claims().sessionName()
                : verdict.toString();
    }

    /** The ids of the events that issue something. */
    List<String> issuanceIds() {
        return credentials.stream()
                .filter(credential -> !credential.isOfPerson())
                .map(Credential::issuanceId)
                .toList();
    }
}
