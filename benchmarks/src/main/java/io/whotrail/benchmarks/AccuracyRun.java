// SPDX-License-Identifier: Apache-2.0
package io.whotrail.benchmarks;

import io.whotrail.Attribution;
import io.whotrail.Gap;
import io.whotrail.UnattributedReason;
import io.whotrail.event.CloudTrailEvent;
import io.whotrail.simulation.Evidence;
import io.whotrail.simulation.Judgement;
import io.whotrail.simulation.Profile;
import io.whotrail.simulation.Scenario;
import io.whotrail.simulation.SimulatedEvent;
import io.whotrail.simulation.Simulation;
import io.whotrail.simulation.Trial;
import io.whotrail.simulation.Truth;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** One profile over some seeds: what every method said, by kind of event. For one thread. */
final class AccuracyRun {
    /** The kind that every event is of. */
    static final String ALL = "all";

    private static final String SOON = "slowest record: up to 5 min";
    private static final String LATER = "slowest record: up to 10 min";
    private static final String MUCH_LATER = "slowest record: hours";
    private static final String LOST = "an issuing record: lost";
    private static final String NONE_LOST = "an issuing record: none lost";
    private static final String ONCE = "delivered: once";
    private static final String TWICE = "delivered: twice";
    private static final Map<Scenario, String> SCENARIOS = Arrays.stream(Scenario.values())
            .collect(Collectors.toUnmodifiableMap(scenario -> scenario, scenario -> "scenario " + scenario));

    /** The methods, in the order of the table. */
    static final List<String> METHODS =
            List.of("Whotrail", new KeyJoin().title(), new SessionNameIdentity().title(), new WindowJoin().title());

    private static final long FIVE_MINUTES = 300;
    private static final long TEN_MINUTES = 600;

    private final Profile profile;
    private final Map<String, List<Tally>> slices = new HashMap<>();
    private final Map<UnattributedReason, Long> reasons = new EnumMap<>(UnattributedReason.class);
    private final List<String> examples = new ArrayList<>();
    private long wrongReasons;
    private long faults;

    AccuracyRun(Profile profile) {
        this.profile = profile;
    }

    AccuracyRun run(List<Long> seeds, long events) {
        for (long seed : seeds) {
            var trial = new Trial(profile, new Simulation(profile, seed).delivered(events), new Judge()).run();
            faults += trial.faults() + trial.unanswered();
            examples.addAll(trial.examples());
        }
        return this;
    }

    /** All methods on the same events: three learn as records come, and answer when Whotrail's answer is final. */
    private final class Judge implements Trial.Observer {
        private final List<Baseline> baselines = List.of(new KeyJoin(), new SessionNameIdentity(), new WindowJoin());

        @Override
        public void delivered(SimulatedEvent event) {
            for (Baseline baseline : baselines) {
                baseline.learn(event.event());
            }
        }

        @Override
        public void answered(SimulatedEvent simulated, Attribution answer, Judgement judgement) {
            Truth truth = simulated.truth();
            CloudTrailEvent event = simulated.event();
            List<List<Tally>> tallies = kinds(simulated);
            boolean provable = truth.expectation().isProvable();
            count(tallies, 0, answer(judgement), provable);
            for (int i = 0; i < baselines.size(); i++) {
                count(tallies, 1 + i, baselines.get(i).judge(event, truth), provable);
            }
            if (answer.verdict() instanceof Gap gap) {
                reasons.merge(gap.reason(), 1L, Long::sum);
                wrongReasons += judgement == Judgement.WRONG_REASON ? 1 : 0;
            }
        }
    }

    private static void count(List<List<Tally>> tallies, int method, Tally.Answer answer, boolean provable) {
        for (List<Tally> tally : tallies) {
            tally.get(method).count(answer, provable);
        }
    }

    private static Tally.Answer answer(Judgement judgement) {
        return switch (judgement) {
            case RIGHT -> Tally.Answer.RIGHT;
            case WRONG, WRONG_BASIS, UNPROVEN -> Tally.Answer.WRONG;
            case AMBIGUOUS, NEEDLESSLY_AMBIGUOUS -> Tally.Answer.AMBIGUOUS;
            case UNATTRIBUTED, MISSED, WRONG_REASON -> Tally.Answer.UNATTRIBUTED;
        };
    }

    /** The kinds of which an event is one. */
    private List<List<Tally>> kinds(SimulatedEvent event) {
        Evidence evidence = event.truth().evidence();
        long slowest = Math.max(event.fate().delay(), evidence == null ? 0 : evidence.longestDelay());
        boolean lost = evidence != null && evidence.hasLoss();
        return List.of(
                slice(ALL),
                slice(SCENARIOS.getOrDefault(event.truth().scenario(), "")),
                slice(slowest <= FIVE_MINUTES ? SOON : slowest <= TEN_MINUTES ? LATER : MUCH_LATER),
                slice(lost ? LOST : NONE_LOST),
                slice(event.fate().copies() > 1 ? TWICE : ONCE));
    }

    private List<Tally> slice(String name) {
        return slices.computeIfAbsent(name, key -> tallies());
    }

    /** A tally for each method. */
    static List<Tally> tallies() {
        return METHODS.stream().map(method -> new Tally()).toList();
    }

    Profile profile() {
        return profile;
    }

    /** By kind of event, for each method. */
    Map<String, List<Tally>> slices() {
        return slices;
    }

    /** Answers without an origin, by reason. */
    Map<UnattributedReason, Long> reasons() {
        return reasons;
    }

    /** Answers without an origin whose reason is not the right one. */
    long wrongReasons() {
        return wrongReasons;
    }

    /** Some answers of Whotrail that are not right. */
    List<String> examples() {
        return examples;
    }

    /** Answers of Whotrail that are wrong in any way, and events without one. */
    long faults() {
        return faults;
    }
}
