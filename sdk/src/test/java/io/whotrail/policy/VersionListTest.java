// SPDX-License-Identifier: Apache-2.0
package io.whotrail.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.whotrail.event.InputTrust;
import io.whotrail.policy.PolicyVersion.Kind;
import io.whotrail.testing.Seeds;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;

/** The latest versions of a policy, in order, and what is known of them after some had to go. */
class VersionListTest {
    private static final int MANY = 10;

    private static PolicyVersion at(long second) {
        return at(second, InputTrust.SOURCE_AUTHENTICATED);
    }

    private static PolicyVersion at(long second, InputTrust trust) {
        return new PolicyVersion(second, Kind.UPDATED, null, SessionNameRequirement.of(Finding.PINNED, "a"), trust);
    }

    private static VersionList of(int maximum, long... seconds) {
        VersionList list = VersionList.EMPTY;
        for (long second : seconds) {
            list = list.with(at(second), maximum);
        }
        return list;
    }

    private static List<Long> seconds(List<PolicyVersion> versions) {
        return versions.stream().map(PolicyVersion::second).toList();
    }

    @ParameterizedTest
    @Seeds(100)
    void theLatestAreKeptInOrderEachOnceInWhateverOrderTheyCome(Random random) {
        int maximum = 1 + random.nextInt(5);
        long[] added = random.longs(random.nextInt(12), 0, 8).toArray();
        var all = new TreeSet<Long>();
        for (long second : added) {
            all.add(second);
        }
        VersionList list = of(maximum, added);
        assertThat(seconds(list.versions()))
                .isEqualTo(all.stream().skip(Math.max(0, all.size() - maximum)).toList());
        assertThat(list.isCut()).isEqualTo(all.size() > maximum);
        assertThat(list.isEmpty()).isEqualTo(all.isEmpty());
    }

    @Test
    void versionsOfOneSecondThatDifferInAnythingAreAllKeptInWhateverOrderTheyCome() {
        SessionNameRequirement pinned = SessionNameRequirement.of(Finding.PINNED, "a");
        SessionNameRequirement other = SessionNameRequirement.of(Finding.PINNED, "b");
        InputTrust trust = InputTrust.UNAUTHENTICATED;
        List<PolicyVersion> versions = List.of(
                new PolicyVersion(1, Kind.CREATED, null, pinned, trust),
                new PolicyVersion(1, Kind.CREATED, "AROA1", pinned, trust),
                new PolicyVersion(1, Kind.CREATED, "AROA2", pinned, trust),
                new PolicyVersion(1, Kind.CREATED, "AROA2", other, trust),
                new PolicyVersion(1, Kind.UPDATED, null, pinned, trust));
        VersionList inOrder = VersionList.EMPTY;
        VersionList reversed = VersionList.EMPTY;
        for (int i = 0; i < versions.size(); i++) {
            inOrder = inOrder.with(versions.get(i), MANY);
            reversed = reversed.with(versions.get(versions.size() - 1 - i), MANY);
        }
        assertThat(inOrder.versions()).containsExactlyInAnyOrderElementsOf(versions);
        assertThat(reversed).isEqualTo(inOrder);
    }

    @Test
    void whatSaysNothingNewLeavesTheSameList() {
        VersionList list = of(2, 1, 2, 3);
        assertThat(list.with(at(2), 2)).isSameAs(list);
        assertThat(list.with(at(2, InputTrust.UNAUTHENTICATED), 2)).isSameAs(list);
        assertThat(list.with(at(1), 2)).isSameAs(list);
        VersionList full = of(2, 2, 3);
        assertThat(full.with(at(2), 2)).isSameAs(full);
        assertThat(full.with(at(1), 2)).isEqualTo(new VersionList(full.versions(), true));
    }

    @Test
    void whatComesAgainIsBelievedAsTheBestThatSaysIt() {
        VersionList list = of(MANY, 1, 2).with(at(1, InputTrust.DIGEST_VERIFIED), MANY);
        assertThat(list.versions()).containsExactly(at(1, InputTrust.DIGEST_VERIFIED), at(2));
    }

    @Test
    void ofTwoListsNothingCountsThatIsOlderThanACutOneKnows() {
        VersionList cut = of(2, 1, 10, 30);
        VersionList whole = of(MANY, 5, 10, 20);
        for (VersionList both : List.of(cut.with(whole, MANY), whole.with(cut, MANY))) {
            assertThat(seconds(both.versions())).containsExactly(10L, 20L, 30L);
            assertThat(both.isCut()).isTrue();
        }
        assertThat(of(MANY, 1, 3).with(of(MANY, 2), MANY)).isEqualTo(of(MANY, 1, 2, 3));
    }

    @Test
    void aCutListThatHoldsNothingKnowsOfNoTime() {
        var nothing = new VersionList(List.of(), true);
        assertThat(nothing.with(of(MANY, 1, 2), MANY)).isEqualTo(nothing);
        assertThat(of(MANY, 1, 2).with(nothing, MANY)).isEqualTo(nothing);
    }

    @Test
    void aRangeOfSecondsTakesInBothEnds() {
        VersionList list = of(MANY, 1, 2, 3, 4, 5);
        assertThat(seconds(list.between(2, 4))).containsExactly(2L, 3L, 4L);
        assertThat(list.between(6, 9)).isEmpty();
    }

    @Test
    void theLastOnesBeforeASecondAreAllOfOneSecondAndNoneOfItselfOrLater() {
        PolicyVersion deletion = new PolicyVersion(
                4, Kind.DELETED, null, SessionNameRequirement.of(Finding.DELETED, null), at(0).trust());
        VersionList list = of(MANY, 2, 4, 7, 8).with(deletion, MANY);
        assertThat(list.lastBefore(7)).containsExactly(deletion, at(4));
        assertThat(list.lastBefore(8)).containsExactly(at(7));
        assertThat(list.lastBefore(6)).containsExactly(deletion, at(4));
        assertThat(list.lastBefore(2)).isEmpty();
    }

    @Test
    void theFirstOneAfterASecondIsNotOfIt() {
        VersionList list = of(MANY, 2, 4, 7);
        assertThat(list.firstAfter(1)).isEqualTo(at(2));
        assertThat(list.firstAfter(2)).isEqualTo(at(4));
        assertThat(list.firstAfter(4)).isEqualTo(at(7));
        assertThat(list.firstAfter(7)).isNull();
    }
}
