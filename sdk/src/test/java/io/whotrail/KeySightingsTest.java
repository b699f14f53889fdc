// SPDX-License-Identifier: Apache-2.0
package io.whotrail;

import static io.whotrail.Events.NOON;
import static io.whotrail.Events.session;
import static org.assertj.core.api.Assertions.assertThat;

import io.whotrail.checkpoint.CheckpointException;
import io.whotrail.event.CloudTrailEvent;
import io.whotrail.event.UserIdentity;
import io.whotrail.image.ImageReader;
import io.whotrail.image.ImageWriter;
import io.whotrail.image.SectionWriter;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whose an access key is, and from where it is used, by what uses show; without an engine. */
final class KeySightingsTest {
    private static final String HERE = "203.0.113.7";
    private static final String THERE = "198.51.100.9";
    private static final long BIRTH = NOON.getEpochSecond();
    private static final String DEV = "arn:aws:sts::111122223333:assumed-role/dev/x";

    private final KeySightings key = new KeySightings();

    private static Use use(UserIdentity identity, String id, long second, @Nullable String address) {
        return Use.of(CloudTrailEvent.builder(id)
                .eventTime(NOON.plusSeconds(second))
                .sourceIpAddress(address)
                .userIdentity(identity)
                .build());
    }

    private static UserIdentity sessionOf(String role, Instant birth) {
        return session(role, "x", "ASIAKEY", birth).identity();
    }

    private static Use use(String id, long second, @Nullable String address) {
        return use(sessionOf("Dev", NOON), id, second, address);
    }

    private static final Explanation OF_WORKLOAD =
            Explanation.direct(Identity.of(IdentityType.WORKLOAD, "i-1234", null, null, Events.ACCOUNT));
    private static final Explanation OF_USER =
            Explanation.direct(Identity.of(IdentityType.IAM_USER, "alice", null, null, Events.ACCOUNT));

    private static List<Signal> signals(KeySightings key, @Nullable String groupKey, Verdict verdict) {
        var signals = new ArrayList<Signal>();
        key.addSignals(groupKey, verdict, signals);
        return signals;
    }

    private List<Signal> elsewhere() {
        return signals(key, DEV, OF_WORKLOAD);
    }

    @Test
    void aKeyOfOnePrincipalHasNoSignal() {
        assertThat(key.isOfNobody()).isTrue();
        assertThat(key.see("a", use("1", 10, HERE))).isFalse();
        assertThat(key.see("a", use("2", 20, HERE))).isFalse();
        assertThat(key.isOfNobody()).isFalse();
        assertThat(key.isQuiet()).isTrue();
        assertThat(elsewhere()).isEmpty();
        assertThat(key.groupKeys()).containsExactly(DEV);
    }

    @Test
    void aKeyOfTwoPrincipalsIsSharedAndTheirEarliestUsesProveIt() {
        key.see("b", use("4", 40, HERE));
        assertThat(key.see("a", use("3", 30, HERE))).isTrue();
        assertThat(key.see("b", use("5", 50, HERE)))
                .as("a later use of the same")
                .isFalse();
        assertThat(key.see("b", use("2", 20, HERE))).as("an earlier one").isTrue();
        assertThat(key.isQuiet()).isFalse();
        assertThat(key.holders()).extracting(Sighting::what).containsExactly("b", "a");
        assertThat(signals(key, DEV, OF_USER))
                .containsExactly(new Signal(
                        SignalType.KEY_SHARED, "the access key id belongs to 2 principals", List.of("2", "3")));
    }

    @Test
    void aSharedKeyNamesFourOfItsPrincipalsAndRemembersSixtyFour() {
        for (int principal = 0; principal < 4; principal++) {
            key.see("p" + principal, use("id-" + principal, principal, HERE));
        }
        assertThat(elsewhere().get(0).detail()).isEqualTo("the access key id belongs to 4 principals");
        for (int principal = 4; principal < 70; principal++) {
            key.see("p" + principal, use("id-" + principal, principal, HERE));
        }
        assertThat(elsewhere())
                .containsExactly(new Signal(
                        SignalType.KEY_SHARED,
                        "the access key id belongs to more than 4 principals",
                        List.of("id-0", "id-1", "id-2", "id-3")));
        assertThat(key.holders()).hasSize(64).extracting(Sighting::what).doesNotContain("p64");
        assertThat(key.see("p69", use("id", 69, HERE))).as("nothing new").isFalse();
    }

    @Test
    void whoWasSeenToBeIssuedTheKeyCountsForThatPrincipal() {
        key.see(DEV, use("1", 10, HERE));
        assertThat(key.seeIssuance(DEV, BIRTH + 60, "issued"))
                .as("of one principal")
                .isFalse();
        assertThat(key.holders()).singleElement().extracting(Sighting::eventId).isEqualTo("issued");
        assertThat(key.see(DEV, use("0", 0, HERE))).isFalse();
        assertThat(key.holders()).singleElement().extracting(Sighting::eventId).isEqualTo("issued");
        assertThat(key.seeHolder(new Sighting("other", null, true, BIRTH, "its")))
                .isTrue();
        assertThat(key.groupKeys()).as("the other has none").containsExactly(DEV);
    }

    @Test
    void aWorkloadsCredentialThatIsUsedFromTwoAddressesIsTold() {
        assertThat(key.see(null, use("2", 20, HERE))).as("the first address").isFalse();
        assertThat(key.isQuiet()).isTrue();
        assertThat(key.see(null, use("3", 30, THERE))).isTrue();
        assertThat(key.isQuiet()).isFalse();
        assertThat(elsewhere())
                .containsExactly(new Signal(
                        SignalType.WORKLOAD_CREDENTIAL_ELSEWHERE,
                        "first used from " + HERE + ", also from " + THERE,
                        List.of("2", "3")));
        assertThat(signals(key, DEV, OF_USER)).as("who moves about").isEmpty();
        assertThat(key.see(null, use("1", 10, THERE))).as("now the first").isTrue();
        assertThat(elsewhere().get(0).detail()).isEqualTo("first used from " + THERE + ", also from " + HERE);
        assertThat(key.see(null, use("4", 40, "192.0.2.1")))
                .as("a third address")
                .isFalse();
        assertThat(key.see(null, use("5", 15, "192.0.2.1")))
                .as("before the second")
                .isTrue();
        assertThat(elsewhere().get(0).detail()).isEqualTo("first used from " + THERE + ", also from 192.0.2.1");
    }

    @Test
    void aWorkloadWhoseChainGoesOnIsTellingNothingByItsAddresses() {
        key.see(null, use("2", 20, HERE));
        key.see(null, use("3", 30, THERE));
        Hop hop = new Hop(
                "arn:aws:iam::111122223333:role/Dev", "AROADEV", "x", null, NOON, Basis.ISSUED_KEY, List.of("e"));
        var once = new Explanation(OF_WORKLOAD.origin(), Basis.ISSUED_KEY, new RoleChain(List.of(hop), 1));
        var twice = new Explanation(OF_WORKLOAD.origin(), Basis.ISSUED_KEY, new RoleChain(List.of(hop, hop), 2));
        assertThat(signals(key, DEV, once)).hasSize(1);
        assertThat(signals(key, DEV, twice)).isEmpty();
    }

    @Test
    void addressesOfOnePrincipalAreNoneOfAnothers() {
        String ops = "arn:aws:sts::111122223333:assumed-role/ops/x";
        key.see(DEV, use("1", 10, HERE));
        key.see(ops, use(sessionOf("Ops", NOON), "2", 20, THERE));
        assertThat(elsewhere()).extracting(Signal::type).containsExactly(SignalType.KEY_SHARED);
        assertThat(key.see(ops, use(sessionOf("Ops", NOON), "3", 30, HERE))).isTrue();
        assertThat(elsewhere()).extracting(Signal::type).containsExactly(SignalType.KEY_SHARED);
        assertThat(signals(key, ops, OF_WORKLOAD))
                .extracting(Signal::type)
                .containsExactly(SignalType.KEY_SHARED, SignalType.WORKLOAD_CREDENTIAL_ELSEWHERE);
        assertThat(signals(key, "arn:aws:sts::111122223333:assumed-role/nobody/x", OF_WORKLOAD))
                .extracting(Signal::type)
                .containsExactly(SignalType.KEY_SHARED);
        assertThat(signals(key, null, OF_WORKLOAD)).hasSize(1);
    }

    @Test
    void addressesThatWereSeenBeforeAnyPrincipalAreThoseOfTheFirst() {
        key.see(null, use("1", 10, HERE));
        key.seeHolder(new Sighting(DEV, DEV, true, BIRTH, "0"));
        key.see(DEV, use("2", 20, THERE));
        assertThat(elsewhere()).extracting(Signal::eventIds).containsExactly(List.of("1", "2"));
        assertThat(signals(key, "arn:aws:sts::111122223333:assumed-role/ops/x", OF_WORKLOAD))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "s3.amazonaws.com", "AWS Internal", "1.2.3.x", "1.2.3/4", "x.1", "9z"})
    void whatIsNoAddressTellsNoPlace(String source) {
        key.see(null, use("1", 10, HERE));
        assertThat(key.see(null, use("2", 20, source))).isFalse();
        assertThat(key.isRoutine(null, use("2", 20, source))).isTrue();
        assertThat(elsewhere()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.0.0.0", "9.9.9.9", "2001:db8::1", "::1", "fe80::"})
    void anAddressIsDigitsAndDotsOrHasAColon(String address) {
        key.see(null, use("1", 10, HERE));
        assertThat(key.see(null, use("2", 20, address))).isTrue();
        assertThat(elsewhere()).hasSize(1);
    }

    @Test
    void aUseWithoutAnAddressOrAGroupTellsNoPlace() {
        key.see(null, use("1", 10, HERE));
        assertThat(key.see(null, use("2", 20, null))).isFalse();
        UserIdentity user = Events.user("alice").identity();
        assertThat(key.see(null, use(user, "3", 30, THERE))).isFalse();
        assertThat(elsewhere()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "5, 10, 2, a.1, false", // an earlier use of the address
        "10, 10, 1, a.1, true", // the very one
        "10, 10, 0, a.1, false", // another of that second, by its id earlier
        "10, 10, 2, a.1, true", // and later
        "11, 10, 2, a.1, true",
        "11, 10, 2, b.1, false" // another address
    })
    void aUseIsRoutineWhereItTellsNoEarlierPlace(long second, long first, String id, String address, boolean routine) {
        String known = "10.0.0.1";
        key.see(null, use("1", first, known));
        String shown = address.equals("a.1") ? known : "10.0.0.2";
        assertThat(key.isRoutine(null, use(id, second, shown))).isEqualTo(routine);
    }

    @Test
    void aUseIsRoutineForAPrincipalThatIsKnownAlone() {
        Use later = use("2", 20, HERE);
        assertThat(key.isRoutine(null, later)).as("no address is known").isFalse();
        key.see("a", use("1", 10, HERE));
        assertThat(key.isRoutine("a", later)).isTrue();
        assertThat(key.isRoutine("b", later)).isFalse();
        assertThat(key.isRoutine(null, later)).as("a principal is known").isFalse();
        key.see("b", use("3", 30, HERE));
        assertThat(key.isRoutine("a", later)).as("of two").isFalse();
    }

    @Test
    void aKeyIsOfOneGroupAndBirthAsLongAsNothingElseIsSeen() {
        key.see(DEV, use("1", 10, HERE));
        assertThat(key.isOfAtMost(DEV, BIRTH)).isTrue();
        assertThat(key.isOfAtMost(DEV, BIRTH + 1)).isFalse();
        assertThat(key.isOfAtMost("other", BIRTH)).isFalse();
        key.see(DEV, use("0", 5, HERE));
        assertThat(key.isOfAtMost(DEV, BIRTH)).as("the same birth again").isTrue();
        key.see(DEV, use(sessionOf("Dev", NOON.plusSeconds(1)), "2", 1, HERE));
        assertThat(key.isOfAtMost(DEV, BIRTH)).isFalse();
        assertThat(key.isOfAtMost(DEV, BIRTH + 1)).isFalse();
        key.see(DEV, use("3", 0, HERE));
        assertThat(key.isOfAtMost(DEV, BIRTH))
                .as("two births are never one again")
                .isFalse();
    }

    @Test
    void aKeyThatNobodyElseShowedIsOfAtMostAnyGroup() {
        key.see(null, use("1", 10, HERE));
        assertThat(key.isOfAtMost(DEV, BIRTH)).isTrue();
        key.see("b", use("2", 20, HERE));
        key.see(DEV, use("3", 30, HERE));
        assertThat(key.isOfAtMost(DEV, BIRTH)).as("of two").isFalse();
    }

    @Test
    void whereTooManyPrincipalsAreKnownNoMorePlacesAre() {
        for (int principal = 0; principal < 64; principal++) {
            key.see("p" + principal, use(sessionOf("R" + principal, NOON), "id-" + principal, principal, null));
        }
        Use next = use(sessionOf("R1", NOON), "a", 100, HERE);
        key.see("p1", next);
        key.see("p1", use(sessionOf("R1", NOON), "b", 101, THERE));
        assertThat(signals(key, next.groupKey(), OF_WORKLOAD)).hasSize(1);
    }

    private static KeySightings readAgain(KeySightings key) throws IOException, CheckpointException {
        var out = new ByteArrayOutputStream();
        ImageWriter image = ImageWriter.begin(out, "test", NOON);
        SectionWriter section = image.section("key");
        key.write(section);
        section.writeLong(42);
        image.seal();
        var in = ImageReader.begin(new ByteArrayInputStream(out.toByteArray())).section("key");
        KeySightings again = KeySightings.read(in);
        assertThat(in.readLong()).as("what follows").isEqualTo(42);
        return again;
    }

    @Test
    void whatIsWrittenIsReadAsItWas() throws IOException, CheckpointException {
        KeySightings nothing = readAgain(key);
        assertThat(nothing.isOfNobody()).isTrue();
        String ops = "arn:aws:sts::111122223333:assumed-role/ops/x";
        key.see(DEV, use("1", 10, HERE));
        key.see(DEV, use("2", 20, THERE));
        key.see(ops, use(sessionOf("Ops", NOON), Events.id("3"), 30, THERE));
        key.seeIssuance(DEV, BIRTH, "0");
        KeySightings again = readAgain(key);
        assertThat(again.holders()).isEqualTo(key.holders());
        assertThat(again.groupKeys()).isEqualTo(key.groupKeys());
        assertThat(signals(again, DEV, OF_WORKLOAD)).isEqualTo(elsewhere()).hasSize(2);
        assertThat(signals(again, ops, OF_WORKLOAD)).hasSize(1);
        assertThat(again.see(ops, use(sessionOf("Ops", NOON), "4", 40, HERE))).isTrue();
        assertThat(again.see(DEV, use("00", 0, HERE)))
                .as("what was issued still counts")
                .isTrue();
        assertThat(again.holders()).extracting(Sighting::eventId).containsExactly("0", Events.id("3"));
    }

    @Test
    void theBirthThatUsesShowIsReadAsItWas() throws IOException, CheckpointException {
        key.see(DEV, use("1", 10, HERE));
        assertThat(readAgain(key).isOfAtMost(DEV, BIRTH)).isTrue();
    }

    @Test
    void oneSightingIsLikeAnotherWhereItIsOfTheSameEvent() {
        var sighting = new Sighting("a", null, false, 1, Events.id("1"));
        assertThat(sighting)
                .isEqualTo(new Sighting("a", DEV, true, 1, Events.id("1")))
                .hasSameHashCodeAs(new Sighting("a", null, false, 1, Events.id("1")))
                .isNotEqualTo(new Sighting("b", null, false, 1, Events.id("1")))
                .isNotEqualTo(new Sighting("a", null, false, 2, Events.id("1")))
                .isNotEqualTo(new Sighting("a", null, false, 1, Events.id("2")))
                .isNotEqualTo(null)
                .isNotEqualTo("a");
        assertThat(sighting.hashCode())
                .isNotEqualTo(new Sighting("b", null, false, 1, "x").hashCode())
                .isNotEqualTo(new Sighting("a", null, false, 2, "x").hashCode());
        assertThat(sighting.eventId()).isEqualTo(Events.id("1"));
    }
}
