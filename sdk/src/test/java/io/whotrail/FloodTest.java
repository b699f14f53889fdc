// SPDX-License-Identifier: Apache-2.0
package io.whotrail;

import static org.assertj.core.api.Assertions.assertThat;

import io.whotrail.event.CloudTrailEvent;
import io.whotrail.event.RequestParameters;
import io.whotrail.event.ResponseElements;
import io.whotrail.event.SessionContext;
import io.whotrail.event.SessionIssuer;
import io.whotrail.event.UserIdentity;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whoever makes sessions without end pushes out their own: nobody with a fair share goes unattributed, or is misnamed. */
final class FloodTest {
    private static final int SESSIONS = Integer.getInteger("whotrail.flood", 150_000);
    private static final int CAPACITY = Math.min(100_000, SESSIONS / 5);
    private static final int VICTIMS = 50;
    private static final int SESSIONS_OF_VICTIM = 20;
    private static final String VICTIMS_ACCOUNT = "111122223333";

    /** One session of somebody: everything about it follows from these. */
    private record Case(String account, String person, String name, Instant birth) {
        static Case ofVictim(int victim, int session) {
            return new Case(VICTIMS_ACCOUNT, "victim" + victim, "work-" + victim + '-' + session, Events.NOON);
        }

        String key() {
            return String.format(Locale.ROOT, "ASIA%016X", (account + name).hashCode() * 31L + name.hashCode());
        }

        CloudTrailEvent issuance() {
            String role = "arn:aws:iam::" + account + ":role/Deploy";
            String session = "arn:aws:sts::" + account + ":assumed-role/Deploy/" + name;
            return event("issuance")
                    .eventSource("sts.amazonaws.com")
                    .eventName("AssumeRole")
                    .userIdentity(UserIdentity.builder()
                            .type("IAMUser")
                            .principalId("AIDA" + person)
                            .arn("arn:aws:iam::" + account + ":user/" + person)
                            .accountId(account)
                            .userName(person)
                            .accessKeyId("AKIA" + person)
                            .build())
                    .requestParameters(new RequestParameters(role, name, 3600, null, null, null, null, null))
                    .responseElements(ResponseElements.builder()
                            .accessKeyId(key())
                            .assumedRoleId("AROADEPLOY:" + name)
                            .assumedRoleArn(session)
                            .expiration(birth.plusSeconds(3600))
                            .build())
                    .build();
        }

        CloudTrailEvent use() {
            return event("use")
                    .eventSource("s3.amazonaws.com")
                    .eventName("GetObject")
                    .userIdentity(UserIdentity.builder()
                            .type("AssumedRole")
                            .principalId("AROADEPLOY:" + name)
                            .arn("arn:aws:sts::" + account + ":assumed-role/Deploy/" + name)
                            .accountId(account)
                            .accessKeyId(key())
                            .sessionContext(SessionContext.of(
                                    new SessionIssuer(
                                            "Role",
                                            "AROADEPLOY",
                                            "arn:aws:iam::" + account + ":role/Deploy",
                                            account,
                                            "Deploy"),
                                    birth))
                            .build())
                    .build();
        }

        private CloudTrailEvent.Builder event(String what) {
            return CloudTrailEvent.builder(what + ':' + account + ':' + name)
                    .eventTime(birth)
                    .eventType("AwsApiCall")
                    .recipientAccountId(account);
        }

        boolean isNamedBy(Attribution answer) {
            return answer instanceof Attribution.Attributed attributed
                    && person.equals(attributed.origin().name());
        }
    }

    private static Attributor attributor() {
        return Attributor.builder(InstantSource.fixed(Events.NOON.plusSeconds(86_400)))
                .maximumSessions(CAPACITY)
                .build();
    }

    private static void learnVictims(Attributor attributor) {
        for (int victim = 0; victim < VICTIMS; victim++) {
            for (int session = 0; session < SESSIONS_OF_VICTIM; session++) {
                attributor.attribute(Case.ofVictim(victim, session).issuance());
            }
        }
    }

    private static int victimsAttributed(Attributor attributor) {
        int attributed = 0;
        for (int victim = 0; victim < VICTIMS; victim++) {
            for (int session = 0; session < SESSIONS_OF_VICTIM; session++) {
                Case use = Case.ofVictim(victim, session);
                attributed += use.isNamedBy(attributor.ask(use.use())) ? 1 : 0;
            }
        }
        return attributed;
    }

    /** T12: the cache is flooded with sessions that are used once. */
    @ParameterizedTest
    @ValueSource(ints = {1, 10, 1_000})
    void everyVictimWithinItsShareStaysAttributed(int origins) {
        Attributor attributor = attributor();
        learnVictims(attributor);
        int evicted = 0;
        for (int i = 0; i < SESSIONS; i++) {
            attributor.attribute(flood(i, VICTIMS_ACCOUNT, origins).issuance());
        }
        for (int i = 0; i < SESSIONS; i++) {
            Case flood = flood(i, VICTIMS_ACCOUNT, origins);
            Attribution answer = attributor.ask(flood.use());
            boolean said = answer instanceof Attribution.Unattributed unattributed
                    && unattributed.reason() == UnattributedReason.ISSUANCE_EVICTED;
            evicted += said ? 1 : 0;
            if (!said && !flood.isNamedBy(answer)) {
                assertThat(answer).isInstanceOf(Attribution.Unattributed.class);
            }
        }
        AttributorStats stats = attributor.stats();

        assertThat(victimsAttributed(attributor)).isEqualTo(VICTIMS * SESSIONS_OF_VICTIM);
        assertThat(stats.sessionsEvicted()).isEqualTo(SESSIONS + VICTIMS * SESSIONS_OF_VICTIM - CAPACITY);
        assertThat((double) evicted).isGreaterThanOrEqualTo(0.99 * stats.sessionsEvicted());
        assertThat(stats.balances()).isTrue();
    }

    private static Case flood(int i, String account, int origins) {
        return new Case(account, "flooder" + i % origins, "flood-" + i, Events.NOON.plusSeconds(60));
    }

    /** T13: each session comes from another origin, in accounts that nobody saw before. */
    @Test
    void newAccountsWithoutEndDoNotPushOutAnAccountThatIsKnown() {
        Attributor attributor = attributor();
        attributor.attribute(new Case(VICTIMS_ACCOUNT, "someone", "early", Events.NOON.minusSeconds(7_200)).issuance());
        learnVictims(attributor);
        for (int i = 0; i < SESSIONS; i++) {
            String account = String.format(Locale.ROOT, "%012d", 500_000_000_000L + i % 10_000);
            attributor.attribute(
                    new Case(account, "sybil" + i / 10, "sybil-" + i, Events.NOON.plusSeconds(60)).issuance());
        }

        assertThat(victimsAttributed(attributor)).isEqualTo(VICTIMS * SESSIONS_OF_VICTIM);
        assertThat(attributor.stats().balances()).isTrue();
    }
}
