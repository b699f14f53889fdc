// SPDX-License-Identifier: Apache-2.0
package io.whotrail.story;

import io.whotrail.Identity;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What happened in some AWS accounts, as CloudTrail tells it and as it really was. Actors call and assume roles, and each
 * of their calls becomes a record. The same calls with the same seed make the same bytes. Not thread safe.
 *
 * <pre>{@code
 * var story = new Story(1);
 * var acme = story.account("111122223333");
 * var alice = acme.user("alice");
 * var dev = alice.assumes(acme.role("Dev"), "alice-dev");
 * dev.calls("s3.amazonaws.com", "ListBuckets");
 * }</pre>
 */
public final class Story {
    /** When stories begin: a Monday morning. */
    public static final Instant BEGINNING = Instant.parse("2026-03-02T09:00:00Z");

    private static final Duration STEP = Duration.ofSeconds(10);

    private final Ids ids;
    private final Map<String, Account> accounts = new HashMap<>();
    private final List<StoryEvent> events = new ArrayList<>();
    private Instant now = BEGINNING;
    private Instant last = BEGINNING;

    public Story(long seed) {
        this.ids = new Ids(seed);
    }

    /** An account, the same one for the same id. */
    public Account account(String id) {
        return account(id, "aws");
    }

    /** An account of a partition: {@code aws}, {@code aws-cn}, {@code aws-us-gov}. */
    public Account account(String id, String partition) {
        return accounts.computeIfAbsent(partition + ':' + id, key -> new Account(this, id, partition));
    }

    /** When the next call happens. */
    public Instant now() {
        return now;
    }

    /** Lets time go by before the next call. */
    public void pass(Duration time) {
        now = now.plus(time);
    }

    /** The next call happens at this time. */
    public void at(Instant time) {
        now = time;
    }

    /** The next call happens in the second of the last one. */
    public void sameSecond() {
        now = last;
    }

    /** These records happened and are never delivered. */
    public void lose(StoryEvent... lost) {
        events.removeAll(List.of(lost));
    }

    /** These records are delivered after all others. */
    public void delay(StoryEvent... late) {
        lose(late);
        events.addAll(List.of(late));
    }

    /** A record is delivered once more. */
    public void repeat(StoryEvent event) {
        events.add(event);
    }

    /** What is delivered, in order of delivery. */
    public List<StoryEvent> events() {
        return List.copyOf(events);
    }

    Ids ids() {
        return ids;
    }

    StoryEvent record(Draft draft, Identity origin) {
        var event =
                new StoryEvent(draft.text("eventID"), Instant.parse(draft.text("eventTime")), draft.ordered(), origin);
        events.add(event);
        last = now;
        now = now.plus(STEP);
        return event;
    }
}
