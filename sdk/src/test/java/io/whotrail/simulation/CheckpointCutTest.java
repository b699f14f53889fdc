// SPDX-License-Identifier: Apache-2.0
package io.whotrail.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.whotrail.AttributionListener;
import io.whotrail.Attributor;
import io.whotrail.AttributorStats;
import io.whotrail.checkpoint.CheckpointException;
import io.whotrail.event.CloudTrailEvent;
import io.whotrail.testing.Reached;
import io.whotrail.testing.Seeds;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;

/** Who goes on from a checkpoint says what it would have said without: every line of every step. */
class CheckpointCutTest {
    private static final int EVENTS = 300;
    private static final int MOST_CUTS = 4;

    /** What has to happen among all that these tests draw. */
    enum State {
        WAITED_AT_A_CUT,
        REVISED_AFTER_A_CUT,
        NOTICED_AFTER_A_CUT,
        REPEATED_AFTER_A_CUT,
        CONTRADICTED_AFTER_A_CUT,
        PUSHED_OUT_BEFORE_A_CUT,
        EXPIRED_BEFORE_A_CUT,
        FINAL_EARLY_BEFORE_A_CUT,
        HELD_BACK
    }

    @RegisterExtension
    static final Reached<State> REACHED = new Reached<>(State.class);

    private static void markCut(AttributorStats at) {
        REACHED.mark(State.WAITED_AT_A_CUT, at.waiting() > 0);
        REACHED.mark(State.PUSHED_OUT_BEFORE_A_CUT, at.sessionsEvicted() > 0);
        REACHED.mark(State.EXPIRED_BEFORE_A_CUT, at.sessionsExpired() > 0);
        REACHED.mark(State.FINAL_EARLY_BEFORE_A_CUT, at.finalizedEarly() > 0);
    }

    private static void markEnd(AttributorStats lastCut, AttributorStats end) {
        REACHED.mark(State.REVISED_AFTER_A_CUT, end.revisions() > lastCut.revisions());
        REACHED.mark(State.NOTICED_AFTER_A_CUT, end.sessionRevisions() > lastCut.sessionRevisions());
        REACHED.mark(State.REPEATED_AFTER_A_CUT, end.duplicates() > lastCut.duplicates());
        REACHED.mark(State.CONTRADICTED_AFTER_A_CUT, end.contradictions() > lastCut.contradictions());
    }

    /** One way to run a world. */
    private record World(List<CloudTrailEvent> events, List<Instant> clocks, Profile profile, Options options) {
        static World of(Profile profile, long seed, Random random) {
            var events = new ArrayList<CloudTrailEvent>();
            var clocks = new ArrayList<Instant>();
            Deliveries deliveries = Simulation.small(profile, seed).delivered(EVENTS);
            for (SimulatedEvent event = deliveries.next(); event != null; event = deliveries.next()) {
                events.add(event.event());
                clocks.add(deliveries.clock().instant());
            }
            return new World(events, clocks, profile, Options.of(profile, random));
        }

        AttributorStats run(Transcript transcript, Set<Integer> cuts) throws IOException, CheckpointException {
            var now = new Instant[] {clocks.get(0)};
            AttributorStats lastCut = null;
            Attributor attributor = options.builder(now, transcript).build();
            for (int i = 0; i < events.size(); i++) {
                now[0] = clocks.get(i);
                if (cuts.contains(i)) {
                    lastCut = attributor.stats();
                    markCut(lastCut);
                    attributor = restored(attributor, options.builder(now, transcript));
                }
                if (i % 7 == options.learned) {
                    attributor.learn(events.get(i));
                    transcript.end(null);
                }
                transcript.end(attributor.attribute(events.get(i), "source " + i % options.sources));
            }
            AttributorStats before = attributor.stats();
            if (lastCut != null) {
                markEnd(lastCut, before);
                REACHED.mark(State.HELD_BACK, options.hold());
            }
            attributor.finish();
            transcript.end(null);
            assertThat(before.balances()).as("%s", before).isTrue();
            return attributor.stats();
        }
    }

    private record Options(
            Duration lateness, Duration retention, long sessions, int waiting, boolean hold, int sources, int learned) {
        /** What was seen of keys is as bounded as the sessions, and not forgotten in the same order then. */
        boolean isCrowded() {
            return sessions < 100;
        }

        static Options of(Profile profile, Random random) {
            return new Options(
                    random.nextInt(3) == 0 ? Duration.ofMinutes(5) : profile.lateness(),
                    random.nextInt(4) == 0 ? Duration.ofSeconds(20) : Duration.ofHours(60),
                    random.nextInt(4) == 0 ? 10 : 20_000,
                    random.nextInt(6) == 0 ? 15 : 20_000,
                    random.nextInt(4) == 0,
                    1 + random.nextInt(3),
                    random.nextInt(3) == 0 ? 0 : 7);
        }

        Attributor.Builder builder(Instant[] now, AttributionListener listener) {
            Attributor.Builder builder = Attributor.builder(() -> now[0])
                    .lateness(lateness)
                    .retention(retention)
                    .maximumSessions(sessions)
                    .maximumWaiting(waiting)
                    .maximumRememberedEvents(50_000)
                    .hashSeed(42)
                    .listener(listener);
            return hold ? builder.holdUntilFinal() : builder;
        }
    }

    static Attributor restored(Attributor attributor, Attributor.Builder builder)
            throws IOException, CheckpointException {
        var image = new ByteArrayOutputStream();
        attributor.snapshot(image);
        return builder.restore(new ByteArrayInputStream(image.toByteArray()));
    }

    private static Set<Integer> cuts(int events, Random random) {
        var cuts = new TreeSet<Integer>();
        for (int i = 1 + random.nextInt(MOST_CUTS); i > 0; i--) {
            cuts.add(random.nextInt(events));
        }
        return cuts;
    }

    @ParameterizedTest
    @Seeds(200)
    void noLineIsAnotherAfterACut(Random random) throws IOException, CheckpointException {
        Profile[] profiles = Profile.values();
        Profile profile = profiles[random.nextInt(profiles.length)];
        World world = World.of(profile, random.nextInt(1_000), random);
        var whole = new Transcript();
        AttributorStats stats = world.run(whole, Set.of());
        var cut = new Transcript();
        Set<Integer> cuts = cuts(world.events().size(), random);
        AttributorStats again = world.run(cut, cuts);
        assertThat(cut.last()).isEqualTo(whole.last());
        if (world.options().isCrowded()) {
            return;
        }
        for (int step = 0; step < whole.steps().size(); step++) {
            assertThat(cut.steps().get(step))
                    .as("%s %s, cut at %s, step %s", profile, world.options(), cuts, step)
                    .isEqualTo(whole.steps().get(step));
        }
        assertThat(kept(again)).isEqualTo(kept(stats));
    }

    /** What is counted and kept; how often signals came up is not in a checkpoint. */
    private static String kept(AttributorStats stats) {
        return stats.toString().replaceAll("signalsBy=\\{[^}]*}, ", "");
    }
}
