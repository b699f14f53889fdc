// SPDX-License-Identifier: Apache-2.0
package io.whotrail.benchmarks;

import io.whotrail.event.CloudTrailEvent;
import io.whotrail.event.RequestParameters;
import io.whotrail.event.ResponseElements;
import io.whotrail.event.SessionContext;
import io.whotrail.event.SessionIssuer;
import io.whotrail.event.UserIdentity;
import java.time.Instant;
import java.util.Arrays;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Parsed events of many role sessions, made from a seed: their issuances, and uses drawn by Zipf's law. As with events that a
 * reader makes, all uses of a session have the same caller. Thread safe.
 */
public final class Workload {
    /** When the first session begins. */
    public static final Instant START = Instant.parse("2026-03-02T00:00:00Z");

    private static final int ROLES = 500;
    private static final double POWER = 0.99;
    private static final int SECONDS = 3_600;
    private static final int USES_A_SECOND = 1_000;

    private final int sessions;
    private final Zipf zipf;
    private final SessionIssuer[] issuers = new SessionIssuer[ROLES];
    private final AtomicReferenceArray<UserIdentity> holders;

    /**
     * Describes sessions, all of one hour.
     *
     * @param sessions how many
     */
    public Workload(int sessions) {
        this.sessions = sessions;
        this.zipf = new Zipf(sessions, POWER);
        this.holders = new AtomicReferenceArray<>(sessions);
        Arrays.setAll(
                issuers, role -> new SessionIssuer("Role", roleId(role), roleArn(role), account(role), role(role)));
    }

    /** The events that issue the sessions. */
    public Stream<CloudTrailEvent> issuances() {
        return IntStream.range(0, sessions).mapToObj(this::issuance);
    }

    /** The event that issues a session. */
    public CloudTrailEvent issuance(int session) {
        return issuance(session, birth(session), new UUID(sessions, session).toString());
    }

    /** Uses from a time on, a thousand a second, each with an event id of its own. */
    public CloudTrailEvent[] uses(int count, Random random, Instant from) {
        var uses = new CloudTrailEvent[count];
        for (int i = 0; i < count; i++) {
            uses[i] = use(zipf.next(random), random, from.plusSeconds(i / USES_A_SECOND));
        }
        return uses;
    }

    /** A use of a session. */
    public CloudTrailEvent use(int session, Random random, Instant time) {
        return use(holder(session), uuid(random), time);
    }

    /** When a session begins. */
    public Instant birth(int session) {
        return START.plusSeconds((long) session * SECONDS / sessions);
    }

    /** When all sessions have begun. */
    public static Instant allBegun() {
        return START.plusSeconds(SECONDS);
    }

    private static String uuid(Random random) {
        return new UUID(random.nextLong(), random.nextLong()).toString();
    }

    private static String account(int session) {
        return Long.toString(100_000_000_000L + session % 50);
    }

    private static String role(int session) {
        return "application-role-" + session % ROLES;
    }

    private static String roleId(int session) {
        return "AROA%017d".formatted(session % ROLES);
    }

    private static String sessionName(int session) {
        return "botocore-session-" + (1_700_000_000L + session);
    }

    private static String key(int session) {
        return "ASIA%016d".formatted(session);
    }

    private static String roleArn(int session) {
        return "arn:aws:iam::" + account(session) + ":role/" + role(session);
    }

    private UserIdentity holder(int session) {
        UserIdentity known = holders.get(session);
        if (known != null) {
            return known;
        }
        SessionIssuer issuer = issuers[session % ROLES];
        UserIdentity holder = UserIdentity.builder()
                .type("AssumedRole")
                .principalId(issuer.principalId() + ':' + sessionName(session))
                .arn(sessionArn(session))
                .accountId(issuer.accountId())
                .accessKeyId(key(session))
                .sessionContext(SessionContext.of(issuer, birth(session)))
                .build();
        return holders.compareAndSet(session, null, holder) ? holder : holder(session);
    }

    private static String sessionArn(int session) {
        return "arn:aws:sts::" + account(session) + ":assumed-role/" + role(session) + '/' + sessionName(session);
    }

    private static CloudTrailEvent issuance(int session, Instant birth, String eventId) {
        String user = "user-" + session % 2_000;
        return CloudTrailEvent.builder(eventId)
                .eventTime(birth)
                .eventSource("sts.amazonaws.com")
                .eventName("AssumeRole")
                .eventType("AwsApiCall")
                .recipientAccountId(account(session))
                .userIdentity(UserIdentity.builder()
                        .type("IAMUser")
                        .principalId("AIDA%017d".formatted(session % 2_000))
                        .arn("arn:aws:iam::" + account(session) + ":user/" + user)
                        .accountId(account(session))
                        .accessKeyId("AKIA%016d".formatted(session % 2_000))
                        .userName(user)
                        .build())
                .requestParameters(new RequestParameters(
                        roleArn(session), sessionName(session), 43_200, null, null, null, null, null))
                .responseElements(ResponseElements.builder()
                        .accessKeyId(key(session))
                        .expiration(birth.plusSeconds(43_200))
                        .assumedRoleId(roleId(session) + ':' + sessionName(session))
                        .assumedRoleArn(sessionArn(session))
                        .build())
                .build();
    }

    private static CloudTrailEvent use(UserIdentity holder, String eventId, Instant time) {
        return CloudTrailEvent.builder(eventId)
                .eventTime(time)
                .eventSource("s3.amazonaws.com")
                .eventName("GetObject")
                .awsRegion("eu-central-1")
                .eventType("AwsApiCall")
                .sourceIpAddress("203.0.113.7")
                .recipientAccountId(holder.accountId())
                .userIdentity(holder)
                .build();
    }
}
