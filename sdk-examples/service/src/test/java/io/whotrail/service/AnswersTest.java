// SPDX-License-Identifier: Apache-2.0
package io.whotrail.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.whotrail.Attribution;
import io.whotrail.AttributionListener;
import io.whotrail.Attributor;
import io.whotrail.SessionRevision;
import io.whotrail.event.CloudTrailEvent;
import io.whotrail.simulation.Deliveries;
import io.whotrail.simulation.Profile;
import io.whotrail.simulation.SimulatedEvent;
import io.whotrail.simulation.Simulation;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** What is kept when threads tell in another order than things happened. */
class AnswersTest {
    private static final int MANY = 10_000;

    private final List<Attribution> told = new ArrayList<>();
    private final List<SessionRevision> notices = new ArrayList<>();
    private final Answers inOrder = new Answers(MANY);

    private void attribute(Profile profile, long seed) {
        Attributor attributor = Attributor.builder(InstantSource.system())
                .lateness(Duration.ofDays(2))
                .listener(new AttributionListener() {
                    @Override
                    public void onAttribution(Attribution revised) {
                        tell(revised);
                    }

                    @Override
                    public void onSessionRevision(SessionRevision notice) {
                        notices.add(notice);
                        inOrder.apply(notice);
                    }
                })
                .build();
        Deliveries deliveries = Simulation.small(profile, seed).delivered(2_000);
        for (SimulatedEvent next = deliveries.next(); next != null; next = deliveries.next()) {
            CloudTrailEvent event = next.event();
            Attribution answer = attributor.attribute(event);
            if (answer != null) {
                tell(answer);
            }
        }
    }

    private void tell(Attribution answer) {
        told.add(answer);
        inOrder.put(answer);
    }

    @Test
    void noticesThatComeBeforeTheirAnswersCountAsIfTheyCameAfter() {
        attribute(Profile.CHAINS, 7);
        assertThat(notices).isNotEmpty();
        var noticesFirst = new Answers(MANY);
        notices.forEach(noticesFirst::apply);
        told.forEach(noticesFirst::put);
        for (Attribution answer : told) {
            assertThat(noticesFirst.ofEvent(answer.eventId())).isEqualTo(inOrder.ofEvent(answer.eventId()));
        }
    }

    @Test
    void anAnswerThatIsToldLateDoesNotTakeThePlaceOfALaterOne() {
        attribute(Profile.CHAINS, 8);
        assertThat(told).anyMatch(answer -> answer.revision() > 0);
        var backwards = new Answers(MANY);
        for (int at = told.size() - 1; at >= 0; at--) {
            backwards.put(told.get(at));
        }
        for (Attribution answer : told) {
            assertThat(backwards.ofEvent(answer.eventId()))
                    .hasValueSatisfying(kept -> assertThat(kept.revision()).isGreaterThanOrEqualTo(answer.revision()));
        }
    }

    @Test
    void whatIsFoundByAnOriginHasItNow() {
        attribute(Profile.COLLISIONS, 9);
        var names = new TreeSet<String>();
        told.stream().map(AnswersTest::originOf).filter(Objects::nonNull).forEach(names::add);
        assertThat(names).hasSizeGreaterThan(5);
        for (String name : names) {
            assertThat(inOrder.ofOrigin(name)).allMatch(answer -> name.equals(originOf(answer)));
        }
    }

    private static String originOf(Attribution answer) {
        return answer instanceof Attribution.Attributed known ? known.origin().name() : null;
    }

    @Test
    void ofAnswersThatAreLetGoOfNothingIsLeft() {
        attribute(Profile.TYPICAL, 10);
        var few = new Answers(20);
        told.forEach(few::put);
        assertThat(few.size()).isEqualTo(20);
        assertThat(few.terms()).isLessThanOrEqualTo(20 * 6);
        assertThat(inOrder.terms()).isGreaterThan(20 * 6);
    }
}
