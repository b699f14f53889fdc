// SPDX-License-Identifier: Apache-2.0
package io.whotrail;

import io.whotrail.event.CloudTrailEvent;
import io.whotrail.event.InputTrust;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;

/**
 * A few records whose ids, keys, names and seconds come from tiny pools, so that they contradict each other in whatever way
 * records can. One seed makes one world.
 */
final class SmallWorld {
    /** How late a record may come and count. */
    static final Duration LATENESS = Duration.ofMinutes(30);

    private static final int FEWEST = 3;
    private static final int MOST = 12;
    private static final int KINDS_OF_ONE = 4;
    private static final List<InputTrust> TRUSTS = List.of(InputTrust.values());

    /**
     * A record, and when it comes.
     *
     * @param first when, in seconds after its time, it comes in one order within the lateness
     * @param second the same in another order
     * @param late the same where some come too late
     */
    record Arrival(CloudTrailEvent event, long first, long second, long late) {
        long time() {
            return event.eventTime().getEpochSecond();
        }
    }

    private final Random random;
    private final TroubledRecords records;
    private final List<CloudTrailEvent> made = new ArrayList<>();
    private final List<Supplier<CloudTrailEvent.Builder>> kinds = new ArrayList<>();

    private SmallWorld(long seed) {
        this.random = new Random(seed * 0x9E3779B97F4A7C15L);
        this.records = new TroubledRecords(random);
        List<Supplier<CloudTrailEvent.Builder>> all = records.kinds();
        for (int i = 0; i < KINDS_OF_ONE; i++) {
            kinds.add(all.get(random.nextInt(all.size())));
        }
    }

    /** The world of a seed. */
    static List<Arrival> of(long seed) {
        return new SmallWorld(seed).arrivals();
    }

    private List<Arrival> arrivals() {
        var arrivals = new ArrayList<Arrival>();
        int count = FEWEST + random.nextInt(MOST - FEWEST + 1);
        for (int number = 0; number < count; number++) {
            CloudTrailEvent event = next(number);
            made.add(event);
            arrivals.add(new Arrival(event, within(), within(), delay()));
        }
        return arrivals;
    }

    private CloudTrailEvent next(int number) {
        if (!made.isEmpty() && random.nextInt(6) == 0) {
            return another(made.get(random.nextInt(made.size())));
        }
        return anything("r" + number);
    }

    private CloudTrailEvent anything(String id) {
        Supplier<CloudTrailEvent.Builder> kind = random.nextInt(3) == 0
                ? records.kinds().get(random.nextInt(records.kinds().size()))
                : kinds.get(random.nextInt(kinds.size()));
        CloudTrailEvent corrected =
                made.isEmpty() || random.nextInt(8) > 0 ? null : made.get(random.nextInt(made.size()));
        records.begin(Events.id(id), corrected == null ? null : corrected.eventId());
        CloudTrailEvent event = kind.get().inputTrust(trust()).build();
        return corrected == null || event.addendum() == null ? event : TroubledRecords.at(event, corrected.eventTime());
    }

    /** The same event id once more: the same record by another way, or another content. */
    private CloudTrailEvent another(CloudTrailEvent event) {
        if (random.nextBoolean()) {
            return event.withInputTrust(trust());
        }
        records.begin(event.eventId(), null);
        CloudTrailEvent other =
                records.likeOf(event.eventName()).get().inputTrust(trust()).build();
        return other.eventTime().equals(event.eventTime()) ? other : TroubledRecords.at(other, event.eventTime());
    }

    private InputTrust trust() {
        return random.nextInt(3) > 0 ? InputTrust.UNAUTHENTICATED : TRUSTS.get(random.nextInt(TRUSTS.size()));
    }

    private long within() {
        long bound = LATENESS.toSeconds();
        return switch (random.nextInt(4)) {
            case 0 -> 0;
            case 1 -> bound;
            default -> (long) (random.nextDouble() * (bound + 1));
        };
    }

    private long delay() {
        return random.nextInt(3) > 0 ? within() : (long) (random.nextDouble() * 4 * LATENESS.toSeconds());
    }

    /** The records in the order in which they come, one of each second after the other. */
    static List<CloudTrailEvent> inOrder(List<Arrival> arrivals, java.util.function.ToLongFunction<Arrival> delay) {
        return arrivals.stream()
                .sorted(java.util.Comparator.comparingLong(one -> one.time() + delay.applyAsLong(one)))
                .map(Arrival::event)
                .toList();
    }

    /** The world in words, a line for each record, in the order of one of its arrivals. */
    static String text(List<CloudTrailEvent> events) {
        var text = new StringBuilder();
        for (CloudTrailEvent event : events) {
            text.append("  ").append(RecordText.of(event)).append('\n');
        }
        return text.toString();
    }
}
