// SPDX-License-Identifier: Apache-2.0
package io.whotrail.investigation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.whotrail.Attribution;
import io.whotrail.AttributionListener;
import io.whotrail.Attributor;
import io.whotrail.SessionRevision;
import io.whotrail.event.CloudTrailEvent;
import io.whotrail.simulation.Ledger;
import io.whotrail.simulation.Profile;
import io.whotrail.story.Account;
import io.whotrail.story.RoleSession;
import io.whotrail.story.Story;
import io.whotrail.story.StoryEvent;
import io.whotrail.story.User;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class InvestigationTest {
    private static final int EVENTS = 1_500;
    private static final String S3 = "s3.amazonaws.com";

    private final Story story = new Story(9);
    private final Account acme = story.account("111122223333");
    private final User alice = acme.user("alice");

    private static Investigation live(List<CloudTrailEvent> events, int maximum) {
        var investigation = Investigation.keeping(maximum);
        Attributor attributor =
                Attributor.builder(Answered.CLOCK).listener(investigation).build();
        events.forEach(event -> investigation.add(attributor.attribute(event)));
        attributor.finish();
        return investigation;
    }

    @Test
    void whatComesLateTakesThePlaceOfWhatWasAnswered() {
        RoleSession dev = alice.assumes(acme.role("Dev"), "a");
        StoryEvent use = dev.calls(S3, "GetObject");
        story.delay(dev.issuances().toArray(StoryEvent[]::new));
        Investigation investigation = live(Answered.events(story), 10);
        assertThat(investigation.event(use.id()))
                .get()
                .isInstanceOfSatisfying(
                        Attribution.Attributed.class,
                        known -> assertThat(known.origin().name()).isEqualTo("alice"));
        assertThat(investigation.event("none")).isEmpty();
        assertThat(investigation.key(dev.key(), TimeRange.ALWAYS)).hasSize(1);
        assertThat(investigation.key("ASIANONE", TimeRange.ALWAYS)).isEmpty();
    }

    @Test
    void aKeyOfTwoSessionsIsToldOfBothAndTheTimeChooses() {
        RoleSession first = alice.assumes(acme.role("Dev"), "one");
        first.calls(S3, "GetObject");
        StoryEvent last = first.calls(S3, "PutObject");
        story.pass(Duration.ofHours(20));
        RoleSession second =
                acme.user("bob").assumes(acme.role("Dev"), "two", assumption -> assumption.handingOut(first.key()));
        StoryEvent other = second.calls(S3, "GetObject");
        Investigation investigation = live(Answered.events(story), 100);
        assertThat(investigation.key(first.key(), TimeRange.ALWAYS))
                .extracting(Attribution::eventId)
                .containsExactly(last.id(), other.id());
        assertThat(investigation.key(first.key(), new TimeRange(second.birth(), null)))
                .extracting(Attribution::eventId)
                .containsExactly(other.id());
    }

    @Test
    void aTimelineIsInTheOrderOfTimeAcrossAllSessions() {
        StoryEvent own = alice.calls(S3, "ListBuckets");
        RoleSession dev = alice.assumes(acme.role("Dev"), "a");
        StoryEvent use = dev.calls(S3, "GetObject");
        acme.user("bob").calls(S3, "ListBuckets");
        StoryEvent later = alice.calls(S3, "PutObject");
        story.delay(own);
        Investigation investigation = live(Answered.events(story), 100);
        assertThat(investigation.timeline("alice", TimeRange.ALWAYS))
                .extracting(Attribution::eventId)
                .containsExactly(own.id(), dev.issuance().id(), use.id(), later.id());
        assertThat(investigation.timeline(dev.key(), TimeRange.ALWAYS))
                .isEqualTo(investigation.timeline("alice", TimeRange.ALWAYS));
        assertThat(investigation.timeline("nobody", TimeRange.ALWAYS)).isEmpty();
        assertThat(investigation.timeline("alice", new TimeRange(use.time(), later.time())))
                .extracting(Attribution::eventId)
                .containsExactly(use.id());
    }

    @Test
    void sessionsAreToldApartAsFarAsThereIsRoom() {
        for (int i = 0; i < 5; i++) {
            alice.assumes(acme.role("Dev"), "session-" + i);
        }
        Investigation investigation = live(Answered.events(story), 100);
        var query = new IdentityQuery("alice");
        assertThat(investigation.sessions(query, TimeRange.ALWAYS).get(0).allSessions())
                .hasSize(5);
        SessionForest forest = investigation.forest(query, TimeRange.ALWAYS, 3);
        assertThat(forest.trees().get(0).allSessions()).hasSize(2);
        assertThat(forest.trees().get(0).untold()).isEqualTo(3);
        assertThat(investigation.forest(query, TimeRange.ALWAYS, 0).untold()).isEqualTo(5);
    }

    @Test
    void whatWasAddedFirstIsLetGoOfFirstWithAllThatIsKnownOfIt() {
        RoleSession dev = alice.assumes(acme.role("Dev"), "a");
        StoryEvent use = dev.calls(S3, "GetObject");
        for (int i = 0; i < 10; i++) {
            alice.calls(S3, "ListBuckets");
        }
        Investigation investigation = live(Answered.events(story), 10);
        assertThat(investigation.event(use.id())).isEmpty();
        assertThat(investigation.key(dev.key(), TimeRange.ALWAYS)).isEmpty();
        assertThat(investigation.terms()).isEqualTo(1);
        assertThat(investigation.stats()).isEqualTo(new InvestigationStats(12, 10, 0, 0, 2, 0, 0, 0));
        assertThatThrownBy(() -> Investigation.keeping(0)).hasMessageContaining("got 0");
    }

    /** Notices come before their answers here, so that they have to be kept for them. */
    @Test
    void noticesThatAreLetGoOfAreCounted() {
        var told = new ArrayList<SessionRevision>();
        Attributor attributor = Attributor.builder(Answered.CLOCK)
                .listener(new AttributionListener() {
                    @Override
                    public void onAttribution(Attribution attribution) {}

                    @Override
                    public void onSessionRevision(SessionRevision revision) {
                        told.add(revision);
                    }
                })
                .build();
        for (int i = 0; i < 3; i++) {
            RoleSession dev = alice.assumes(acme.role("Dev"), "session-" + i);
            dev.calls(S3, "GetObject");
            story.delay(dev.issuances().toArray(StoryEvent[]::new));
        }
        Answered.events(story).forEach(attributor::attribute);
        attributor.finish();
        assertThat(told).hasSizeGreaterThanOrEqualTo(3);
        var investigation = Investigation.keeping(1);
        told.forEach(investigation::onSessionRevision);
        InvestigationStats stats = investigation.stats();
        assertThat(stats.notices()).isEqualTo(told.size());
        assertThat(stats.noticesForgotten()).isPositive();
        assertThat(stats.noticesKept()).isPositive();
        assertThat(stats.balances()).isTrue();
        var ofOne = Investigation.keeping(1);
        for (int i = 0; i <= Investigation.NOTICES_OF_SESSION; i++) {
            ofOne.onSessionRevision(told.get(0));
        }
        assertThat(ofOne.stats().noticesForgotten()).isEqualTo(1);
    }

    /** Whoever listens knows in the end what somebody knows who asks after everything came. */
    @ParameterizedTest
    @EnumSource
    void theEndIsThatOfEveryAnswerRevisionAndNotice(Profile profile) {
        List<CloudTrailEvent> events = new ArrayList<>(Answered.delivered(profile, 3, EVENTS));
        Collections.shuffle(events, new Random(profile.title().hashCode()));
        var ledger = new Ledger();
        var investigation = Investigation.keeping(EVENTS);
        Attributor attributor = Attributor.builder(Answered.CLOCK)
                .listener(new Both(ledger, investigation))
                .build();
        for (CloudTrailEvent event : events) {
            Attribution answer = attributor.attribute(event);
            ledger.take(answer);
            investigation.add(answer);
            assertThat(investigation.stats().balances()).isTrue();
        }
        attributor.finish();
        ledger.lines()
                .forEach((id, line) -> assertThat(
                                Ledger.line(investigation.event(id).orElseThrow()))
                        .isEqualTo(line));
        assertThat(investigation.stats().balances()).isTrue();
        assertThat(investigation.stats().kept()).isEqualTo(ledger.lines().size());
    }

    /** In whatever order answers, revisions and notices reach it. */
    @ParameterizedTest
    @EnumSource
    void twoThreadsMayTellInEitherOrder(Profile profile) {
        List<CloudTrailEvent> events = new ArrayList<>(Answered.delivered(profile, 4, EVENTS));
        Collections.shuffle(events, new Random(profile.title().hashCode()));
        var ledger = new Ledger();
        var told = new Told();
        Attributor attributor = Attributor.builder(Answered.CLOCK)
                .listener(new Both(ledger, told))
                .build();
        for (CloudTrailEvent event : events) {
            Attribution answer = attributor.attribute(event);
            ledger.take(answer);
            if (answer != null) {
                told.onAttribution(answer);
            }
        }
        attributor.finish();
        var investigation = Investigation.keeping(EVENTS);
        Collections.shuffle(told.all(), new Random(profile.title().hashCode()));
        told.all().forEach(each -> each.accept(investigation));
        ledger.lines()
                .forEach((id, line) -> assertThat(
                                Ledger.line(investigation.event(id).orElseThrow()))
                        .isEqualTo(line));
    }
}
