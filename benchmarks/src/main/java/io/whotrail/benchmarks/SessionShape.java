// SPDX-License-Identifier: Apache-2.0
package io.whotrail.benchmarks;

import io.whotrail.Attribution;
import io.whotrail.Attributor;
import io.whotrail.event.CloudTrailEvent;
import io.whotrail.event.RequestParameters;
import io.whotrail.event.ResponseElements;
import io.whotrail.event.SessionContext;
import io.whotrail.event.SessionIssuer;
import io.whotrail.event.UserIdentity;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.UUID;

/** Kinds of sessions, as they are often met: 1,000 users, 50 roles, all that there are in half a day. */
enum SessionShape {
    /** A user's own session, with a name of 23 characters that no other has. */
    USER("a user's, named for itself") {
        @Override
        int play(int number, int of, Attributor attributor) {
            Instant time = time(number, of);
            String name = String.format(Locale.ROOT, "session-%08d-%06d", number, number % USERS);
            attributor.attribute(issuance(number, time, user(number), number % ROLES, name));
            use(attributor, number, time, number % ROLES, name);
            return 1;
        }
    },
    /** A user's session, with the user's name: one name for many sessions of a role. */
    NAMED_FOR_USER("a user's, named for the user") {
        @Override
        int play(int number, int of, Attributor attributor) {
            Instant time = time(number, of);
            String name = "user" + number % USERS;
            attributor.attribute(issuance(number, time, user(number), number % ROLES, name));
            use(attributor, number, time, number % ROLES, name);
            return 1;
        }
    },
    /** A user's session, and another of a second role that was assumed from it. */
    CHAINED("two of a chain") {
        @Override
        int play(int number, int of, Attributor attributor) {
            Instant time = time(number, of);
            String name = String.format(Locale.ROOT, "session-%08d-%06d", number, number % USERS);
            int second = number + Integer.MAX_VALUE / 2;
            attributor.attribute(issuance(number, time, user(number), number % ROLES, name));
            UserIdentity first = session(number, time, number % ROLES, name);
            attributor.attribute(issuance(second, time, first, ROLES + number % ROLES, name));
            use(attributor, second, time, ROLES + number % ROLES, name);
            return 2;
        }
    },
    /** The session of an EC2 instance, used from the instance's address. */
    WORKLOAD("an EC2 instance's") {
        @Override
        int play(int number, int of, Attributor attributor) {
            Instant time = time(number, of);
            String name = String.format(Locale.ROOT, "i-0%016x", number % INSTANCES * 7_919L);
            UserIdentity ec2 = UserIdentity.builder()
                    .type("AWSService")
                    .invokedBy("ec2.amazonaws.com")
                    .build();
            attributor.attribute(issuance(number, time, ec2, number % ROLES, name));
            use(attributor, number, time, number % ROLES, name);
            return 1;
        }
    };

    /** A processing time at which none of the events lies in the future. */
    static final Instant LONG_AFTER = Instant.parse("2027-01-01T00:00:00Z");

    private static final int USERS = 1_000;
    private static final int ROLES = 50;
    private static final int INSTANCES = 50_000;
    private static final Duration ALL = Duration.ofHours(12);
    private static final String ACCOUNT = "111122223333";
    private static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");

    private final String words;

    SessionShape(String words) {
        this.words = words;
    }

    String words() {
        return words;
    }

    /** Lets an attributor see the issuances and a use of one session of many, or one chain; returns how many were issued. */
    abstract int play(int number, int of, Attributor attributor);

    private static Instant time(int number, int of) {
        return NOON.plusSeconds(ALL.toSeconds() * number / of);
    }

    private static String roleArn(int role) {
        return "arn:aws:iam::" + ACCOUNT + ":role/work" + role;
    }

    private static String sessionArn(int role, String name) {
        return "arn:aws:sts::" + ACCOUNT + ":assumed-role/work" + role + '/' + name;
    }

    private static String roleId(int role) {
        return String.format(Locale.ROOT, "AROAWORK%013d", role);
    }

    private static String key(int number) {
        return String.format(Locale.ROOT, "ASIA%016d", number);
    }

    private static UserIdentity user(int number) {
        String name = "user" + number % USERS;
        return UserIdentity.builder()
                .type("IAMUser")
                .principalId(String.format(Locale.ROOT, "AIDA%017d", number % USERS))
                .arn("arn:aws:iam::" + ACCOUNT + ":user/" + name)
                .accountId(ACCOUNT)
                .userName(name)
                .accessKeyId(String.format(Locale.ROOT, "AKIA%016d", number % USERS))
                .build();
    }

    private static UserIdentity session(int number, Instant birth, int role, String name) {
        return UserIdentity.builder()
                .type("AssumedRole")
                .principalId(roleId(role) + ':' + name)
                .arn(sessionArn(role, name))
                .accountId(ACCOUNT)
                .accessKeyId(key(number))
                .sessionContext(SessionContext.of(
                        new SessionIssuer("Role", roleId(role), roleArn(role), ACCOUNT, "work" + role), birth))
                .build();
    }

    private static CloudTrailEvent issuance(int number, Instant time, UserIdentity caller, int role, String name) {
        return CloudTrailEvent.builder(new UUID(number * 7_919L + 1, number * 104_729L + 3).toString())
                .eventTime(time)
                .eventSource("sts.amazonaws.com")
                .eventName("AssumeRole")
                .awsRegion("us-east-1")
                .eventType("AwsApiCall")
                .recipientAccountId(ACCOUNT)
                .sourceIpAddress("203.0.113." + number % 200)
                .userIdentity(caller)
                .requestParameters(new RequestParameters(roleArn(role), name, 3_600, null, null, null, null, null))
                .responseElements(ResponseElements.builder()
                        .accessKeyId(key(number))
                        .assumedRoleId(roleId(role) + ':' + name)
                        .assumedRoleArn(sessionArn(role, name))
                        .expiration(time.plus(Duration.ofHours(1)))
                        .build())
                .build();
    }

    private static void use(Attributor attributor, int number, Instant birth, int role, String name) {
        CloudTrailEvent use = CloudTrailEvent.builder(new UUID(number * 7_919L + 5, number * 104_729L + 9).toString())
                .eventTime(birth.plusSeconds(30))
                .eventSource("s3.amazonaws.com")
                .eventName("GetObject")
                .awsRegion("us-east-1")
                .eventType("AwsApiCall")
                .recipientAccountId(ACCOUNT)
                .sourceIpAddress("198.51.100." + number % INSTANCES % 200)
                .userIdentity(session(number, birth, role, name))
                .build();
        if (!(attributor.attribute(use) instanceof Attribution.Attributed)) {
            throw new IllegalStateException("not attributed: " + use);
        }
    }
}
