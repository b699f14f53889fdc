// SPDX-License-Identifier: Apache-2.0
package io.whotrail;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Who is known in an account stays so without a session for a week, as far as there is room. */
final class AbsentOriginsTest {
    private static final long EACH = Weight.ofHolder("alice");

    private final AccountShare account = new AccountShare("111122223333", 10, new Weight());
    private int met;

    private FairShare.Holder absent(String origin, long lastSeen) {
        FairShare.Holder holder = account.begin(origin, 0, met++);
        holder.seen(lastSeen);
        return holder;
    }

    private static List<String> polled(AbsentOrigins absent, long now) {
        var gone = new ArrayList<String>();
        for (FairShare.Holder one = absent.poll(now); one != null; one = absent.poll(now)) {
            gone.add(one.origin());
        }
        return gone;
    }

    @Test
    void nobodyIsForgottenWithinAWeek() {
        var absent = new AbsentOrigins(10 * EACH);
        absent.add(absent("bobby", 2_000));
        absent.add(absent("alice", 1_000));
        assertThat(polled(absent, 1_000 + AbsentOrigins.ABSENCE_SECONDS - 1)).isEmpty();
        assertThat(polled(absent, 1_000 + AbsentOrigins.ABSENCE_SECONDS)).containsExactly("alice");
        assertThat(polled(absent, 2_000 + AbsentOrigins.ABSENCE_SECONDS)).containsExactly("bobby");
    }

    @Test
    void whereThereIsNoRoomThoseSeenLastTheLongestAgoGo() {
        var absent = new AbsentOrigins(2 * EACH);
        absent.add(absent("carol", 3_000));
        absent.add(absent("bobby", 1_000));
        absent.add(absent("alice", 1_000));
        absent.add(absent("david", 2_000));
        assertThat(polled(absent, 3_000)).containsExactly("bobby", "alice");
    }

    @Test
    void whoComesBackTakesNoRoom() {
        var absent = new AbsentOrigins(EACH);
        FairShare.Holder alice = absent("alice", 1_000);
        absent.add(alice);
        absent.remove(alice);
        absent.remove(alice);
        absent.add(absent("bobby", 2_000));
        assertThat(polled(absent, 2_000)).isEmpty();
    }
}
