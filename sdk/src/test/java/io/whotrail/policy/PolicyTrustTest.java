// SPDX-License-Identifier: Apache-2.0
package io.whotrail.policy;

import static io.whotrail.policy.Policies.ACCOUNT;
import static io.whotrail.policy.RoleEvents.ROLE_ID;
import static io.whotrail.policy.RoleEvents.at;
import static io.whotrail.policy.RoleEvents.captured;
import static io.whotrail.policy.RoleEvents.created;
import static io.whotrail.policy.RoleEvents.undated;
import static io.whotrail.policy.RoleEvents.updated;
import static org.assertj.core.api.Assertions.assertThat;

import io.whotrail.Attribution;
import io.whotrail.Attributor;
import io.whotrail.Basis;
import io.whotrail.event.CloudTrailEvent;
import io.whotrail.event.InputTrust;
import io.whotrail.event.SessionContext;
import io.whotrail.event.SessionIssuer;
import io.whotrail.event.UserIdentity;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** An answer that rests on a trust policy is believed no more than the record that shows the policy. */
final class PolicyTrustTest {
    private static final int HOUR = 3600;
    private static final InputTrust BEST = InputTrust.DIGEST_VERIFIED;
    private static final InputTrust WORST = InputTrust.UNAUTHENTICATED;

    private final TrustPolicies policies = TrustPolicies.create();

    private InputTrust trust(long seconds) {
        TrustPolicies.InForce inForce = policies.inForceAt(ACCOUNT, "Dev", ROLE_ID, at(seconds));
        assertThat(inForce.requirement().namesTheCaller()).isTrue();
        return inForce.trust();
    }

    private static CloudTrailEvent use(InputTrust trust) {
        String role = "arn:aws:iam::" + ACCOUNT + ":role/team/Dev";
        return CloudTrailEvent.builder("use")
                .eventTime(at(HOUR + 60))
                .eventSource("s3.amazonaws.com")
                .eventName("ListBuckets")
                .recipientAccountId(ACCOUNT)
                .inputTrust(trust)
                .userIdentity(UserIdentity.builder()
                        .type("AssumedRole")
                        .principalId(ROLE_ID + ":alice")
                        .arn("arn:aws:sts::" + ACCOUNT + ":assumed-role/Dev/alice")
                        .accountId(ACCOUNT)
                        .accessKeyId("ASIAKEY1")
                        .sessionContext(
                                SessionContext.of(new SessionIssuer("Role", ROLE_ID, role, ACCOUNT, "Dev"), at(HOUR)))
                        .build())
                .build();
    }

    static Stream<Arguments> trusts() {
        return Stream.of(InputTrust.values())
                .flatMap(policy -> Stream.of(InputTrust.values()).map(use -> Arguments.of(policy, use)));
    }

    @ParameterizedTest
    @MethodSource("trusts")
    void aForcedNameIsBelievedAsTheWeakerOfTheUseAndThePolicyInWhateverOrderTheyCome(
            InputTrust policy, InputTrust use) {
        CloudTrailEvent created = created(0, ROLE_ID, Policies.forced()).withInputTrust(policy);
        for (List<CloudTrailEvent> order : List.of(List.of(created, use(use)), List.of(use(use), created))) {
            var answers = new ArrayList<Attribution>();
            Attributor attributor = Attributor.builder(InstantSource.fixed(at(2 * HOUR)))
                    .holdUntilFinal()
                    .listener(answers::add)
                    .build();
            order.forEach(attributor::attribute);
            attributor.finish();
            assertThat(answers)
                    .filteredOn(answer -> answer.eventId().equals("use"))
                    .singleElement()
                    .satisfies(answer -> {
                        assertThat(((Attribution.Attributed) answer).basis()).isEqualTo(Basis.ENFORCED_NAME);
                        assertThat(answer.trust()).isEqualTo(policy.weaker(use));
                    });
        }
    }

    @ParameterizedTest
    @EnumSource
    void anExportIsTheHostsOwnWordAndWeakensNothing(InputTrust use) {
        policies.learn(undated(0, Policies.forced()));
        Attribution answer = Attributor.builder(InstantSource.fixed(at(2 * HOUR)))
                .trustPolicies(policies)
                .build()
                .ask(use(use));
        assertThat(((Attribution.Attributed) answer).basis()).isEqualTo(Basis.ENFORCED_NAME);
        assertThat(answer.trust()).isEqualTo(use);
    }

    @Test
    void ofAllThatMayHaveBeenInForceTheWeakestTrustCounts() {
        policies.learn(created(0, ROLE_ID, Policies.forced()).withInputTrust(BEST));
        policies.learn(updated(HOUR, Policies.forced()).withInputTrust(WORST));
        assertThat(trust(60)).isEqualTo(BEST);
        assertThat(trust(HOUR)).isEqualTo(WORST);
        assertThat(trust(3 * HOUR)).isEqualTo(WORST);
    }

    @Test
    void whatComesAgainByABetterWayIsBelievedMoreAndNeverLess() {
        CloudTrailEvent created = created(0, ROLE_ID, Policies.forced());
        RoleKey role = new RoleKey(ACCOUNT, "dev");
        assertThat(policies.learn(created.withInputTrust(WORST))).isEqualTo(role);
        assertThat(trust(60)).isEqualTo(WORST);
        assertThat(policies.learn(created.withInputTrust(BEST))).isEqualTo(role);
        assertThat(trust(60)).isEqualTo(BEST);
        assertThat(policies.learn(created.withInputTrust(WORST))).isNull();
        assertThat(trust(60)).isEqualTo(BEST);
    }

    @Test
    void anExportBesideAnEventChangesNothingInHowFarTheEventIsBelieved() {
        policies.learn(captured(-HOUR, Policies.forced()));
        policies.learn(updated(0, Policies.forced()).withInputTrust(InputTrust.SOURCE_AUTHENTICATED));
        policies.learn(captured(HOUR, Policies.forced()));
        assertThat(trust(-HOUR + 600)).isEqualTo(BEST);
        assertThat(trust(2 * HOUR)).isEqualTo(InputTrust.SOURCE_AUTHENTICATED);
    }
}
