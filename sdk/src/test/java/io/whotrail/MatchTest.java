// SPDX-License-Identifier: Apache-2.0
package io.whotrail;

import static io.whotrail.Events.NOON;
import static io.whotrail.Events.assume;
import static io.whotrail.Events.session;
import static io.whotrail.Events.user;
import static org.assertj.core.api.Assertions.assertThat;

import io.whotrail.event.CloudTrailEvent;
import io.whotrail.event.SessionContext;
import io.whotrail.event.UserIdentity;
import java.time.Instant;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** When a use fits an issuance, and how: by key, by birth, by a switch, by a name of AWS's own, or as a copy of a call. */
final class MatchTest {
    private static final IssuedSession DEV = Issued.by(
            assume("a", user("alice"), "Dev", "alice", "ASIADEV", NOON).build());
    private static final UserIdentity ROOT = UserIdentity.builder()
            .type("Root")
            .principalId(Events.ACCOUNT)
            .arn("arn:aws:iam::111122223333:root")
            .accountId(Events.ACCOUNT)
            .build();

    private static @Nullable Instant at(@Nullable Long second) {
        return second == null ? null : NOON.plusSeconds(second);
    }

    private static @Nullable Match of(UserIdentity identity, @Nullable Long time, IssuedSession issued) {
        CloudTrailEvent.Builder event = CloudTrailEvent.builder("u").eventTime(at(time));
        return Match.of(Use.of(event.userIdentity(identity).build()), issued);
    }

    private static UserIdentity dev(@Nullable String key, @Nullable Long birth) {
        UserIdentity shown = session("Dev", "alice", key, NOON).identity();
        SessionContext context = shown.sessionContext();
        return Events.copy(shown)
                .sessionContext(SessionContext.of(context.sessionIssuer(), at(birth)))
                .build();
    }

    @ParameterizedTest(name = "born at {0}, used at {1}: {2}")
    @CsvSource(
            nullValues = "-",
            value = {
                "0, 60, KEY",
                "1, 60, KEY_NEARBY",
                "-1, 60, KEY_NEARBY",
                "2, 60, -",
                "-2, 60, -",
                "-, 60, KEY",
                "0, -, KEY",
                "0, -300, KEY",
                "0, -301, OUT_OF_VALIDITY",
                "0, 4500, KEY",
                "0, 4501, OUT_OF_VALIDITY",
                "1, 4500, KEY_NEARBY",
                "1, 4501, OUT_OF_VALIDITY",
                "2, 4501, -"
            })
    void theIssuedKeyFitsWithinASecondOfTheBirthFromFiveMinutesBeforeUntilFifteenAfterItsEnd(
            @Nullable Long birth, @Nullable Long time, @Nullable Match expected) {
        assertThat(of(dev("ASIADEV", birth), time, DEV)).isEqualTo(expected);
    }

    @ParameterizedTest(name = "born at {0}, used at {1}: {2}")
    @CsvSource(
            nullValues = "-",
            value = {
                "0, 60, BIRTH",
                "1, 60, BIRTH_NEARBY",
                "-1, 60, BIRTH_NEARBY",
                "2, 60, -",
                "-, 60, -",
                "0, -, BIRTH",
                "0, -300, BIRTH",
                "0, -301, -",
                "0, 44100, BIRTH",
                "0, 44101, -"
            })
    void anyOtherKeyFitsByBirthAloneForTwelveHoursAndAQuarter(
            @Nullable Long birth, @Nullable Long time, @Nullable Match expected) {
        assertThat(of(dev("ASIAFRESH", birth), time, DEV)).isEqualTo(expected);
        assertThat(of(dev(null, birth), time, DEV)).isEqualTo(expected);
    }

    @Test
    void anotherPrincipalNeverFitsAndAMaskedOneDoes() {
        UserIdentity.Builder shown = Events.copy(dev("ASIADEV", 0L));
        assertThat(of(shown.principalId("AROAOTHER:alice").build(), 60L, DEV)).isNull();
        assertThat(of(shown.principalId("AROADEV:bob").build(), 60L, DEV)).isNull();
        assertThat(of(shown.principalId("").build(), 60L, DEV)).isEqualTo(Match.KEY);
        assertThat(of(shown.principalId(null).build(), 60L, DEV)).isEqualTo(Match.KEY);
    }

    @ParameterizedTest(name = "born at {0}, used at {1}: {2}")
    @CsvSource(
            nullValues = "-",
            value = {
                "0, 60, SWITCH",
                "1, 60, SWITCH",
                "-1, 60, SWITCH",
                "2, 60, -",
                "-, 60, -",
                "0, -301, -",
                "0, 44101, -"
            })
    void aSwitchIsOfTheSessionsBornWithinASecondOfIt(
            @Nullable Long birth, @Nullable Long time, @Nullable Match expected) {
        IssuedSession switched =
                Issued.by(Issued.switched("s", dev(null, 0L), "arn:aws:iam::111122223333:user/alice", NOON)
                        .build());
        assertThat(of(dev("ASIAFRESH", birth), time, switched)).isEqualTo(expected);
    }

    private static @Nullable Match ofRoot(
            String key, @Nullable String invokedBy, boolean assumed, @Nullable Long birth, IssuedSession issued) {
        UserIdentity shown = Events.copy(ROOT)
                .accessKeyId(key)
                .invokedBy(invokedBy)
                .sessionContext(new SessionContext(null, at(birth), null, null, null, assumed, null, null))
                .build();
        return of(shown, 60L, issued);
    }

    @Test
    void ofRootOnlyWhatShowsThatItWasAssumedOrForwardedFitsWithoutTheKeyAndInThatSecondAlone() {
        IssuedSession root = Issued.by(
                Issued.assumedRoot("r", user("alice"), "ASIAROOT", NOON).build());
        assertThat(ofRoot("ASIAROOT", null, false, 0L, root)).isEqualTo(Match.KEY);
        assertThat(ofRoot("ASIAROOT", null, false, 1L, root)).isEqualTo(Match.KEY_NEARBY);
        assertThat(ofRoot("ASIAOWN", null, false, 0L, root)).isNull();
        assertThat(ofRoot("ASIAOWN", null, true, 0L, root)).isEqualTo(Match.BIRTH);
        assertThat(ofRoot("ASIAOWN", "s3.amazonaws.com", false, 0L, root)).isEqualTo(Match.BIRTH);
        assertThat(ofRoot("ASIAOWN", null, true, 1L, root)).isNull();
        assertThat(ofRoot("ASIAOWN", null, true, -1L, root)).isNull();
    }

    @ParameterizedTest(name = "{0} seconds after: {1}")
    @CsvSource(
            nullValues = "-",
            value = {"-300, NAMED", "-301, -", "60, NAMED", "44100, NAMED", "44101, -", "-, NAMED"})
    void aNameThatAwsMadeUpFitsWhateverTheBirth(@Nullable Long time, @Nullable Match expected) {
        IssuedSession named =
                Issued.by(Issued.dataAccess("d", user("alice"), "made-up", NOON).build());
        String role = "AWSServiceRoleForLakeFormationDataAccess";
        for (Instant birth : new Instant[] {NOON, NOON.minusSeconds(5_000)}) {
            UserIdentity shown = session(role, "made-up", "ASIAAWS", birth).identity();
            assertThat(of(shown, time, named)).isEqualTo(expected);
        }
    }

    private static @Nullable Match ofCopy(
            UnaryOperator<UserIdentity.Builder> foreign, @Nullable Long used, @Nullable Long copied) {
        CloudTrailEvent own = CloudTrailEvent.builder("c")
                .eventTime(at(copied))
                .sharedEventId("one-call")
                .userIdentity(user("alice").identity())
                .build();
        UserIdentity.Builder shown = UserIdentity.builder()
                .type("AWSAccount")
                .principalId("AIDAALICE")
                .accountId(Events.ACCOUNT);
        return of(foreign.apply(shown).build(), used, Issued.by(own));
    }

    @ParameterizedTest(name = "used at {0}, copied at {1}: {2}")
    @CsvSource(
            nullValues = "-",
            value = {"0, 0, KEY", "300, 0, KEY", "0, 300, KEY", "301, 0, -", "0, 301, -", "-, 0, KEY", "0, -, KEY"})
    void copiesOfOneCallAreOfOneTime(@Nullable Long used, @Nullable Long copied, @Nullable Match expected) {
        assertThat(ofCopy(foreign -> foreign, used, copied)).isEqualTo(expected);
    }

    @Test
    void copiesOfOneCallAreOfOneAccountAndPrincipal() {
        assertThat(ofCopy(foreign -> foreign.accountId("999988887777"), 0L, 0L)).isNull();
        assertThat(ofCopy(foreign -> foreign.accountId(""), 0L, 0L)).isEqualTo(Match.KEY);
        assertThat(ofCopy(foreign -> foreign.principalId("AIDABOB"), 0L, 0L)).isNull();
        assertThat(ofCopy(foreign -> foreign.principalId("AIDAALICE:backup.amazonaws.com"), 0L, 0L))
                .as("a service that calls for her")
                .isEqualTo(Match.KEY);
    }

    @ParameterizedTest(name = "{0} and {1}: {2}")
    @CsvSource(
            nullValues = "-",
            value = {
                "-, AIDAONE, false",
                "AIDAONE, -, false",
                "'', AIDAONE, false",
                "AIDAONE, '', false",
                "AIDAONE, AIDAONE, false",
                "AIDAONE, AIDATWO, true",
                "AIDAONE:ec2, AIDAONE:s3, false",
                "AIDAONE:ec2, AIDATWO:ec2, true",
                "AROAONE:alice, AROAONE:bob, true",
                "AROAONE:alice, AROAONE:alice, false"
            })
    void twoPrincipalsDifferWhereBothAreShown(@Nullable String one, @Nullable String other, boolean expected) {
        assertThat(Match.differ(one, other)).isEqualTo(expected);
    }

    @Test
    void theLinkOfAHopIsWhatTiesIt() {
        assertThat(Match.KEY.link()).isEqualTo(Basis.ISSUED_KEY);
        assertThat(Match.BIRTH_NEARBY.link()).isEqualTo(Basis.SESSION_BIRTH);
        assertThat(Match.SWITCH.link()).isEqualTo(Basis.PROVIDER);
    }
}
