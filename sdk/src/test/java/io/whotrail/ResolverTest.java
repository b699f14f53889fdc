// SPDX-License-Identifier: Apache-2.0
package io.whotrail;

import static io.whotrail.Events.NOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.whotrail.event.InputTrust;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The verdict over several candidates, and what a verdict becomes one hop further. */
final class ResolverTest {
    private static final int LONGEST = 3;
    private static final String ROLE = "arn:aws:iam::111122223333:role/team/Dev";
    private static final Identity ACTING = Identity.of(IdentityType.ASSUMED_ROLE, null, "arn:acting", null, null);
    private static final Claims CLAIMS = new Claims("work", "carol");
    private static final Identity ALICE = user("alice", "AIDAALICE");
    private static final Identity BOB = user("bob", "AIDABOB");

    private static Identity user(String name, @Nullable String id) {
        return Identity.of(IdentityType.IAM_USER, name, null, id, "111122223333");
    }

    private static Hop hop(String eventId, Basis link) {
        return new Hop(ROLE, "AROADEV", "work", "carol", NOON, link, List.of(eventId));
    }

    private static Explanation by(Identity origin, Basis basis, Hop... hops) {
        return new Explanation(origin, basis, new RoleChain(List.of(hops), hops.length));
    }

    private static Gap gap(UnattributedReason reason, @Nullable Identity furthest) {
        return new Gap(reason, furthest, Claims.NONE);
    }

    private static Verdict merge(Verdict... candidates) {
        Verdict merged = Resolver.merge(List.of(candidates), ACTING, CLAIMS);
        var turned = new ArrayList<>(List.of(candidates));
        Collections.reverse(turned);
        assertThat(Resolver.merge(turned, ACTING, CLAIMS))
                .as("the other way round")
                .isEqualTo(merged);
        return merged;
    }

    @Test
    void candidatesOfOneOriginAreOneAnswerTheStrongestThenTheShortestThenTheEarliest() {
        Explanation strong = by(ALICE, Basis.ISSUED_KEY, hop("a", Basis.ISSUED_KEY), hop("a2", Basis.ISSUED_KEY));
        Explanation shorter = by(ALICE, Basis.ISSUED_KEY, hop("b", Basis.ISSUED_KEY));
        Explanation earlier = by(ALICE, Basis.ISSUED_KEY, hop("a", Basis.ISSUED_KEY));
        assertThat(merge(strong)).isEqualTo(strong);
        assertThat(merge(by(ALICE, Basis.PROVIDER), strong)).isEqualTo(strong);
        assertThat(merge(strong, shorter)).isEqualTo(shorter);
        assertThat(merge(shorter, earlier)).isEqualTo(earlier);
        assertThat(merge(strong, shorter, earlier, by(ALICE, Basis.FOREIGN_ACCOUNT)))
                .isEqualTo(earlier);
        Hop ofOther =
                new Hop(ROLE + "-z", "AROADEV", "work", null, NOON.minusSeconds(1), Basis.ISSUED_KEY, List.of("b"));
        Explanation earliest = by(ALICE, Basis.ISSUED_KEY, ofOther);
        assertThat(merge(earlier, earliest)).isEqualTo(earliest);
    }

    @Test
    void amongLikeExplanationsTheOrderOfTheCandidatesNeverCounts() {
        Explanation verified = by(ALICE, Basis.DIRECT);
        var anybodys = new Explanation(ALICE, Basis.DIRECT, RoleChain.EMPTY, InputTrust.UNAUTHENTICATED);
        assertThat(merge(verified, anybodys)).isEqualTo(verified);
        assertThat(merge(by(user("alice", null), Basis.DIRECT), verified)).isEqualTo(verified);
        Hop one = hop("a", Basis.ISSUED_KEY);
        Hop other =
                new Hop(ROLE + "2", one.roleId(), one.sessionName(), null, NOON, one.link(), one.issuanceEventIds());
        assertThat(merge(by(ALICE, Basis.ISSUED_KEY, one), by(ALICE, Basis.ISSUED_KEY, other)))
                .isInstanceOf(Explanation.class);
    }

    @Test
    void differentOriginsAreAmbiguousWithTheBestExplanationOfEach() {
        Explanation alices = by(ALICE, Basis.ISSUED_KEY);
        Explanation bobs = by(BOB, Basis.SESSION_BIRTH);
        assertThat(merge(alices, bobs, by(ALICE, Basis.PROVIDER), by(BOB, Basis.FOREIGN_ACCOUNT)))
                .isEqualTo(new Ambiguity(List.of(alices, bobs)));
    }

    @Test
    void oneExplanationIsNotAmbiguous() {
        assertThatThrownBy(() -> new Ambiguity(List.of(by(ALICE, Basis.DIRECT))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("got 1");
    }

    @Test
    void whatIsAmbiguousAlreadyStaysSoWhateverComesBeside() {
        Explanation alices = by(ALICE, Basis.ISSUED_KEY);
        Explanation bobs = by(BOB, Basis.SESSION_BIRTH);
        Ambiguity both = new Ambiguity(List.of(alices, bobs));
        assertThat(merge(both, by(BOB, Basis.PROVIDER))).isEqualTo(both);
    }

    @Test
    void aNameWithoutAnIdIsTheSameAsOneOfTheIdsAndNotAsBoth() {
        Explanation one = by(user("alice", "AIDAONE"), Basis.ISSUED_KEY);
        Explanation other = by(user("alice", "AIDATWO"), Basis.SESSION_BIRTH);
        Explanation name = by(user("alice", null), Basis.PROVIDER);
        assertThat(merge(one, name)).isEqualTo(one);
        assertThat(merge(name, one, other)).isEqualTo(new Ambiguity(List.of(one, other)));
        Explanation strongName = by(user("alice", null), Basis.DIRECT);
        assertThat(merge(strongName, one, other)).isEqualTo(new Ambiguity(List.of(strongName, other)));
    }

    @Test
    void asLongAsOneCandidateIsUnresolvedNoneIsTheAnswer() {
        Gap unseen = gap(UnattributedReason.ISSUANCE_NOT_SEEN, ALICE);
        assertThat(merge(unseen)).isEqualTo(new Gap(unseen.reason(), ALICE, CLAIMS));
        assertThat(merge(unseen, by(BOB, Basis.ISSUED_KEY))).isEqualTo(new Gap(unseen.reason(), ACTING, CLAIMS));
        assertThat(merge(unseen, new Ambiguity(List.of(by(BOB, Basis.DIRECT), by(ALICE, Basis.DIRECT)))))
                .isEqualTo(new Gap(unseen.reason(), ACTING, CLAIMS));
    }

    @Test
    void ofSeveralGapsTheFirstReasonCountsAndTheProofReachesAsFarAsTheyAgree() {
        Gap unseen = gap(UnattributedReason.ISSUANCE_NOT_SEEN, ALICE);
        Gap evicted = gap(UnattributedReason.ISSUANCE_EVICTED, ALICE);
        UnattributedReason first = UnattributedReason.ISSUANCE_NOT_SEEN.compareTo(evicted.reason()) < 0
                ? UnattributedReason.ISSUANCE_NOT_SEEN
                : evicted.reason();
        assertThat(merge(unseen, evicted)).isEqualTo(new Gap(first, ALICE, CLAIMS));
        assertThat(merge(unseen, gap(unseen.reason(), BOB))).isEqualTo(new Gap(unseen.reason(), ACTING, CLAIMS));
        assertThat(merge(unseen, unseen)).isEqualTo(new Gap(unseen.reason(), ALICE, CLAIMS));
        Gap nobody = gap(UnattributedReason.NO_IDENTITY, null);
        assertThat(merge(nobody, nobody)).isEqualTo(new Gap(nobody.reason(), null, CLAIMS));
        assertThat(merge(unseen, gap(unseen.reason(), null))).isEqualTo(new Gap(unseen.reason(), ACTING, CLAIMS));
    }

    private static Verdict extend(Verdict caller) {
        return Resolver.extend(
                caller, link -> hop("new", link), Basis.SESSION_BIRTH, InputTrust.SOURCE_AUTHENTICATED, LONGEST);
    }

    private static Explanation chain(Identity origin, int length) {
        Hop[] hops = Stream.generate(() -> hop("old", Basis.ISSUED_KEY))
                .limit(length)
                .toArray(Hop[]::new);
        return by(origin, Basis.ISSUED_KEY, hops);
    }

    private static Explanation longer(Explanation caller) {
        Hop[] hops = Stream.concat(caller.chain().hops().stream(), Stream.of(hop("new", Basis.SESSION_BIRTH)))
                .toArray(Hop[]::new);
        return new Explanation(
                caller.origin(),
                Basis.SESSION_BIRTH,
                new RoleChain(List.of(hops), hops.length),
                InputTrust.SOURCE_AUTHENTICATED);
    }

    private static final Identity SESSION = Identity.of(
            IdentityType.ASSUMED_ROLE,
            null,
            "arn:aws:sts::111122223333:assumed-role/Dev/work",
            "AROADEV:work",
            "111122223333");
    private static final Gap TOO_LONG = new Gap(UnattributedReason.CHAIN_TOO_LONG, SESSION, CLAIMS);

    @Test
    void aHopKeepsTheOriginAndWeakensBasisAndTrust() {
        assertThat(extend(chain(ALICE, 0))).isEqualTo(longer(chain(ALICE, 0)));
        assertThat(extend(chain(ALICE, LONGEST - 1))).isEqualTo(longer(chain(ALICE, LONGEST - 1)));
        Explanation weak = new Explanation(ALICE, Basis.PROVIDER, RoleChain.EMPTY, InputTrust.UNAUTHENTICATED);
        assertThat(extend(weak)).isInstanceOfSatisfying(Explanation.class, told -> {
            assertThat(told.basis()).isEqualTo(Basis.PROVIDER);
            assertThat(told.trust()).isEqualTo(InputTrust.UNAUTHENTICATED);
        });
    }

    @Test
    void aChainThatGrowsTooLongIsToldAsSuchByItsActingSession() {
        assertThat(extend(chain(ALICE, LONGEST))).isEqualTo(TOO_LONG);
        assertThat(extend(new Ambiguity(List.of(chain(ALICE, 1), chain(BOB, LONGEST)))))
                .isEqualTo(TOO_LONG);
    }

    @Test
    void whatIsAmbiguousIsSoOneHopFurther() {
        Explanation alices = chain(ALICE, 1);
        Explanation bobs = chain(BOB, LONGEST - 1);
        assertThat(extend(new Ambiguity(List.of(alices, bobs))))
                .isEqualTo(new Ambiguity(List.of(longer(alices), longer(bobs))));
    }

    @Test
    void aGapStaysWithWhatIsProvenFurthestUpElseWithTheSessionAndWhatThatClaims() {
        Gap unseen = gap(UnattributedReason.ISSUANCE_NOT_SEEN, ALICE);
        assertThat(extend(unseen)).isEqualTo(new Gap(unseen.reason(), ALICE, CLAIMS));
        assertThat(extend(gap(UnattributedReason.NO_IDENTITY, null)))
                .isEqualTo(new Gap(UnattributedReason.NO_IDENTITY, SESSION, CLAIMS));
    }

    private static @Nullable Identity furthest(
            @Nullable String roleArn, @Nullable String roleId, @Nullable String name) {
        Verdict told = Resolver.extend(
                gap(UnattributedReason.NO_IDENTITY, null),
                link -> new Hop(roleArn, roleId, name, null, NOON, link, List.of("e")),
                Basis.ISSUED_KEY,
                InputTrust.DIGEST_VERIFIED,
                LONGEST);
        return ((Gap) told).furthest();
    }

    @Test
    void theActingSessionIsShownAsFarAsTheHopShowsIt() {
        assertThat(furthest(null, "AROADEV", "work")).isNull();
        assertThat(furthest(ROLE, "AROADEV", null))
                .isEqualTo(Identity.of(IdentityType.ROLE, null, ROLE, "AROADEV", "111122223333"));
        assertThat(furthest(ROLE, null, "work"))
                .isEqualTo(Identity.of(IdentityType.ASSUMED_ROLE, null, SESSION.arn(), null, "111122223333"));
        String root = "arn:aws:iam::111122223333:root";
        assertThat(furthest(root, null, "work"))
                .isEqualTo(Identity.of(IdentityType.ROLE, null, root, null, "111122223333"));
    }

    @Test
    void whatWasMadeOfACallersExplanationIsKnownAgain() {
        Explanation caller = chain(ALICE, 1);
        HopSource hop = link -> hop("new", link);
        Basis link = Basis.ISSUED_KEY;
        InputTrust trust = InputTrust.SOURCE_AUTHENTICATED;
        Verdict made = Resolver.extend(caller, hop, link, trust, LONGEST);
        assertThat(Resolver.isExtended(made, caller, hop, link, trust)).isTrue();
        assertThat(Resolver.isExtended(made, caller, hop, Basis.PROVIDER, trust))
                .isFalse();
        assertThat(Resolver.isExtended(made, caller, hop, link, InputTrust.UNAUTHENTICATED))
                .isFalse();
        assertThat(Resolver.isExtended(made, caller, any -> hop("new", any), link, trust))
                .isFalse();
        assertThat(Resolver.isExtended(made, chain(ALICE, 1), hop, link, trust)).isFalse();
        Gap unseen = gap(UnattributedReason.ISSUANCE_NOT_SEEN, ALICE);
        assertThat(Resolver.isExtended(unseen, caller, hop, link, trust)).isFalse();
        assertThat(Resolver.isExtended(made, unseen, hop, link, trust)).isFalse();
    }

    private static Verdict reenter(Verdict caller) {
        return Resolver.reenter(caller, List.of("door", "old"), InputTrust.SOURCE_AUTHENTICATED);
    }

    @Test
    void anotherDoorAddsNoHopButItsProofAndIsKnownByBirth() {
        assertThat(reenter(by(ALICE, Basis.DIRECT)))
                .isEqualTo(
                        new Explanation(ALICE, Basis.SESSION_BIRTH, RoleChain.EMPTY, InputTrust.SOURCE_AUTHENTICATED));
        Hop first = hop("first", Basis.ISSUED_KEY);
        Hop door = hop("old", Basis.ISSUED_KEY).provenBy(Basis.SESSION_BIRTH, List.of("old", "door"));
        Explanation entered = new Explanation(
                ALICE, Basis.SESSION_BIRTH, new RoleChain(List.of(first, door), 2), InputTrust.SOURCE_AUTHENTICATED);
        Explanation caller = by(ALICE, Basis.ISSUED_KEY, first, hop("old", Basis.ISSUED_KEY));
        assertThat(reenter(caller)).isEqualTo(entered);
        assertThat(reenter(new Ambiguity(List.of(caller, by(BOB, Basis.DIRECT)))))
                .isEqualTo(new Ambiguity(List.of(
                        entered,
                        new Explanation(BOB, Basis.SESSION_BIRTH, RoleChain.EMPTY, InputTrust.SOURCE_AUTHENTICATED))));
        Gap unseen = gap(UnattributedReason.ISSUANCE_NOT_SEEN, ALICE);
        assertThat(reenter(unseen)).isSameAs(unseen);
    }
}
