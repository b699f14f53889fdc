// SPDX-License-Identifier: Apache-2.0
package io.whotrail;

import static io.whotrail.Events.NOON;
import static io.whotrail.Events.assume;
import static io.whotrail.Events.session;
import static io.whotrail.Events.use;
import static io.whotrail.Events.user;
import static org.assertj.core.api.Assertions.assertThat;

import io.whotrail.event.CloudTrailEvent;
import io.whotrail.event.InputTrust;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes final because too many events wait says so, and stays. */
final class FinalizedEarlyTest {
    private final Answers answers = new Answers();

    private static Instant at(long seconds) {
        return NOON.plusSeconds(seconds);
    }

    @Test
    void tooManyWaitingEventsBecomeFinalEarlyAndAreCounted() {
        Attributor small = Answers.builder(answers).maximumWaiting(5).build();
        for (int i = 0; i < 20; i++) {
            small.attribute(use("e" + i, session("Dev", "x", "ASIAONE1", NOON), at(i)));
        }
        assertThat(small.stats().waiting()).isEqualTo(5);
        assertThat(small.stats().finalizedEarly()).isEqualTo(15);
        assertThat(answers.told()).hasSize(15).allSatisfy(answer -> {
            assertThat(answer.finalizedEarly()).isTrue();
            assertThat(answer.isFinal()).isTrue();
            assertThat(answer.revision()).isEqualTo(1);
        });
        assertThat(small.stats().revisions()).isEqualTo(15);
    }

    @Test
    void anEventThatFindsNoRoomToWaitSaysAtOnceThatItIsFinalEarly() {
        Attributor small = Answers.builder(answers).maximumWaiting(1).build();
        small.attribute(use("young", session("Dev", "x", "ASIAONE1", NOON), at(60)));
        Attribution old = small.attribute(use("old", session("Dev", "x", "ASIAONE1", NOON), at(30)));
        assertThat(old.finalizedEarly()).isTrue();
        assertThat(old.isFinal()).isTrue();
        assertThat(old.revision()).isZero();
        assertThat(answers.told()).isEmpty();
        assertThat(small.stats().finalizedEarly()).isEqualTo(1);
        assertThat(small.stats().revisions()).isZero();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void whatBecameFinalEarlyIsRevisedByNoFactAndNoContradiction(boolean hold) {
        Attributor.Builder settings = Answers.builder(answers).maximumWaiting(1);
        Attributor small = (hold ? settings.holdUntilFinal() : settings).build();
        CloudTrailEvent first = use("first", session("Dev", "x", "ASIAONE1", NOON), at(60));
        small.attribute(first);
        small.attribute(use("second", session("Dev", "x", "ASIAONE1", NOON), at(61)));
        assertThat(answers.told()).extracting(Attribution::eventId).containsExactly(first.eventId());
        small.attribute(use("first", session("Dev", "y", "ASIATWO2", NOON), at(60)));
        small.attribute(CloudTrailEvent.builder(first.eventId())
                .eventTime(first.eventTime())
                .eventSource(first.eventSource())
                .eventName(first.eventName())
                .userIdentity(first.userIdentity())
                .sourceIpAddress(first.sourceIpAddress())
                .recipientAccountId(first.recipientAccountId())
                .eventType(first.eventType())
                .inputTrust(InputTrust.DIGEST_VERIFIED)
                .build());
        small.attribute(
                assume("a1", user("alice"), "Dev", "x", "ASIAONE1", NOON).build());
        small.finish();
        assertThat(answers.told())
                .filteredOn(answer -> answer.eventId().equals(first.eventId()))
                .singleElement()
                .satisfies(answer -> assertThat(answer.finalizedEarly()).isTrue());
        assertThat(small.stats().contradictions()).isEqualTo(1);
        assertThat(small.stats().balances()).isTrue();
    }

    @Test
    void whatIsReturnedIsTheFirstAnswerEvenWhereTheIdWasForgottenMeanwhile() {
        Attributor forgetful =
                Answers.builder(answers).maximumRememberedEvents(1).build();
        CloudTrailEvent event = use("e1", session("Dev", "x", "ASIAONE1", NOON), at(60));
        forgetful.attribute(event);
        forgetful.attribute(
                assume("a1", user("alice"), "Dev", "x", "ASIAONE1", NOON).build());
        assertThat(answers.told()).extracting(Attribution::revision).containsExactly(1);
        for (int i = 0; i < 1_000; i++) {
            forgetful.attribute(use("other" + i, user("bob"), at(60)));
        }
        Attribution again = forgetful.attribute(event);
        assertThat(again.revision()).isZero();
        assertThat(again.verdict()).isInstanceOf(Explanation.class);
    }
}
