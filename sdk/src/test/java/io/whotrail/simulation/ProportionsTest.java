// SPDX-License-Identifier: Apache-2.0
package io.whotrail.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a profile names happens in it, as often as it says, and in no other that does not. */
class ProportionsTest {
    private static final int MANY = 20_000;
    private static final int TRIES = 20_000;
    private static final Set<Act> NEEDS_LUCK =
            Set.of(Act.EXPIRED_USE, Act.ASSUME_FORCED, Act.POLICY_CHANGE, Act.RECREATED_ROLE);
    private static final Set<String> ISSUING =
            Set.of("AssumeRole", "AssumeRoleWithSAML", "AssumeRoleWithWebIdentity", "SwitchRole", "GetSigninToken");

    private static List<SimulatedEvent> events(Profile profile) {
        return new Simulation(profile, 5).happened(MANY);
    }

    private static double share(List<SimulatedEvent> events, Predicate<SimulatedEvent> which) {
        assertThat(events).hasSizeGreaterThan(500);
        return (double) events.stream().filter(which).count() / events.size();
    }

    /** Issuing calls that succeeded, of accounts that log them. */
    private static List<SimulatedEvent> issuances(Profile profile) {
        Set<String> silent = silent(profile);
        return events(profile).stream()
                .filter(event -> ISSUING.contains(event.event().eventName())
                        && event.event().errorCode() == null
                        && !silent.contains(event.event().recipientAccountId()))
                .toList();
    }

    /** The accounts of which a profile delivers no {@code AssumeRole}. */
    private static Set<String> silent(Profile profile) {
        var told = new HashSet<String>();
        var all = new HashSet<String>();
        for (SimulatedEvent event : events(profile)) {
            if (event.event().eventName().equals("AssumeRole")) {
                all.add(event.event().recipientAccountId());
                if (event.fate().isDelivered()) {
                    told.add(event.event().recipientAccountId());
                }
            }
        }
        all.removeAll(told);
        return all;
    }

    private static boolean isLost(SimulatedEvent event) {
        return !event.fate().isDelivered();
    }

    private static boolean isTwice(SimulatedEvent event) {
        return event.fate().copies() == 2;
    }

    @Test
    void issuancesAreLostAsOftenAsTheProfilesSay() {
        assertThat(share(issuances(Profile.LOSSY), ProportionsTest::isLost)).isBetween(0.04, 0.06);
        assertThat(share(issuances(Profile.POLICIES), ProportionsTest::isLost)).isBetween(0.17, 0.22);
        assertThat(share(issuances(Profile.MIXED), ProportionsTest::isLost)).isBetween(0.02, 0.04);
    }

    @ParameterizedTest
    @EnumSource(
            names = {"LOSSY", "POLICIES", "MIXED"},
            mode = EnumSource.Mode.EXCLUDE)
    void nothingIsLostWhereTheProfileDoesNotSaySo(Profile profile) {
        assertThat(issuances(profile)).noneMatch(ProportionsTest::isLost);
    }

    @ParameterizedTest
    @EnumSource
    void whatOnlyUsesIsNeverLostWhereAllIsLogged(Profile profile) {
        Set<String> silent = silent(profile);
        assertThat(events(profile))
                .filteredOn(event -> Api.EVERYDAY.contains(Api.of(event.event()))
                        && !silent.contains(event.event().recipientAccountId()))
                .noneMatch(ProportionsTest::isLost);
    }

    @ParameterizedTest
    @EnumSource
    void recordsComeTwiceAsOftenAsTheProfilesSay(Profile profile) {
        double twice = share(
                events(profile).stream()
                        .filter(event ->
                                event.fate().isDelivered() && !event.fate().late())
                        .toList(),
                ProportionsTest::isTwice);
        switch (profile) {
            case DUPLICATES -> assertThat(twice).isBetween(0.48, 0.52);
            case MIXED -> assertThat(twice).isBetween(0.045, 0.055);
            default -> assertThat(twice).isBetween(0.0035, 0.0065);
        }
    }

    @ParameterizedTest
    @EnumSource
    void recordsAreLateWhereTheProfileSaysSo(Profile profile) {
        double late = share(events(profile), event -> event.fate().late());
        if (profile == Profile.LATE) {
            assertThat(late).isBetween(0.017, 0.023);
        } else {
            assertThat(late).isZero();
        }
    }

    @Test
    void whatIsLateComesMoreThanAnHourAfterTheLateness() {
        long bound = Profile.LATE.lateness().toSeconds() + 3600;
        assertThat(events(Profile.LATE))
                .filteredOn(event -> event.fate().late())
                .allSatisfy(event -> assertThat(event.fate().delay()).isBetween(bound, bound + 6 * 3600));
    }

    @ParameterizedTest
    @EnumSource
    void trailsAreMissingWhereTheProfileSaysSo(Profile profile) {
        Set<String> silent = silent(profile);
        var silentAltogether = new HashSet<>(silent);
        for (SimulatedEvent event : events(profile)) {
            if (event.fate().isDelivered()) {
                silentAltogether.remove(event.event().recipientAccountId());
            }
        }
        boolean partly = profile == Profile.CROSS_ACCOUNT || profile == Profile.MIXED;
        assertThat(silentAltogether).as("accounts without a trail").hasSize(2);
        assertThat(silent).as("accounts that log no AssumeRole").hasSize(partly ? 4 : 2);
    }

    /** What happens in the last minutes before the next outage may fall into that. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void anOutageHoldsBackAQuarterOfWhatTheRegionHasInTwelveHours(long seed) {
        Instant first = Simulation.BEGINNING.plus(Duration.ofHours(1));
        Map<String, List<SimulatedEvent>> byRegion = new Simulation(Profile.OUTAGE, seed)
                .happened(2 * MANY).stream()
                        .filter(event -> !event.event().eventTime().isBefore(first)
                                && event.event()
                                        .eventTime()
                                        .isBefore(
                                                first.plus(Duration.ofHours(12).minusMinutes(15)))
                                && event.fate().isDelivered())
                        .collect(Collectors.groupingBy(event -> event.trail().region()));
        List<Double> held = byRegion.values().stream()
                .map(events -> share(events, event -> event.fate().delay() > 600))
                .sorted()
                .toList();
        assertThat(held.subList(0, 3)).containsOnly(0.0);
        assertThat(held.get(3)).isBetween(0.21, 0.29);
    }

    @ParameterizedTest
    @EnumSource(names = "OUTAGE", mode = EnumSource.Mode.EXCLUDE)
    void elsewhereNothingTakesMoreThanTenMinutesUnlessItIsLate(Profile profile) {
        assertThat(events(profile))
                .filteredOn(event -> event.fate().isDelivered() && !event.fate().late())
                .allMatch(event -> event.fate().delay() <= 600);
    }

    @Test
    void aFloodIsHalfOfAllEvents() {
        assertThat(share(events(Profile.FLOOD), event -> event.truth().scenario() == Scenario.FLOOD))
                .isBetween(0.45, 0.6);
    }

    /** Of what is tried, what tells at least one record. */
    private record Tries(Map<Act, Integer> tried, Map<Act, Integer> told) {
        static Tries of(Profile profile) {
            Parameters parameters = profile.parameters();
            var stage = new Stage(parameters, new SplitMix64(17));
            var acts = new Acts(stage);
            var tries = new Tries(new EnumMap<>(Act.class), new EnumMap<>(Act.class));
            for (int i = 0; i < TRIES; i++) {
                Act act = acts.next();
                tries.tried.merge(act, 1, Integer::sum);
                if (stage.poll() != null) {
                    tries.told.merge(act, 1, Integer::sum);
                }
                while (stage.hasMore()) {
                    stage.poll();
                }
            }
            return tries;
        }

        double success(Act act) {
            return (double) told.getOrDefault(act, 0) / tried.getOrDefault(act, 1);
        }
    }

    @ParameterizedTest
    @EnumSource
    void everyActIsTriedAsOftenAsItsWeightSays(Profile profile) {
        Map<Act, Integer> weights = profile.parameters().weights();
        int sum = weights.values().stream().mapToInt(Integer::intValue).sum();
        Tries tries = Tries.of(profile);
        assertThat(tries.tried).containsOnlyKeys(weights.keySet());
        weights.forEach((act, weight) -> {
            double expected = (double) weight * TRIES / sum;
            assertThat((double) tries.tried.get(act))
                    .as("%s", act)
                    .isBetween(expected - 5 * Math.sqrt(expected), expected + 5 * Math.sqrt(expected));
        });
    }

    @ParameterizedTest
    @EnumSource
    void whatIsTriedMostlySucceeds(Profile profile) {
        Tries tries = Tries.of(profile);
        var seldom = new HashMap<Act, Double>();
        for (Act act : profile.parameters().weights().keySet()) {
            double least = NEEDS_LUCK.contains(act) ? 0.2 : 0.5;
            if (tries.success(act) < least) {
                seldom.put(act, tries.success(act));
            }
        }
        assertThat(seldom).isEmpty();
    }

    @Test
    void everyActIsInSomeProfile() {
        var acts = new HashSet<Act>();
        for (Profile profile : Profile.values()) {
            acts.addAll(profile.parameters().weights().keySet());
        }
        assertThat(acts).containsExactlyInAnyOrder(Act.values());
    }
}
