// SPDX-License-Identifier: Apache-2.0
package io.whotrail.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.whotrail.event.CloudTrailEvent;
import io.whotrail.event.ResponseElements;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every hostile act happens in the profile of that name, and its records show what the act says. */
class HostilityTest {
    private static final int TRIES = 60_000;
    private static final int FEW = 20;
    private static final int FIVE_MINUTES = 300;
    private static final int QUARTER_OF_AN_HOUR = 900;

    /** The records of each act, one list for each time that it happened, and when that was. */
    private static final Map<Act, List<Happening>> HAPPENINGS = happenings();

    private record Happening(Instant now, List<SimulatedEvent> events) {
        CloudTrailEvent event(int index) {
            return events.get(index).event();
        }

        List<CloudTrailEvent> of(String name) {
            return events.stream()
                    .map(SimulatedEvent::event)
                    .filter(event -> event.eventName().equals(name))
                    .toList();
        }
    }

    private static Map<Act, List<Happening>> happenings() {
        var stage = new Stage(Profile.HOSTILE.parameters(), new SplitMix64(23));
        var acts = new Acts(stage);
        var all = new EnumMap<Act, List<Happening>>(Act.class);
        for (int i = 0; i < TRIES; i++) {
            Act act = acts.next();
            var events = new ArrayList<SimulatedEvent>();
            for (SimulatedEvent event = stage.poll(); event != null; event = stage.poll()) {
                events.add(event);
            }
            if (!events.isEmpty()) {
                all.computeIfAbsent(act, key -> new ArrayList<>()).add(new Happening(stage.instant(), events));
            }
        }
        return all;
    }

    private static List<SimulatedEvent> everything() {
        return HAPPENINGS.values().stream()
                .flatMap(List::stream)
                .flatMap(happening -> happening.events().stream())
                .toList();
    }

    private static List<Happening> of(Act act) {
        assertThat(HAPPENINGS).containsKey(act);
        List<Happening> happenings = HAPPENINGS.get(act);
        assertThat(happenings).as("%s", act).hasSizeGreaterThan(FEW);
        return happenings;
    }

    /** Each successful {@code AssumeRole} once: the caller's own record of it. */
    private static List<CloudTrailEvent> assumptions(Happening happening) {
        return happening.of("AssumeRole").stream()
                .filter(event -> !"AWSAccount".equals(event.userIdentity().type()))
                .toList();
    }

    private static String roleSessionName(CloudTrailEvent event) {
        return event.requestParameters().roleSessionName();
    }

    private static Instant birth(CloudTrailEvent event) {
        return event.userIdentity().sessionContext().creationDate();
    }

    @ParameterizedTest
    @EnumSource(
            names = {
                "REFUSED",
                "SPOOFED_NAME",
                "CHOSEN_SOURCE_IDENTITY",
                "JUGGLING",
                "KEY_COLLISION",
                "TWINS",
                "SWITCH_ROLE_TWINS",
                "FORGED_ISSUANCE",
                "FORGED_CONTENT",
                "FUTURE_TIME",
                "REPLAY",
                "CLOCK_SKEW",
                "EXPIRED_USE",
                "FLOOD",
                "POLICY_CHANGE",
                "RECREATED_ROLE"
            })
    void everyHostileActHappens(Act act) {
        assertThat(of(act)).isNotEmpty();
    }

    @Test
    void aSpoofedNameIsAnotherPersonsOrAnInstances() {
        int people = 0;
        int instances = 0;
        for (Happening happening : of(Act.SPOOFED_NAME)) {
            CloudTrailEvent event = assumptions(happening).get(0);
            String name = roleSessionName(event);
            assertThat(name).isNotEqualTo(event.userIdentity().userName());
            assertThat(happening.events().get(0).truth().origin().identity().name())
                    .isEqualTo(event.userIdentity().userName());
            boolean instance = name.matches("i-0[0-9a-f]{16}");
            people += instance ? 0 : 1;
            instances += instance ? 1 : 0;
            assertThat(instance || name.matches("[a-z]+")).as(name).isTrue();
        }
        assertThat(people).isGreaterThan(instances);
        assertThat(instances).isGreaterThan(FEW);
    }

    @Test
    void aChosenSourceIdentityIsNotTheCallersName() {
        for (Happening happening : of(Act.CHOSEN_SOURCE_IDENTITY)) {
            CloudTrailEvent event = assumptions(happening).get(0);
            assertThat(event.requestParameters().sourceIdentity())
                    .matches("[a-z]+")
                    .isNotEqualTo(event.userIdentity().userName())
                    .isEqualTo(event.responseElements().sourceIdentity());
        }
    }

    @Test
    void jugglingGoesBackAndForthBetweenTwoRolesEachTimeWithTheKeyJustGot() {
        for (Happening happening : of(Act.JUGGLING)) {
            List<CloudTrailEvent> hops = assumptions(happening);
            assertThat(hops).hasSizeBetween(3, 6);
            for (int i = 1; i < hops.size(); i++) {
                CloudTrailEvent before = hops.get(i - 1);
                CloudTrailEvent hop = hops.get(i);
                assertThat(hop.userIdentity().accessKeyId())
                        .isEqualTo(before.responseElements().accessKeyId());
                String role = hop.requestParameters().roleArn();
                assertThat(role).isNotEqualTo(before.requestParameters().roleArn());
                if (i > 1) {
                    assertThat(role)
                            .isEqualTo(hops.get(i - 2).requestParameters().roleArn());
                }
            }
            assertThat(happening.events().stream()
                            .map(event -> event.truth().origin().identity()))
                    .containsOnly(happening.events().get(0).truth().origin().identity());
        }
    }

    @Test
    void aCollidingKeyIsAlreadySomebodyElses() {
        var owners = new HashMap<String, Set<String>>();
        for (SimulatedEvent issuing : everything()) {
            ResponseElements answer = issuing.event().responseElements();
            if (answer.assumedRoleId() != null) {
                owners.computeIfAbsent(answer.accessKeyId(), key -> new HashSet<>())
                        .add(answer.assumedRoleId());
            }
        }
        for (Happening happening : of(Act.KEY_COLLISION)) {
            assertThat(owners.get(happening.event(0).responseElements().accessKeyId()))
                    .hasSizeGreaterThan(1);
        }
    }

    @Test
    void twinsHaveOneRoleOneNameAndOneSecondAndTwoCallers() {
        for (Happening happening : of(Act.TWINS)) {
            List<CloudTrailEvent> two = assumptions(happening);
            assertThat(two).hasSize(2);
            CloudTrailEvent one = two.get(0);
            CloudTrailEvent other = two.get(1);
            assertThat(one.responseElements().assumedRoleId())
                    .isEqualTo(other.responseElements().assumedRoleId());
            assertThat(one.eventTime()).isEqualTo(other.eventTime());
            assertThat(one.userIdentity().principalId())
                    .isNotEqualTo(other.userIdentity().principalId());
            assertThat(one.responseElements().accessKeyId())
                    .isNotEqualTo(other.responseElements().accessKeyId());
        }
    }

    @Test
    void twinsWhoSwitchRoleBearOneNameInTwoAccounts() {
        for (Happening happening : of(Act.SWITCH_ROLE_TWINS)) {
            List<CloudTrailEvent> two = happening.of("SwitchRole");
            assertThat(two).hasSize(2);
            assertThat(two.get(0).userIdentity()).isEqualTo(two.get(1).userIdentity());
            assertThat(two.get(0).eventTime()).isEqualTo(two.get(1).eventTime());
            Set<String> users = two.stream()
                    .map(event -> event.additionalEventData().switchFrom())
                    .collect(Collectors.toSet());
            assertThat(users).hasSize(2);
            assertThat(users.stream()
                            .map(arn -> arn.substring(arn.lastIndexOf('/')))
                            .distinct())
                    .hasSize(1);
        }
    }

    @Test
    void aForgedIssuanceSaysThatAnotherGotTheSameKey() {
        for (Happening happening : of(Act.FORGED_ISSUANCE)) {
            List<CloudTrailEvent> two = happening.of("AssumeRole");
            assertThat(two).hasSize(2);
            assertThat(two.get(0).responseElements()).isEqualTo(two.get(1).responseElements());
            assertThat(two.get(0).eventId()).isNotEqualTo(two.get(1).eventId());
            assertThat(two.get(0).userIdentity().principalId())
                    .isNotEqualTo(two.get(1).userIdentity().principalId());
        }
    }

    @Test
    void forgedContentBearsTheIdOfARealRecord() {
        for (Happening happening : of(Act.FORGED_CONTENT)) {
            assertThat(happening.events()).hasSize(2);
            assertThat(happening.event(0).eventId())
                    .isEqualTo(happening.event(1).eventId());
            assertThat(happening.event(0).userIdentity())
                    .isNotEqualTo(happening.event(1).userIdentity());
        }
    }

    @Test
    void aFutureTimeIsOneThatNoClockExcuses() {
        assertThat(of(Act.FUTURE_TIME))
                .allSatisfy(happening -> assertThat(happening.event(0).eventTime())
                        .isAfter(happening.now().plusSeconds(QUARTER_OF_AN_HOUR)));
    }

    @Test
    void aReplayIsARecordOfBefore() {
        var before = new HashSet<SimulatedEvent>();
        HAPPENINGS.forEach((act, all) -> {
            if (act != Act.REPLAY) {
                all.forEach(happening -> before.addAll(happening.events()));
            }
        });
        assertThat(of(Act.REPLAY)).allSatisfy(happening -> assertThat(before).containsAll(happening.events()));
    }

    @Test
    void aSlowClockShowsAKeyBeforeItsBirthALittleOrTooMuch() {
        int little = 0;
        int tooMuch = 0;
        for (Happening happening : of(Act.CLOCK_SKEW)) {
            CloudTrailEvent use = happening.event(happening.events().size() - 1);
            long early = Duration.between(use.eventTime(), birth(use)).toSeconds();
            assertThat(early).isBetween(1L, 501L);
            little += early <= FIVE_MINUTES ? 1 : 0;
            tooMuch += early > FIVE_MINUTES ? 1 : 0;
        }
        assertThat(little).isGreaterThan(FEW);
        assertThat(tooMuch).isGreaterThan(FEW);
    }

    @Test
    void anExpiredUseIsAfterTheLastAllowanceOrBeforeTheFirst() {
        var expirations = new HashMap<String, Instant>();
        for (SimulatedEvent issuing : everything()) {
            ResponseElements answer = issuing.event().responseElements();
            if (answer.accessKeyId() != null) {
                expirations.merge(answer.accessKeyId(), answer.expiration(), HostilityTest::later);
            }
        }
        int early = 0;
        int late = 0;
        for (Happening happening : of(Act.EXPIRED_USE)) {
            CloudTrailEvent use = happening.event(0);
            if (use.eventTime().isBefore(birth(use))) {
                early++;
                assertThat(use.eventTime()).isBefore(birth(use).minusSeconds(FIVE_MINUTES));
            } else {
                late++;
                assertThat(use.eventTime())
                        .isAfter(expirations
                                .get(use.userIdentity().accessKeyId())
                                .plusSeconds(QUARTER_OF_AN_HOUR));
            }
        }
        assertThat(early).isPositive();
        assertThat(late).isPositive();
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    @Test
    void aFloodIsOfSessionsOfWhichNoneIsLikeAnother() {
        var sessions = new HashSet<String>();
        for (Happening happening : of(Act.FLOOD)) {
            assertThat(sessions.add(roleSessionName(happening.event(0)))).isTrue();
        }
    }

    @Test
    void aPolicyChangesMidwayBetweenForcingNamesAndNot() {
        var forced = new HashMap<String, Boolean>();
        int changes = 0;
        for (Happening happening : of(Act.POLICY_CHANGE)) {
            RoleChange change = happening.events().get(0).policy();
            boolean forces = change.trustPolicy().contains("${aws:username}");
            Boolean before = forced.put(change.roleArn(), forces);
            changes += before == null || before == forces ? 0 : 1;
        }
        assertThat(changes).isPositive();
        assertThat(forced).containsValues(true, false);
    }

    @Test
    void aRecreatedRoleHasTheNameOfTheDeletedOneAndAnotherId() {
        for (Happening happening : of(Act.RECREATED_ROLE)) {
            assertThat(happening.events().stream().map(event -> event.event().eventName()))
                    .containsExactly("DeleteRole", "CreateRole");
            RoleChange deleted = happening.events().get(0).policy();
            RoleChange created = happening.events().get(1).policy();
            assertThat(created.roleArn()).isEqualTo(deleted.roleArn());
            assertThat(created.roleId()).startsWith("AROA");
        }
        assertThat(of(Act.RECREATED_ROLE).stream()
                        .map(happening -> happening.events().get(1).policy().roleId()))
                .doesNotHaveDuplicates();
    }

    @Test
    void aRefusalHandsOutNothing() {
        assertThat(of(Act.REFUSED)).allSatisfy(happening -> {
            assertThat(happening.event(0).errorCode()).isEqualTo("AccessDenied");
            assertThat(happening.event(0).responseElements().accessKeyId()).isNull();
        });
    }

    @Test
    void whoeverIsBehindAHostileActIsKnownInTruth() {
        assertThat(everything().stream().map(event -> event.truth().origin().identity()))
                .allMatch(Objects::nonNull);
    }
}
