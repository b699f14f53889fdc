// SPDX-License-Identifier: Apache-2.0
package io.whotrail.cli.report;

import io.whotrail.event.CloudTrailEvent;
import java.util.Objects;
import java.util.SortedSet;
import java.util.TreeSet;

/** One action of one session in one account: how often, when, and where from. Not thread safe. */
final class Deed {
    /**
     * What makes deeds of one session different ones.
     *
     * @param service such as {@code s3.amazonaws.com}
     * @param action such as {@code GetObject}
     * @param account the account whose trail told it
     */
    record Key(String service, String action, String account) {
        static Key of(CloudTrailEvent event) {
            return new Key(
                    event.eventSource(),
                    event.eventName(),
                    Objects.requireNonNullElse(event.recipientAccountId(), Strand.NO_ACCOUNT));
        }
    }

    /** How many addresses are told apart. */
    private static final int ADDRESSES = 4;

    private final String example;
    private final Span span = new Span();
    private final SortedSet<String> addresses = new TreeSet<>();
    private long further;

    /**
     * Begins to count.
     *
     * @param example the id of an event that shows it
     */
    Deed(String example) {
        this.example = example;
    }

    void add(CloudTrailEvent event) {
        span.add(event);
        String address = event.sourceIpAddress();
        if (address != null && (addresses.size() < ADDRESSES || addresses.contains(address))) {
            addresses.add(address);
        } else if (address != null) {
            further++;
        }
    }

    String example() {
        return example;
    }

    Span span() {
        return span;
    }

    SortedSet<String> addresses() {
        return addresses;
    }

    /** How many events came from other addresses than these. */
    long further() {
        return further;
    }
}
