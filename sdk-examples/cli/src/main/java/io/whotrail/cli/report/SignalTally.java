// SPDX-License-Identifier: Apache-2.0
package io.whotrail.cli.report;

import io.whotrail.Signal;
import io.whotrail.SignalType;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Which signals there are, and which events show them. Not thread safe. */
final class SignalTally {
    /** A signal, and all events that bear it. */
    static final class Entry {
        private final String detail;
        private final List<String> eventIds;
        private final List<String> bearers = new ArrayList<>();
        private final Strand strand;
        private long events;

        private Entry(Signal signal, Strand strand) {
            this.detail = signal.detail();
            this.eventIds = signal.eventIds();
            this.strand = strand;
        }

        String detail() {
            return detail;
        }

        /** The events that show the fact, as the first event that bears it tells. */
        List<String> eventIds() {
            return eventIds;
        }

        /** The first events that bear it. */
        List<String> bearers() {
            return bearers;
        }

        /** Where it was first met. */
        Strand strand() {
            return strand;
        }

        /** How many events bear it. */
        long events() {
            return events;
        }
    }

    private final Map<SignalType, Map<String, Entry>> entries = new EnumMap<>(SignalType.class);
    private final Map<SignalType, Long> untold = new EnumMap<>(SignalType.class);
    private final Room room;
    private final int examples;

    /**
     * Makes an empty one.
     *
     * @param maximum how many details are told apart
     * @param examples how many events of each are kept by their ids
     */
    SignalTally(int maximum, int examples) {
        this.room = new Room(maximum);
        this.examples = examples;
    }

    void add(Signal signal, String eventId, Strand strand) {
        Map<String, Entry> ofType = entries.computeIfAbsent(signal.type(), none -> new LinkedHashMap<>());
        Entry entry = ofType.get(signal.detail());
        if (entry == null && room.take()) {
            entry = new Entry(signal, strand);
            ofType.put(signal.detail(), entry);
        }
        if (entry == null) {
            untold.merge(signal.type(), 1L, Long::sum);
            return;
        }
        entry.events++;
        if (entry.bearers.size() < examples) {
            entry.bearers.add(eventId);
        }
    }

    /** The types there are, in their order, each with its details: those with the most events first. */
    Map<SignalType, List<Entry>> told() {
        var told = new EnumMap<SignalType, List<Entry>>(SignalType.class);
        entries.forEach((type, ofType) -> {
            var sorted = new ArrayList<>(ofType.values());
            sorted.sort(Comparator.comparingLong(Entry::events).reversed());
            told.put(type, sorted);
        });
        return told;
    }

    /** How many events bear signals of details for which there was no room. */
    long untold(SignalType type) {
        return untold.getOrDefault(type, 0L);
    }
}
