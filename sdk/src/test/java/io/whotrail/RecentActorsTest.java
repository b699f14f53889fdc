// SPDX-License-Identifier: Apache-2.0
package io.whotrail;

import static org.assertj.core.api.Assertions.assertThat;

import io.whotrail.event.CloudTrailEvent;
import io.whotrail.event.UserIdentity;
import io.whotrail.simulation.Profile;
import io.whotrail.simulation.SimulatedEvent;
import io.whotrail.simulation.Simulation;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RecentActorsTest {
    private static final long SEED = 42;

    private final SessionGroups groups = new SessionGroups(1_000, new Weight());
    private final RecentActors actors = new RecentActors(1_000, groups, SEED);

    @Test
    void anIdentityThatComesAgainIsKnown() {
        UserIdentity identity = role("arn:aws:sts::111122223333:assumed-role/Dev/alice");

        Actor known = actors.of(identity);
        assertThat(known).isNotNull().isSameAs(actors.of(identity));
    }

    @Test
    void anEqualIdentityIsNotTakenForIt() {
        UserIdentity identity = role("arn:aws:sts::111122223333:assumed-role/Dev/alice");
        actors.of(identity);
        Actor known = actors.of(identity);

        assertThat(actors.of(role(identity.arn()))).isNotSameAs(known);
    }

    @Test
    void whatIsMetOftenIsNotDrivenOutByWhatIsMetOnce() {
        var few = new RecentActors(1, groups, SEED);
        UserIdentity often = user(0);
        few.of(often);
        Actor known = few.of(often);

        for (int i = 1; i < 10_000; i++) {
            few.of(user(i));
        }
        assertThat(few.of(often)).isNotNull().isSameAs(known);
    }

    @Test
    void anIdentityOfLongTextsIsNotRemembered() {
        UserIdentity identity = role("arn:aws:sts::111122223333:assumed-role/Dev/" + "a".repeat(2_000));

        for (int i = 0; i < 3; i++) {
            assertThat(actors.of(identity)).isNull();
        }
    }

    @Test
    void aGroupWithoutSessionsIsLookedUpAgain() {
        UserIdentity identity = role("arn:aws:sts::111122223333:assumed-role/Dev/alice");
        var actor = new Actor(identity, groups, SEED);
        actor.group(new SessionGroup(null, identity.arn(), 0));

        assertThat(actor.group()).isNull();
    }

    /** What is remembered says nothing that the event does not say. */
    @ParameterizedTest
    @EnumSource
    void aQuestionIsTheSameWhetherItsIdentityIsKnownOrNot(Profile profile) {
        List<SimulatedEvent> events = Simulation.small(profile, SEED).happened(3_000);
        var seen = new SeenEvents(1 << 20, SEED);
        for (SimulatedEvent simulated : events) {
            CloudTrailEvent event = simulated.event();
            var actor = new Actor(event.userIdentity(), groups, SEED);
            Use known = Use.of(event, actor);
            Use asked = Use.of(event);

            assertThat(known.groupKey()).isEqualTo(asked.groupKey());
            assertThat(known.own()).isEqualTo(asked.own());
            assertThat(known.birth()).isEqualTo(asked.birth());
            assertThat(hash(actor)).isEqualTo(actor.groupHash());
            SeenEvents.Sighting first = seen.see(event, actor.contentHash());
            assertThat(seen.see(event))
                    .isEqualTo(first == SeenEvents.Sighting.NEW ? SeenEvents.Sighting.DUPLICATE : first);
        }
    }

    private int hash(Actor actor) {
        String key = actor.groupKey();
        return key == null ? 0 : groups.hash(key);
    }

    private static UserIdentity user(int number) {
        return role("arn:aws:sts::111122223333:assumed-role/Dev/" + number);
    }

    private static UserIdentity role(@Nullable String arn) {
        return UserIdentity.builder()
                .type("AssumedRole")
                .arn(arn)
                .principalId("AROAEXAMPLE:alice")
                .accountId("111122223333")
                .build();
    }
}
