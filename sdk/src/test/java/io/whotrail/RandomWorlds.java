// SPDX-License-Identifier: Apache-2.0
package io.whotrail;

import io.whotrail.SmallWorld.Arrival;
import io.whotrail.event.CloudTrailEvent;
import io.whotrail.simulation.Ledger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What has to hold in every small world, whose records are {@link TroubledRecords}.
 *
 * <p>{@code java -cp … io.whotrail.RandomWorlds ORDER 0 100000} tries many: it prints the least world of each kind of fault.
 */
final class RandomWorlds {
    /** An event's answer is final so long after the watermark has passed it. */
    private static final Duration AFTER_WATERMARK = Issuance.EARLY_TOLERANCE;

    static final boolean SIGNALS = Boolean.getBoolean("worlds.signals");

    /** What is asked of a world. */
    enum Property {
        ORDER,
        LATE,
        MEMORY,
        RESTART,
        NOTICES,
        PARTITIONS
    }

    private RandomWorlds() {}

    /** What is wrong with a world, beginning with a word for its kind, or {@code null}. */
    static @Nullable String fault(Property property, long seed, List<Arrival> world) {
        try {
            return switch (property) {
                case ORDER -> orderFault(seed, world);
                case LATE -> lateFault(world);
                case MEMORY -> memoryFault(seed, world);
                case RESTART -> restartFault(seed, world);
                case NOTICES -> noticesFault(world);
                case PARTITIONS -> partitionsFault(seed, world);
            };
        } catch (RuntimeException | StackOverflowError | AssertionError failed) {
            StackTraceElement[] trace = failed.getStackTrace();
            return "THROWN " + failed + " at " + (trace.length > 0 ? trace[0] : "?");
        }
    }

    private static @Nullable String orderFault(long seed, List<Arrival> world) {
        List<CloudTrailEvent> first = SmallWorld.inOrder(world, Arrival::first);
        List<CloudTrailEvent> second = SmallWorld.inOrder(world, Arrival::second);
        Map<String, Attribution> expected = Passage.held().of(first);
        String fault = difference("ORDER", expected, Passage.held().of(second), second);
        if (fault != null) {
            return fault;
        }
        var random = new Random(seed);
        var repeated = new ArrayList<CloudTrailEvent>();
        for (int i = 0; i < second.size(); i++) {
            repeated.add(second.get(i));
            if (random.nextInt(3) == 0) {
                repeated.add(second.get(random.nextInt(i + 1)));
            }
        }
        return difference("DUPLICATES", expected, Passage.held().of(repeated), repeated);
    }

    private static @Nullable String partitionsFault(long seed, List<Arrival> world) {
        var keys = new HashMap<String, String>();
        List<CloudTrailEvent> events = SmallWorld.inOrder(world, Arrival::first).stream()
                .filter(event -> {
                    String key = Attributor.partitionKey(event);
                    return key.equals(keys.computeIfAbsent(event.eventId(), id -> key));
                })
                .toList();
        return difference(
                "PARTITIONS",
                Passage.held().patient().of(events),
                Passage.inParts(events, 3, new Random(seed)),
                events);
    }

    private static @Nullable String noticesFault(List<Arrival> world) {
        List<CloudTrailEvent> events = SmallWorld.inOrder(world, Arrival::first);
        Map<String, Attribution> expected = Passage.held().of(events);
        Passage revised = Passage.revised();
        String fault = difference("NOTICES", expected, revised.of(events), events);
        if (fault != null) {
            return fault;
        }
        return revised.faults().isEmpty()
                ? null
                : "TELLING " + RecordText.shortened(revised.faults().get(0));
    }

    private static @Nullable String restartFault(long seed, List<Arrival> world) {
        var random = new Random(seed);
        List<CloudTrailEvent> events =
                SmallWorld.inOrder(world, random.nextInt(3) == 0 ? Arrival::late : Arrival::first);
        int capacity = random.nextBoolean() ? Integer.MAX_VALUE : 1 + random.nextInt(3);
        boolean held = random.nextBoolean();
        Passage whole = (held ? Passage.held() : Passage.revised()).withRoomFor(capacity);
        Map<String, Attribution> expected = whole.of(events);
        for (int cut = 0; cut <= events.size(); cut++) {
            Passage passage = (held ? Passage.held() : Passage.revised()).withRoomFor(capacity);
            String fault = difference(
                    "RESTART" + (capacity < 9 ? "(" + capacity + ")" : ""), expected, passage.of(events, cut), events);
            if (fault == null && !passage.faults().equals(whole.faults())) {
                fault = "TELLING " + passage.faults();
            }
            if (fault != null) {
                return fault + "\n  restarted before record " + cut + (held ? " held" : " revised");
            }
        }
        return null;
    }

    private static @Nullable String memoryFault(long seed, List<Arrival> world) {
        List<CloudTrailEvent> events = SmallWorld.inOrder(world, Arrival::first);
        Map<String, Attribution> full = Passage.held().of(events);
        int room = 1 + (int) (seed % 3);
        String fault = memoryFault(
                "MEMORY HELD", full, Passage.held().withRoomFor(room).of(events), events);
        return fault != null
                ? fault
                : memoryFault(
                        "MEMORY REVISED",
                        full,
                        Passage.revised().withRoomFor(room).of(events),
                        events);
    }

    private static @Nullable String memoryFault(
            String kind, Map<String, Attribution> full, Map<String, Attribution> small, List<CloudTrailEvent> events) {
        for (Map.Entry<String, Attribution> one : full.entrySet()) {
            Attribution answer = Objects.requireNonNull(small.get(one.getKey()));
            boolean atOnce = kind.contains("REVISED")
                    && answer.verdict() instanceof Explanation known
                    && known.basis() == Basis.ISSUED_KEY;
            if (!atOnce && !mayBecome(one.getValue().verdict(), answer.verdict())) {
                return told(kind, one.getValue(), answer, events);
            }
        }
        return null;
    }

    /** Whether somebody who forgot may say so instead of what is right. */
    private static boolean mayBecome(Verdict right, Verdict said) {
        if (said.equals(right)) {
            return true;
        }
        if (said instanceof Gap gap) {
            return gap.reason().isOfMemory() || right instanceof Gap;
        }
        if (!(said instanceof Explanation explanation)) {
            return false;
        }
        List<Hop> hops = explanation.chain().hops();
        boolean carried = hops.stream().anyMatch(hop -> hop.issuanceEventIds().isEmpty());
        return carried || right instanceof Explanation known && known.origin().sameAs(explanation.origin());
    }

    private static @Nullable String lateFault(List<Arrival> world) {
        List<CloudTrailEvent> events = SmallWorld.inOrder(world, Arrival::late);
        Passage held = Passage.held();
        Map<String, Attribution> finals = held.of(events);
        Passage revised = Passage.revised();
        revised.of(events);
        var done = new TreeMap<String, Boolean>();
        long watermark = Long.MIN_VALUE;
        for (int i = 0; i < events.size(); i++) {
            CloudTrailEvent event = events.get(i);
            if (done.put(event.eventId(), true) == null) {
                long time = event.eventTime().getEpochSecond();
                boolean late = time < watermark;
                int end = late ? i + 1 : finalBefore(events, i);
                Map<String, Attribution> expected = Passage.held().patient().of(events.subList(0, end));
                Attribution right = Objects.requireNonNull(expected.get(event.eventId()));
                Attribution said = Objects.requireNonNull(finals.get(event.eventId()));
                if (!mayBecome(right.verdict(), said.verdict())) {
                    return told(late ? "LATE ITSELF" : "FINAL", right, said, events);
                }
                Integer last = revised.lastTold(event.eventId());
                if (last != null && last > (late ? i : end)) {
                    return "REVISED AFTER FINAL " + RecordText.shortened(event.eventId());
                }
            }
            watermark = Math.max(
                    watermark, event.eventTime().minus(SmallWorld.LATENESS).getEpochSecond());
        }
        return held.faults().isEmpty() ? null : "TELLING " + held.faults();
    }

    /** Before which of the events the watermark makes the answer of one final. */
    private static int finalBefore(List<CloudTrailEvent> events, int index) {
        long until = events.get(index).eventTime().getEpochSecond() + AFTER_WATERMARK.toSeconds();
        for (int i = 0; i < events.size(); i++) {
            if (events.get(i).eventTime().minus(SmallWorld.LATENESS).getEpochSecond() > until) {
                return Math.max(i, index + 1);
            }
        }
        return events.size();
    }

    private static @Nullable String difference(
            String kind, Map<String, Attribution> one, Map<String, Attribution> other, List<CloudTrailEvent> events) {
        if (!one.keySet().equals(other.keySet())) {
            return kind + " answers other events";
        }
        for (Map.Entry<String, Attribution> entry : one.entrySet()) {
            Attribution left = entry.getValue();
            Attribution right = Objects.requireNonNull(other.get(entry.getKey()));
            boolean same = (left.verdict().equals(right.verdict()) || areBothUnseen(left, right))
                    && (!SIGNALS || left.signals().equals(right.signals()))
                    && left.trust() == right.trust();
            if (!same) {
                return told(kind, left, right, events);
            }
        }
        return null;
    }

    /** Whether a key was used before it was issued is known only where the issuance comes before the answer is final. */
    private static boolean areBothUnseen(Attribution one, Attribution other) {
        return isUnseen(one) && isUnseen(other);
    }

    private static boolean isUnseen(Attribution answer) {
        return answer.verdict() instanceof Gap gap
                && (gap.reason() == UnattributedReason.OUT_OF_VALIDITY
                        || gap.reason() == UnattributedReason.ISSUANCE_NOT_SEEN);
    }

    private static String told(String kind, Attribution right, Attribution said, List<CloudTrailEvent> events) {
        return kind + " " + word(right) + " => " + word(said) + " for " + RecordText.shortened(said.eventId())
                + "\n    right " + RecordText.shortened(Ledger.line(right)) + "    said  "
                + RecordText.shortened(Ledger.line(said)) + SmallWorld.text(events);
    }

    private static String word(Attribution answer) {
        String word = answer.verdict() instanceof Gap gap
                ? gap.reason().name()
                : answer.verdict() instanceof Explanation known ? known.basis().name() : "AMBIGUOUS";
        return answer.signals().isEmpty() || !SIGNALS
                ? word
                : word + answer.signals().stream().map(Signal::type).toList();
    }

    /** The least part of a world that is still wrong in the same way. */
    static List<Arrival> least(Property property, long seed, List<Arrival> world, String fault) {
        List<Arrival> least = world;
        boolean smaller = true;
        while (smaller) {
            smaller = false;
            for (int i = 0; i < least.size() && !smaller; i++) {
                var fewer = new ArrayList<>(least);
                fewer.remove(i);
                String same = fault(property, seed, fewer);
                if (same != null && kind(same).equals(kind(fault))) {
                    least = fewer;
                    smaller = true;
                }
            }
        }
        return least;
    }

    /** The first line without the event. */
    static String kind(String fault) {
        String first = fault.lines().findFirst().orElse("");
        int event = first.indexOf(" for ");
        return event < 0 ? first.replaceAll("[0-9a-f]{8}-[-0-9a-f]*|r[0-9]+", "") : first.substring(0, event);
    }

    @SuppressWarnings("SystemOut")
    public static void main(String[] arguments) {
        Property property = Property.valueOf(arguments[0]);
        long first = Long.parseLong(arguments[1]);
        long count = Long.parseLong(arguments[2]);
        int each = arguments.length > 3 ? Integer.parseInt(arguments[3]) : 1;
        var kinds = new TreeMap<String, Integer>();
        for (long seed = first; seed < first + count; seed++) {
            List<Arrival> world = SmallWorld.of(seed);
            String fault = fault(property, seed, world);
            if (fault != null && kinds.merge(kind(fault), 1, Integer::sum) <= each) {
                List<Arrival> least = least(property, seed, world, fault);
                System.out.println("seed " + seed + ": " + fault(property, seed, least));
            }
        }
        kinds.forEach((kind, times) -> System.out.println(times + " times " + kind));
    }
}
