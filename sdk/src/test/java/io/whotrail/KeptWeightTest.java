// SPDX-License-Identifier: Apache-2.0
package io.whotrail;

import static io.whotrail.Events.NOON;
import static io.whotrail.Events.assume;
import static io.whotrail.Events.session;
import static io.whotrail.Events.use;
import static io.whotrail.Events.user;
import static org.assertj.core.api.Assertions.assertThat;

import io.whotrail.event.Addendum;
import io.whotrail.event.CloudTrailEvent;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is counted when something is kept is counted no more when it is gone: else the bound in bytes would drift. */
final class KeptWeightTest {
    private static final Events.Holder ALICE = user("alice");

    private static CloudTrailEvent.Builder second(String id, String sharedEventId) {
        return assume(id, session("Dev", "alice", "ASIADEV", NOON), "Ops", "alice", "ASIAOPS", NOON.plusSeconds(60))
                .sharedEventId(Events.id(sharedEventId));
    }

    /** One of two records of a call is corrected: the question who made it is one no more. */
    @Test
    void nothingIsLeftOfARecordThatWasCorrected() {
        var kept = new KeptSessions(100);
        kept.learn(assume("a1", ALICE, "Dev", "alice", "ASIADEV", NOON).build());
        kept.learn(second("c1", "shared").build());
        kept.learn(second("c2", "shared").build());
        kept.learn(second("c3", "shared")
                .addendum(new Addendum("UPDATED_DATA", List.of("userIdentity"), Events.id("c1")))
                .build());
        kept.advanceTo(NOON.plusSeconds(3_600));
        kept.expireAll();
        assertThat(kept.count()).isZero();
        assertThat(kept.groupOf(use("u", session("Dev", "alice", "ASIADEV", NOON), NOON)))
                .isNull();
        assertThat(kept.bytes()).isZero();
    }
}
