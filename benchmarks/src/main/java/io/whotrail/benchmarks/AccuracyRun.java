// SPDX-License-Identifier: Apache-2.0
package io.whotrail.benchmarks;

import io.whotrail.Attribution;
import io.whotrail.Gap;
import io.whotrail.UnattributedReason;
import io.whotrail.event.CloudTrailEvent;
import io.whotrail.simulation.Evidence;
import io.whotrail.simulation.Judgement;
import io.whotrail.simulation.Profile;
import io.whotrail.simulation.SimulatedEvent;
import io.whotrail.simulation.Simulation;
import io.whotrail.simulation.Trial;
import io.whotrail.simulation.Truth;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** One profile over some seeds: what every method said, by kind of event. For one thread. */
final class AccuracyRun {
    /** What the table calls Whotrail. */
    static final String WHOTRAIL = "Whotrail";

    /** The methods, in the order of the table. */
    static final List<String> METHODS =
            List.of(WHOTRAIL, new KeyJoin().title(), new SessionNameIdentity().title(), new WindowJoin().title());

    private static final long FIVE_MINUTES = 300;
    private static final long TEN_MINUTES = 600;

    private final Profile profile;
    private final Map<String, Map<String, Tally>> slices = new TreeMap<>();
    private final Map<UnattributedReason, Long> reasons = new EnumMap<>(UnattributedReason.class);
    private final List<String> examples = new ArrayList<>();
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
        public void answered(SimulatedEvent simulated, Attribution answer) {
            Truth truth = simulated.truth();
            CloudTrailEvent event = simulated.event();
            List<Map<String, Tally>> tallies = tallies(simulated);
            boolean provable = truth.expectation().isProvable();
            Tally.Answer ours = answer(truth.judge(answer.verdict()));
            tallies.forEach(tally -> count(tally, WHOTRAIL, ours, provable));
            for (Baseline baseline : baselines) {
                Tally.Answer theirs = baseline.judge(event, truth);
                tallies.forEach(tally -> count(tally, baseline.title(), theirs, provable));
            }
            if (answer.verdict() instanceof Gap gap) {
                reasons.merge(gap.reason(), 1L, Long::sum);
            }
        }
    }

    private static void count(Map<String, Tally> tallies, String method, Tally.Answer answer, boolean provable) {
        tallies.computeIfAbsent(method, name -> new Tally()).count(answer, provable);
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
    private List<Map<String, Tally>> tallies(SimulatedEvent event) {
        Evidence evidence = event.truth().evidence();
        long slowest = Math.max(event.fate().delay(), evidence == null ? 0 : evidence.longestDelay());
        String delay = slowest <= FIVE_MINUTES ? "up to 5 min" : slowest <= TEN_MINUTES ? "up to 10 min" : "hours";
        boolean lost = evidence != null && evidence.hasLoss();
        return List.of(
                slice("all"),
                slice("scenario " + event.truth().scenario()),
                slice("slowest record: " + delay),
                slice("an issuing record: " + (lost ? "lost" : "none lost")),
                slice("delivered: " + (event.fate().copies() > 1 ? "twice" : "once")));
    }

    private Map<String, Tally> slice(String name) {
        return slices.computeIfAbsent(name, key -> new TreeMap<>());
    }

    Profile profile() {
        return profile;
    }

    /** By kind of event, by method. */
    Map<String, Map<String, Tally>> slices() {
        return slices;
    }

    /** Answers without an origin, by reason. */
    Map<UnattributedReason, Long> reasons() {
        return reasons;
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
