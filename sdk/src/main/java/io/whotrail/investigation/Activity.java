// SPDX-License-Identifier: Apache-2.0
package io.whotrail.investigation;

import java.time.Instant;
import java.util.Collections;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What a number of events add up to. Where there are more than so many different things, those that sort first are told
 * apart, whatever the order in which the events came.
 *
 * @param events how many events
 * @param failed how many of them failed: they show an error code
 * @param first the earliest event time, {@code null} where none is legible
 * @param last the latest
 * @param firstEventId the id of the earliest event
 * @param lastEventId the id of the latest
 * @param actions how many events of each service and action, such as {@code s3.amazonaws.com} and {@code GetObject}; of
 *     at most {@value #MAXIMUM_ACTIONS} actions
 * @param furtherActions how many events were of other actions than these
 * @param sourceAddresses where calls came from: addresses, or names of services; at most {@value #MAXIMUM_ADDRESSES}
 * @param furtherAddresses how many events came from other addresses than these
 * @param accounts the accounts whose trails told of it; at most {@value #MAXIMUM_ADDRESSES}
 * @param furtherAccounts how many events other accounts' trails told
 */
public record Activity(
        long events,
        long failed,
        @Nullable Instant first,
        @Nullable Instant last,
        @Nullable String firstEventId,
        @Nullable String lastEventId,
        SortedMap<String, SortedMap<String, Long>> actions,
        long furtherActions,
        SortedSet<String> sourceAddresses,
        long furtherAddresses,
        SortedSet<String> accounts,
        long furtherAccounts) {
    /** How many actions are told apart. */
    public static final int MAXIMUM_ACTIONS = 1_000;
    /** How many source addresses, and how many accounts, are told apart. */
    public static final int MAXIMUM_ADDRESSES = 100;

    /** Copies the collections. */
    public Activity {
        var copies = new TreeMap<String, SortedMap<String, Long>>();
        actions.forEach(
                (service, counts) -> copies.put(service, Collections.unmodifiableSortedMap(new TreeMap<>(counts))));
        actions = Collections.unmodifiableSortedMap(copies);
        sourceAddresses = Collections.unmodifiableSortedSet(new TreeSet<>(sourceAddresses));
        accounts = Collections.unmodifiableSortedSet(new TreeSet<>(accounts));
    }
}
