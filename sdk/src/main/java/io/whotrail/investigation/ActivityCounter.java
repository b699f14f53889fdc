// SPDX-License-Identifier: Apache-2.0
package io.whotrail.investigation;

import io.whotrail.event.CloudTrailEvent;
import java.time.Instant;
import java.util.Comparator;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Adds events up. The order does not matter. Not thread safe. */
final class ActivityCounter {
    /** A service and one of its actions. */
    private record Action(String service, String name) implements Comparable<Action> {
        private static final Comparator<Action> ORDER =
                Comparator.comparing(Action::service).thenComparing(Action::name);

        @Override
        public int compareTo(Action other) {
            return ORDER.compare(this, other);
        }
    }

    /** When an event happened, and which. */
    private record Moment(Instant time, String eventId) implements Comparable<Moment> {
        private static final Comparator<Moment> ORDER =
                Comparator.comparing(Moment::time).thenComparing(Moment::eventId);

        @Override
        public int compareTo(Moment other) {
            return ORDER.compare(this, other);
        }
    }

    private final FirstOf<Action> actions = new FirstOf<>(Activity.MAXIMUM_ACTIONS);
    private final FirstOf<String> addresses = new FirstOf<>(Activity.MAXIMUM_ADDRESSES);
    private final FirstOf<String> accounts = new FirstOf<>(Activity.MAXIMUM_ADDRESSES);
    private long events;
    private long failed;
    private @Nullable Moment first;
    private @Nullable Moment last;

    void add(CloudTrailEvent event) {
        events++;
        failed += event.errorCode() == null ? 0 : 1;
        if (event.eventTime() != null) {
            spread(new Moment(event.eventTime(), event.eventId()));
        }
        actions.add(new Action(event.eventSource(), event.eventName()), 1);
        if (event.sourceIpAddress() != null) {
            addresses.add(event.sourceIpAddress(), 1);
        }
        if (event.recipientAccountId() != null) {
            accounts.add(event.recipientAccountId(), 1);
        }
    }

    void add(ActivityCounter other) {
        events += other.events;
        failed += other.failed;
        if (other.first != null && other.last != null) {
            spread(other.first);
            spread(other.last);
        }
        actions.addAll(other.actions);
        addresses.addAll(other.addresses);
        accounts.addAll(other.accounts);
    }

    private void spread(Moment moment) {
        first = first == null || moment.compareTo(first) < 0 ? moment : first;
        last = last == null || moment.compareTo(last) > 0 ? moment : last;
    }

    Activity told() {
        var byService = new TreeMap<String, SortedMap<String, Long>>();
        actions.counts()
                .forEach((action, count) -> byService
                        .computeIfAbsent(action.service(), none -> new TreeMap<>())
                        .put(action.name(), count));
        return new Activity(
                events,
                failed,
                first == null ? null : first.time(),
                last == null ? null : last.time(),
                first == null ? null : first.eventId(),
                last == null ? null : last.eventId(),
                byService,
                actions.further(),
                new TreeSet<>(addresses.counts().keySet()),
                addresses.further(),
                new TreeSet<>(accounts.counts().keySet()),
                accounts.further());
    }
}
