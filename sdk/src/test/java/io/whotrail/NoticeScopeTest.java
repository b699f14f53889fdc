// SPDX-License-Identifier: Apache-2.0
package io.whotrail;

import static io.whotrail.Events.NOON;
import static io.whotrail.Events.assume;
import static io.whotrail.Events.session;
import static io.whotrail.Events.use;
import static io.whotrail.Events.user;
import static org.assertj.core.api.Assertions.assertThat;

import io.whotrail.event.CloudTrailEvent;
import io.whotrail.event.OnBehalfOf;
import io.whotrail.event.RequestParameters;
import io.whotrail.event.UserIdentity;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A notice for a credential replaces the answers that its issued key proved, and never what an event itself shows. */
final class NoticeScopeTest {
    private static final Events.Holder DEV = session("Dev", "alice", "ASIADEV", NOON);

    private static Answers told(List<CloudTrailEvent> events) {
        var answers = new Answers();
        Attributor attributor = Answers.builder(answers).build();
        events.forEach(event -> answers.offer(attributor, event));
        return answers;
    }

    @Test
    void whatAnEventShowsOfItsUserStandsWhenOnlyTheSignalsOfItsKeyChange() {
        UserIdentity dev = DEV.identity();
        UserIdentity forwarded = UserIdentity.builder()
                .type(dev.type())
                .principalId(dev.principalId())
                .arn(dev.arn())
                .accountId(dev.accountId())
                .accessKeyId(dev.accessKeyId())
                .sessionContext(dev.sessionContext())
                .onBehalfOf(new OnBehalfOf("carol", "arn:aws:identitystore::111122223333:identitystore/d-1"))
                .build();
        Answers answers = told(List.of(
                use("u", new Events.Holder(forwarded), NOON.plusSeconds(1)),
                use("other", session("Ops", "bob", "ASIADEV", NOON), NOON.plusSeconds(2)),
                assume("a", session("Ops", "x", "ASIAUNKNOWN", NOON), "Dev", "alice", "ASIADEV", NOON)
                        .build()));

        assertThat(answers.known("u").verdict()).isInstanceOfSatisfying(Explanation.class, known -> {
            assertThat(known.basis()).isEqualTo(Basis.PROVIDER);
            assertThat(known.origin().userId()).isEqualTo("carol");
        });
    }

    @Test
    void aSourceIdentityThatOnlyTheIssuingRecordTellsIsNobodysOrigin() {
        Answers answers = told(List.of(
                assume("forged", user("mallory"), "Dev", "alice", "ASIADEV", NOON)
                        .requestParameters(new RequestParameters(
                                "arn:aws:iam::" + Events.ACCOUNT + ":role/Dev",
                                "alice",
                                3600,
                                "victim",
                                null,
                                null,
                                null,
                                null))
                        .build(),
                use("u", DEV, NOON.plusSeconds(1)),
                assume("real", session("Ops", "x", "ASIAUNKNOWN", NOON), "Dev", "alice", "ASIADEV", NOON)
                        .build()));

        assertThat(answers.known("u").verdict())
                .isInstanceOfSatisfying(
                        Gap.class, gap -> assertThat(gap.reason()).isEqualTo(UnattributedReason.ISSUANCE_NOT_SEEN));
    }
}
