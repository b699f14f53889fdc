// SPDX-License-Identifier: Apache-2.0
package io.whotrail;

import static io.whotrail.Events.NOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The hops of a chain, however it was made, and what is kept of one that is long. */
final class RoleChainTest {
    private static final Basis LINK = Basis.ISSUED_KEY;

    private static Hop hop(int number) {
        return new Hop("role", "AROA", "s", null, NOON.plusSeconds(number), LINK, List.of("event-" + number));
    }

    private static RoleChain appended(int length) {
        RoleChain chain = RoleChain.EMPTY;
        for (int i = 0; i < length; i++) {
            int number = i;
            chain = chain.append(link -> hop(number), LINK);
        }
        return chain;
    }

    private static RoleChain written(int length) {
        var hops = new ArrayList<Hop>();
        for (int i = 0; i < length; i++) {
            hops.add(hop(i));
        }
        return new RoleChain(hops, length);
    }

    @Test
    void aChainThatGrewIsTheOneThatWasWrittenOut() {
        for (int length : new int[] {0, 1, 2, 63, 64}) {
            RoleChain chain = appended(length);
            assertThat(chain.hops()).isEqualTo(written(length).hops()).hasSize(length);
            assertThat(chain).isEqualTo(written(length)).hasSameHashCodeAs(written(length));
            assertThat(written(length)).isEqualTo(chain);
            assertThat(chain.length()).isEqualTo(length);
            assertThat(chain.isShortened()).isFalse();
            assertThat(chain.hash(7)).isEqualTo(written(length).hash(7));
        }
    }

    @Test
    void ofALongChainTheFirstAndTheLastHopsAreKept() {
        RoleChain chain = appended(66);
        assertThat(chain.length()).isEqualTo(66);
        assertThat(chain.isShortened()).isTrue();
        assertThat(chain.hops()).hasSize(64);
        assertThat(chain.hops().get(0)).isEqualTo(hop(0));
        assertThat(chain.hops().get(31)).isEqualTo(hop(31));
        assertThat(chain.hops().get(32)).isEqualTo(hop(34));
        assertThat(chain.hops().get(63)).isEqualTo(hop(65));
        assertThat(chain.lastHop()).isEqualTo(hop(65));
        assertThat(appended(65)).isNotEqualTo(chain);
        RoleChain longer = chain.append(hop(66));
        assertThat(longer.length()).isEqualTo(67);
        assertThat(longer.lastHop()).isEqualTo(hop(66));
    }

    @Test
    void aChainHasNoMoreHopsThanItIsLongAndNotTooMany() {
        assertThatThrownBy(() -> new RoleChain(List.of(hop(0), hop(1)), 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a chain of length 1 cannot keep 2 hops");
        var many = new ArrayList<>(written(64).hops());
        many.add(hop(64));
        assertThatThrownBy(() -> new RoleChain(many, 65)).isInstanceOf(IllegalArgumentException.class);
        assertThat(new RoleChain(many.subList(0, 64), 64).length()).isEqualTo(64);
        assertThat(new RoleChain(List.of(), 3).isShortened()).isTrue();
    }

    @Test
    void chainsDifferByLengthAndByAnyHop() {
        assertThat(written(2)).isNotEqualTo(written(3)).doesNotHaveSameHashCodeAs(written(3));
        RoleChain callers = appended(1);
        HopSource one = link -> hop(1).provenBy(link, List.of("event-1"));
        assertThat(callers.append(one, LINK)).isEqualTo(callers.append(one, LINK));
        assertThat(callers.append(one, LINK)).isNotEqualTo(callers.append(one, Basis.PROVIDER));
        assertThat(callers.append(one, LINK)).isNotEqualTo(callers.append(link -> hop(2), LINK));
        assertThat(appended(2)).isNotEqualTo(appended(3)).isNotEqualTo(null);
        RoleChain other = RoleChain.EMPTY.append(hop(9)).append(hop(1));
        assertThat(other).isNotEqualTo(appended(2));
        assertThat(other.hash(7))
                .as("the last hop and the length tell")
                .isEqualTo(appended(2).hash(7));
        assertThat(new RoleChain(List.of(hop(0)), 2)).isNotEqualTo(written(1));
        HopSource last = link -> hop(1);
        assertThat(appended(1).append(last, LINK)).isEqualTo(written(1).append(last, LINK));
        assertThat(appended(1).append(last, LINK))
                .isNotEqualTo(RoleChain.EMPTY.append(hop(9)).append(last, LINK));
        assertThat(RoleChain.EMPTY.append(link -> hop(1).provenBy(link, List.of("e")), LINK))
                .isNotEqualTo(RoleChain.EMPTY.append(link -> hop(1).provenBy(link, List.of("e")), Basis.PROVIDER));
        assertThat(written(1).hash(7))
                .isNotEqualTo(written(2).hash(7))
                .isNotEqualTo(written(1).hash(8));
        assertThat(RoleChain.EMPTY.hash(7)).isEqualTo(7);
        Hop timeless = new Hop("role", "AROA", "s", null, null, LINK, List.of("event-0"));
        assertThat(RoleChain.EMPTY.append(timeless).hash(7))
                .isNotEqualTo(written(1).hash(7));
        Hop unproven = new Hop("role", "AROA", "s", null, NOON, LINK, List.of());
        assertThat(RoleChain.EMPTY.append(unproven).hash(7))
                .isNotEqualTo(written(1).hash(7));
    }

    @Test
    void theLastHopCanBeAnother() {
        RoleChain changed = appended(3).withLast(hop(9));
        assertThat(changed.hops()).containsExactly(hop(0), hop(1), hop(9));
        assertThat(appended(66).withLast(hop(9)).length()).isEqualTo(66);
        assertThat(changed.toString()).contains("event-9").contains("length=3");
    }

    @Test
    void whatAChainIsMadeOfIsKnown() {
        RoleChain callers = appended(1);
        HopSource last = link -> hop(1);
        RoleChain chain = callers.append(last, LINK);
        assertThat(chain.callers()).isSameAs(callers);
        assertThat(chain.last()).isSameAs(last);
        assertThat(written(2).callers()).isNull();
        assertThat(written(2).last()).isNull();
        assertThat(chain.isOf(callers, last, LINK)).isTrue();
        assertThat(chain.isOf(appended(1), last, LINK)).isFalse();
        assertThat(chain.isOf(callers, link -> hop(1), LINK)).isFalse();
        assertThat(chain.isOf(callers, last, Basis.PROVIDER)).isFalse();
        assertThat(chain.lastHop()).isEqualTo(hop(1));
    }
}
