// SPDX-License-Identifier: Apache-2.0
package io.whotrail.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Records are delivered as CloudTrail does: in files of an account, a Region and five minutes, each Region in its own time. */
class DeliveryTest {
    private static final int SOME = 12_000;
    private static final int FIVE_MINUTES = 300;
    private static final int TEN_MINUTES = 600;
    private static final long CYCLE = Duration.ofHours(12).toSeconds();
    private static final long OUTAGE = Duration.ofHours(3).toSeconds();
    private static final long FIRST =
            Simulation.BEGINNING.plus(Duration.ofHours(1)).getEpochSecond();

    private static List<DeliveredFile> files(Profile profile, long seed) {
        Deliveries deliveries = new Simulation(profile, seed).delivered(SOME);
        var files = new ArrayList<DeliveredFile>();
        for (DeliveredFile file = deliveries.nextFile(); file != null; file = deliveries.nextFile()) {
            files.add(file);
        }
        return files;
    }

    /** Apart from acts that set a clock, an event's time is when it happened; what comes again later is a replay. */
    private static boolean hasTrueTime(SimulatedEvent event) {
        return event.truth().scenario() != Scenario.HOSTILE;
    }

    @ParameterizedTest
    @EnumSource
    void aFileHoldsFiveMinutesOfOneAccountAndRegion(Profile profile) {
        var seen = new HashSet<String>();
        for (DeliveredFile file : files(profile, 7)) {
            assertThat(file.records()).isNotEmpty();
            Trail trail = file.records().get(0).trail();
            long first = Long.MAX_VALUE;
            long last = Long.MIN_VALUE;
            for (SimulatedEvent event : file.records()) {
                assertThat(event.trail()).isEqualTo(trail);
                assertThat(event.event().recipientAccountId()).isEqualTo(trail.accountId());
                assertThat(event.event().awsRegion()).isEqualTo(trail.region());
                if (seen.add(event.event().eventId()) && hasTrueTime(event)) {
                    first = Math.min(first, event.event().eventTime().getEpochSecond());
                    last = Math.max(last, event.event().eventTime().getEpochSecond());
                }
            }
            assertThat(last - first).isLessThan(FIVE_MINUTES);
            assertThat(file.objectKey()).contains('/' + trail.accountId() + "/CloudTrail/" + trail.region() + '/');
        }
    }

    @ParameterizedTest
    @EnumSource
    void noTwoFilesHaveOneName(Profile profile) {
        var names = new HashSet<String>();
        for (DeliveredFile file : files(profile, 7)) {
            assertThat(names.add(file.objectKey())).as(file.objectKey()).isTrue();
        }
    }

    @ParameterizedTest
    @EnumSource
    void filesComeInTheOrderOfTheirDelivery(Profile profile) {
        assertThat(files(profile, 7))
                .isSortedAccordingTo((one, other) -> Long.compare(one.deliveredAt(), other.deliveredAt()));
    }

    @Test
    void inAFileNeighboursAreOutOfOrderAsOftenAsInRealOnes() {
        int inversions = 0;
        int neighbours = 0;
        for (DeliveredFile file : files(Profile.TYPICAL, 7)) {
            for (int i = 1; i < file.records().size(); i++) {
                neighbours++;
                inversions += file.records()
                                .get(i)
                                .event()
                                .eventTime()
                                .isBefore(file.records().get(i - 1).event().eventTime())
                        ? 1
                        : 0;
            }
        }
        assertThat((double) inversions / neighbours).isBetween(0.15, 0.30);
    }

    private static Map<String, List<Long>> delays(Profile profile) {
        var delays = new TreeMap<String, List<Long>>();
        for (long seed = 1; seed <= 4; seed++) {
            for (SimulatedEvent event : new Simulation(profile, seed).happened(SOME)) {
                if (event.fate().isDelivered()) {
                    delays.computeIfAbsent(event.trail().region(), key -> new ArrayList<>())
                            .add(event.fate().delay());
                }
            }
        }
        delays.values().forEach(list -> list.sort(null));
        return delays;
    }

    private static long median(List<Long> sorted) {
        return sorted.get(sorted.size() / 2);
    }

    @Test
    void eachRegionDeliversInItsOwnTimeAndNoneAfterMoreThanTenMinutes() {
        Map<String, List<Long>> delays = delays(Profile.TYPICAL);
        assertThat(delays).containsOnlyKeys(Organisation.REGIONS);
        var medians = new HashMap<String, Long>();
        delays.forEach((region, list) -> {
            assertThat(list).allSatisfy(delay -> assertThat(delay).isBetween(0L, (long) TEN_MINUTES));
            medians.put(region, median(list));
        });
        assertThat(medians.get("us-east-1")).isBetween(150L, 220L);
        assertThat(medians.get("eu-central-1")).isBetween(medians.get("us-east-1") + 15, 260L);
        assertThat(medians.get("eu-west-1")).isBetween(medians.get("eu-central-1") + 15, 310L);
        assertThat(medians.get("ap-southeast-2")).isBetween(medians.get("eu-west-1") + 30, 400L);
    }

    @Test
    void aFateSaysWhenTheFileComesThatHoldsTheRecord() {
        for (Profile profile : List.of(Profile.TYPICAL, Profile.OUTAGE, Profile.LATE, Profile.DUPLICATES)) {
            var first = new HashMap<String, Long>();
            var fates = new HashMap<String, Fate>();
            for (DeliveredFile file : files(profile, 7)) {
                for (SimulatedEvent event : file.records()) {
                    first.merge(event.event().eventId(), file.deliveredAt(), Math::min);
                    fates.put(event.event().eventId(), event.fate());
                }
            }
            fates.forEach((id, fate) -> {
                assertThat(fate.deliveredAt()).isEqualTo(first.get(id));
                assertThat(fate.delay()).isPositive();
            });
        }
    }

    @Test
    void aUseOftenComesBeforeItsIssuance() {
        long before = new Simulation(Profile.TYPICAL, 7)
                .happened(SOME).stream()
                        .filter(event ->
                                event.truth().evidence() != null && event.fate().isDelivered())
                        .filter(event -> event.truth().evidence().copies().stream()
                                .allMatch(copy ->
                                        copy.fate().deliveredAt() > event.fate().deliveredAt()))
                        .count();
        assertThat(before).isGreaterThan(SOME / 200);
    }

    @Test
    void aRecordComesTwiceInTwoFiles() {
        var times = new HashMap<String, Integer>();
        for (DeliveredFile file : files(Profile.DUPLICATES, 7)) {
            var here = new HashSet<String>();
            for (SimulatedEvent event : file.records()) {
                assertThat(here.add(event.event().eventId())).isTrue();
                times.merge(event.event().eventId(), 1, Integer::sum);
            }
        }
        assertThat(times.values())
                .contains(1, 2)
                .allSatisfy(count -> assertThat(count).isBetween(1, 2));
    }

    // ---- outages

    /** The outage that a time lies in, or -1. */
    private static long outage(long time) {
        long since = time - FIRST;
        return since >= 0 && Math.floorMod(since, CYCLE) < OUTAGE ? since / CYCLE : -1;
    }

    private static Map<String, Integer> deliveredInTheFirst(List<DeliveredFile> files) {
        var inside = new HashMap<String, Integer>();
        Organisation.REGIONS.forEach(region -> inside.put(region, 0));
        for (DeliveredFile file : files) {
            if (outage(file.deliveredAt()) == 0) {
                inside.merge(
                        file.records().get(0).trail().region(), file.records().size(), Integer::sum);
            }
        }
        return inside;
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void inAnOutageOneRegionDeliversNothingAndTheOthersGoOn(long seed) {
        Map<String, Integer> inside = deliveredInTheFirst(files(Profile.OUTAGE, seed));
        assertThat(inside.values()).as("%s", inside).containsOnlyOnce(0);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void afterAnOutageAllComesThatHappenedInIt(long seed) {
        List<DeliveredFile> files = files(Profile.OUTAGE, seed);
        Map<String, Integer> inside = deliveredInTheFirst(files);
        String out = Organisation.REGIONS.stream()
                .filter(region -> inside.get(region) == 0)
                .findFirst()
                .orElseThrow();
        var delivered = new HashSet<String>();
        for (DeliveredFile file : files) {
            file.records().forEach(event -> delivered.add(event.event().eventId()));
        }
        int held = 0;
        for (SimulatedEvent event : new Simulation(Profile.OUTAGE, seed).happened(SOME)) {
            long time = event.event().eventTime().getEpochSecond();
            if (event.trail().region().equals(out)
                    && outage(time) == 0
                    && event.fate().isDelivered()) {
                held++;
                assertThat(delivered).contains(event.event().eventId());
                assertThat(event.fate().deliveredAt()).isBetween(FIRST + OUTAGE, FIRST + OUTAGE + TEN_MINUTES);
            }
        }
        assertThat(held).isGreaterThan(100);
    }

    @Test
    void everyRegionHasItsOutage() {
        var out = new HashSet<String>();
        for (long seed = 1; seed <= 24; seed++) {
            deliveredInTheFirst(files(Profile.OUTAGE, seed)).forEach((region, records) -> {
                if (records == 0) {
                    out.add(region);
                }
            });
        }
        assertThat(out).containsExactlyInAnyOrderElementsOf(Organisation.REGIONS);
    }

    @Test
    void noOtherProfileHasOutages() {
        for (Profile profile : Profile.values()) {
            if (profile != Profile.OUTAGE) {
                assertThat(profile.parameters().outage()).as(profile.title()).isZero();
            }
        }
    }
}
