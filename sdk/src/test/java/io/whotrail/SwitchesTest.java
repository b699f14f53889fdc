// SPDX-License-Identifier: Apache-2.0
package io.whotrail;

import static io.whotrail.Events.NOON;
import static io.whotrail.Events.assume;
import static io.whotrail.Events.fromConsole;
import static io.whotrail.Events.session;
import static io.whotrail.Events.use;
import static io.whotrail.Events.user;
import static org.assertj.core.api.Assertions.assertThat;

import io.whotrail.event.CloudTrailEvent;
import io.whotrail.event.UserIdentity;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which switch of role and which birth are of one call, by who called as the records show it. */
final class SwitchesTest {
    private static final String HERS = "arn:aws:iam::111122223333:user/alice";
    private static final String BOBS = "arn:aws:iam::111122223333:user/bob";
    private static final UserIdentity OPENED = Events.copy(
                    session("Dev", "alice", null, NOON).identity())
            .sessionContext(null)
            .build();
    private static final CloudTrailEvent CALL =
            fromConsole(use("call", session("Dev", "alice", "ASIAFRESH", NOON), NOON.plusSeconds(60)));

    private static CloudTrailEvent switching(String from, long second) {
        return Issued.switched("s" + from + second, OPENED, from, NOON.plusSeconds(second))
                .build();
    }

    private static IssuedSession switched(String from, long second) {
        return Issued.by(switching(from, second));
    }

    private static IssuedSession bornOf(Events.Holder caller, long second) {
        return Issued.by(assume("a" + second, caller, "Dev", "alice", "ASIADEV", NOON.plusSeconds(second))
                .build());
    }

    private static Switches of(CloudTrailEvent event, IssuedSession... all) {
        var switches = new Switches(Use.of(event));
        Stream.of(all).forEach(switches::add);
        return switches;
    }

    @Test
    void theSwitchThatTheUseItselfIsIsKnownAmongOthers() {
        CloudTrailEvent own = switching(HERS, 0);
        assertThat(of(CALL, switched(HERS, 0)).own()).isNull();
        assertThat(of(own, switched(BOBS, 0)).own()).isNull();
        IssuedSession hers = switched(HERS, 0);
        assertThat(of(own, hers, switched(BOBS, 0)).own()).isSameAs(hers);
        assertThat(of(own, switched(BOBS, 0), hers).own()).isSameAs(hers);
    }

    @Test
    void aSwitchIsOfTheBirthsOfItsCallerAndOfThoseBesideOnlyWhereThereAreNone() {
        IssuedSession hers = switched(HERS, 0);
        IssuedSession born = bornOf(user("alice"), 0);
        IssuedSession bobs = bornOf(user("bob"), 0);
        IssuedSession later = bornOf(user("alice"), 1);
        Switches switches = of(CALL, hers);
        switches.addNearby(bornOf(user("bob"), 1));
        switches.addNearby(later);
        assertThat(switches.birthsOf(hers, List.of(bobs, born))).containsExactly(born);
        assertThat(switches.birthsOf(hers, List.of(bobs))).containsExactly(later);
        assertThat(of(CALL, hers).birthsOf(hers, List.of(bobs))).isEmpty();
    }

    @Test
    void aSwitchThatNoBirthExplainsIsAnotherCandidate() {
        IssuedSession hers = switched(HERS, 0);
        IssuedSession bobs = switched(BOBS, 0);
        Switches switches = of(CALL, hers, bobs);
        assertThat(switches.unexplained(List.of())).containsExactly(hers, bobs);
        assertThat(switches.unexplained(List.of(bornOf(user("alice"), 0)))).containsExactly(bobs);
        assertThat(switches.unexplained(List.of(bornOf(user("alice"), 0), bornOf(user("bob"), 0))))
                .isEmpty();
    }

    @Test
    void onlyASwitchOfTheSecondBesideIsExplainedByABirthOfTheSecondBeside() {
        IssuedSession now = switched(HERS, 0);
        IssuedSession later = switched(HERS, 1);
        Switches switches = of(CALL, now, later);
        switches.addNearby(bornOf(user("alice"), 1));
        assertThat(switches.unexplained(List.of())).containsExactly(now);
        Switches alone = of(CALL, now, later);
        alone.addNearby(bornOf(user("bob"), 1));
        assertThat(alone.unexplained(List.of())).containsExactly(now, later);
    }

    @Test
    void aBirthExplainsTheSwitchesOfItsCaller() {
        IssuedSession hers = switched(HERS, 0);
        IssuedSession bobs = switched(BOBS, 0);
        IssuedSession again = switched(HERS, 1);
        assertThat(of(CALL, hers, bobs, again).explainedBy(bornOf(user("alice"), 0)))
                .containsExactly(hers, again);
        assertThat(of(CALL).explainedBy(bornOf(user("alice"), 0))).isEmpty();
    }

    @Test
    void switchesAreOfOneWhereOneNameIsInAll() {
        assertThat(Switches.areOfOne(List.of(switched(HERS, 0), switched(HERS, 1))))
                .isTrue();
        assertThat(Switches.areOfOne(List.of(switched(HERS, 0), switched(BOBS, 0))))
                .isFalse();
        assertThat(Switches.areOfOne(List.of())).isFalse();
        String session = "arn:aws:sts::111122223333:assumed-role/Ops/alice";
        assertThat(Switches.areOfOne(List.of(switched(session, 0), switched(HERS, 0))))
                .isFalse();
        assertThat(Switches.areOfOne(List.of(switched(session, 0), switched(session, 1))))
                .isTrue();
    }

    @Test
    void aSwitchWhoseRecordsContradictEachOtherIsOfNobody() {
        IssuedSession torn = switched(HERS, 0);
        CloudTrailEvent other =
                Issued.switched("s" + HERS + 0, OPENED, BOBS, NOON).build();
        torn.add(IssuanceExtractor.of(other, Use.of(other)).get(0), NOON.getEpochSecond(), Issued.texts());
        assertThat(torn.verdict(Match.SWITCH)).isInstanceOf(Ambiguity.class);
        Switches switches = of(CALL, torn);
        assertThat(switches.explainedBy(bornOf(user("alice"), 0))).isEmpty();
        assertThat(switches.unexplained(List.of(bornOf(user("bob"), 0)))).containsExactly(torn);
    }

    private static boolean explains(UserIdentity caller, String from) {
        return !of(CALL, switched(from, 0))
                .explainedBy(bornOf(new Events.Holder(caller), 0))
                .isEmpty();
    }

    @Test
    void aCallerIsKnownByItsArnOrAsTheSamePrincipal() {
        UserIdentity alice = user("alice").identity();
        assertThat(explains(alice, HERS)).isTrue();
        assertThat(explains(alice, "arn:aws:iam::111122223333:user/people/alice"))
                .as("by another path")
                .isTrue();
        assertThat(explains(Events.copy(alice).userName("renamed").build(), HERS))
                .as("by the ARN")
                .isTrue();
        assertThat(explains(Events.copy(alice).arn(null).build(), HERS))
                .as("by the name")
                .isTrue();
        assertThat(explains(alice, BOBS)).isFalse();
        assertThat(explains(alice, "arn:aws:iam::444455556666:user/alice")).isFalse();
        UserIdentity ops = session("Ops", "alice", "ASIAOPS", NOON).identity();
        assertThat(explains(ops, "arn:aws:sts::111122223333:assumed-role/Ops/alice"))
                .isTrue();
        assertThat(explains(ops, "arn:aws:sts::111122223333:assumed-role/Ops/bob"))
                .isFalse();
    }

    @ParameterizedTest(name = "{0} of {1}, from {2}: {3}")
    @CsvSource(
            nullValues = "-",
            value = {
                "AIDAALICE, 111122223333, arn:aws:iam::111122223333:user/alice, true",
                "AIDAALICE, 444455556666, arn:aws:iam::111122223333:user/alice, false",
                "AIDAALICE, -, arn:aws:iam::111122223333:user/alice, false",
                "AIDAALICE, 111122223333, arn:aws:sts::111122223333:assumed-role/Ops/alice, false",
                "AIDAALICE, 111122223333, arn:aws:iam::111122223333:root, false",
                "AROAOPS:alice, 111122223333, arn:aws:sts::111122223333:assumed-role/Ops/alice, true",
                "AROAOPS:alice, 111122223333, arn:aws:sts::111122223333:assumed-role/Ops/bob, false",
                "AROAOPS:lice, 111122223333, arn:aws:sts::111122223333:assumed-role/Ops/alice, false",
                "AROAOPS:alice, 111122223333, arn:aws:iam::111122223333:user/alice, false",
                "111122223333, 111122223333, arn:aws:iam::111122223333:root, true",
                "111122223333, 111122223333, arn:aws:iam::111122223333:user/alice, true",
                "-, 111122223333, arn:aws:iam::111122223333:user/alice, true"
            })
    void ofACallerFromAnotherAccountAccountAndKindCount(
            @Nullable String principalId, @Nullable String account, String from, boolean expected) {
        UserIdentity foreign = UserIdentity.builder()
                .type("AWSAccount")
                .principalId(principalId)
                .accountId(account)
                .build();
        assertThat(explains(foreign, from)).isEqualTo(expected);
    }
}
