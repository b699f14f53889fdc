// SPDX-License-Identifier: Apache-2.0
package io.whotrail;

import static org.assertj.core.api.Assertions.assertThat;

import io.whotrail.checkpoint.CheckpointException;
import io.whotrail.event.CloudTrailEvent;
import io.whotrail.event.RequestParameters;
import io.whotrail.event.ResponseElements;
import io.whotrail.event.SessionContext;
import io.whotrail.event.SessionIssuer;
import io.whotrail.event.UserIdentity;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
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
    private static final Instant BEFORE = Events.NOON.minusSeconds(7_200);
    private static final Instant DURING = Events.NOON.plusSeconds(60);

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
        return builder().build();
    }

    private static Attributor.Builder builder() {
        return Attributor.builder(InstantSource.fixed(Events.NOON.plusSeconds(86_400)))
                .maximumSessions(CAPACITY);
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
        IntFunction<Case> flood = i -> new Case(VICTIMS_ACCOUNT, "flooder" + i % origins, "flood-" + i, DURING);
        flood(attributor, flood);

        assertThat(victimsAttributed(attributor)).isEqualTo(VICTIMS * SESSIONS_OF_VICTIM);
        assertThat(attributor.stats().sessionsEvicted()).isEqualTo(SESSIONS + VICTIMS * SESSIONS_OF_VICTIM - CAPACITY);
        assertThatTheRestSaysSo(attributor, flood);
    }

    private static void flood(Attributor attributor, IntFunction<Case> flood) {
        IntStream.range(0, SESSIONS).mapToObj(flood).forEach(one -> attributor.attribute(one.issuance()));
    }

    /** Nobody is misnamed, and what was pushed out says so. */
    private static void assertThatTheRestSaysSo(Attributor attributor, IntFunction<Case> flood) {
        int evicted = 0;
        for (int i = 0; i < SESSIONS; i++) {
            Case one = flood.apply(i);
            Attribution answer = attributor.ask(one.use());
            boolean said = answer instanceof Attribution.Unattributed unattributed
                    && unattributed.reason() == UnattributedReason.ISSUANCE_EVICTED;
            evicted += said ? 1 : 0;
            if (!said && !one.isNamedBy(answer)) {
                assertThat(answer).isInstanceOf(Attribution.Unattributed.class);
            }
        }
        AttributorStats stats = attributor.stats();
        assertThat((double) evicted).isGreaterThanOrEqualTo(0.99 * stats.sessionsEvicted());
        assertThat(stats.balances()).isTrue();
    }

    /** T13: each session comes from another origin, in accounts that nobody saw before. */
    @Test
    void newAccountsWithoutEndDoNotPushOutAnAccountThatIsKnown() {
        Attributor attributor = attributor();
        attributor.attribute(new Case(VICTIMS_ACCOUNT, "someone", "early", BEFORE).issuance());
        learnVictims(attributor);
        IntFunction<Case> flood = i -> new Case(account(i % 10_000), "sybil" + i / 10, "sybil-" + i, DURING);
        flood(attributor, flood);

        assertThat(victimsAttributed(attributor)).isEqualTo(VICTIMS * SESSIONS_OF_VICTIM);
        assertThatTheRestSaysSo(attributor, flood);
    }

    private static String account(int number) {
        return String.format(Locale.ROOT, "%012d", 500_000_000_000L + number);
    }

    /** T13: each session comes from another origin, in the account of those who are long known. */
    @Test
    void newOriginsWithoutEndDoNotPushOutThoseThatAreKnownInTheirAccount() {
        Attributor attributor = attributor();
        meetVictims(attributor);
        learnVictims(attributor);
        IntFunction<Case> flood = FloodTest::sybil;
        flood(attributor, flood);

        assertThat(victimsAttributed(attributor)).isEqualTo(VICTIMS * SESSIONS_OF_VICTIM);
        assertThatTheRestSaysSo(attributor, flood);
    }

    /** Of each victim a session of long before. */
    private static void meetVictims(Attributor attributor) {
        for (int victim = 0; victim < VICTIMS; victim++) {
            attributor.attribute(new Case(VICTIMS_ACCOUNT, "victim" + victim, "early-" + victim, BEFORE).issuance());
        }
    }

    private static Case sybil(int number) {
        return new Case(VICTIMS_ACCOUNT, "sybil" + number, "sybil-" + number, DURING);
    }

    /** T13: who makes up origins and waits until they are known takes the room of so many, and no more. */
    @Test
    void patientOriginsWithoutEndAreKnownOnlyAsFarAsTheyCanBeToldApart() {
        Attributor attributor = attributor();
        meetVictims(attributor);
        int patient = 3 * AccountShare.MAXIMUM_KNOWN;
        for (int i = 0; i < patient; i++) {
            attributor.attribute(new Case(VICTIMS_ACCOUNT, "sybil" + i, "early-sybil-" + i, BEFORE).issuance());
        }
        learnVictims(attributor);
        flood(attributor, i -> new Case(VICTIMS_ACCOUNT, "sybil" + i % patient, "sybil-" + i, DURING));

        int evenShare = (CAPACITY - patient - VICTIMS) / 2 / AccountShare.MAXIMUM_KNOWN;
        assertThat(victimsAttributed(attributor))
                .isGreaterThanOrEqualTo(VICTIMS * Math.min(evenShare, SESSIONS_OF_VICTIM));
    }

    /** T13: all accounts that can be told apart are made up, and so are the many more that come after. */
    @Test
    void moreAccountsThanCanBeToldApartDoNotPushOutThoseThatAreKnownAmongThem() {
        Attributor attributor = attributor();
        for (int i = 0; i < FairShare.MAXIMUM_ACCOUNTS; i++) {
            attributor.attribute(new Case(account(i), "sybil", "first-" + i, BEFORE).issuance());
        }
        meetVictims(attributor);
        learnVictims(attributor);
        IntFunction<Case> flood =
                i -> new Case(account(FairShare.MAXIMUM_ACCOUNTS + i % 10_000), "sybil" + i / 10, "sybil-" + i, DURING);
        flood(attributor, flood);

        assertThat(victimsAttributed(attributor)).isEqualTo(VICTIMS * SESSIONS_OF_VICTIM);
        assertThatTheRestSaysSo(attributor, flood);
    }

    /** From Friday evening to Monday morning no session is left of anybody; what goes on is a flood. */
    @Test
    void whoComesBackAfterAWeekendIsKnownStill() {
        Attributor attributor = attributor();
        Instant friday = Events.NOON.minus(Duration.ofHours(66));
        for (int victim = 0; victim < VICTIMS; victim++) {
            attributor.attribute(new Case(VICTIMS_ACCOUNT, "victim" + victim, "friday-" + victim, friday).issuance());
        }
        int half = SESSIONS / 2;
        for (int i = 0; i < half; i++) {
            attributor.attribute(new Case(VICTIMS_ACCOUNT, "sybil" + i, "sybil-" + i, Events.NOON).issuance());
        }
        assertThat(attributor.stats().sessionsExpired()).isEqualTo(VICTIMS);
        learnVictims(attributor);
        IntStream.range(half, SESSIONS).forEach(i -> attributor.attribute(sybil(i).issuance()));

        assertThat(victimsAttributed(attributor)).isEqualTo(VICTIMS * SESSIONS_OF_VICTIM);
    }

    @Test
    void whoIsKnownIsKnownAfterARestart() throws IOException, CheckpointException {
        Attributor attributor = attributor();
        meetVictims(attributor);
        learnVictims(attributor);
        IntStream.range(0, CAPACITY).forEach(i -> attributor.attribute(sybil(i).issuance()));
        var checkpoint = new ByteArrayOutputStream();
        attributor.snapshot(checkpoint);
        Attributor restored = builder().restore(new ByteArrayInputStream(checkpoint.toByteArray()));
        IntStream.range(CAPACITY, SESSIONS).forEach(i -> restored.attribute(sybil(i).issuance()));

        assertThat(victimsAttributed(restored)).isEqualTo(VICTIMS * SESSIONS_OF_VICTIM);
        assertThat(restored.stats().balances()).isTrue();
    }
}
