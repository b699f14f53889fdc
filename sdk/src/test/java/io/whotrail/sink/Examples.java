// SPDX-License-Identifier: Apache-2.0
package io.whotrail.sink;

import io.whotrail.Attribution;
import io.whotrail.Attributor;
import io.whotrail.event.CloudTrailEvent;
import io.whotrail.event.RequestParameters;
import io.whotrail.event.ResponseElements;
import io.whotrail.event.SessionContext;
import io.whotrail.event.SessionIssuer;
import io.whotrail.event.UserIdentity;
import io.whotrail.testing.SinkEntries;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;

/** One answer of each kind. */
final class Examples {
    private static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");
    private static final String ACCOUNT = "111122223333";

    private Examples() {}

    static List<SinkEntry> all() {
        return List.of(
                SinkEntry.of(assuming()),
                SinkEntry.of(chained()),
                SinkEntry.of(ambiguous()),
                SinkEntry.of(unattributed()),
                SinkEntry.of(byService()),
                SinkEntry.of(failedSignIn()),
                SinkEntry.of(bare()),
                SinkEntries.notice("ASIAEXAMPLE", 1));
    }

    private static Attributor attributor() {
        return Attributor.builder(InstantSource.fixed(NOON)).build();
    }

    private static CloudTrailEvent.Builder event(String id, String source, String name, UserIdentity identity) {
        return CloudTrailEvent.builder(id)
                .eventTime(NOON)
                .eventSource(source)
                .eventName(name)
                .eventType("AwsApiCall")
                .awsRegion("eu-central-1")
                .sourceIpAddress("203.0.113.7")
                .recipientAccountId(ACCOUNT)
                .userIdentity(identity);
    }

    private static UserIdentity user(String name) {
        return UserIdentity.builder()
                .type("IAMUser")
                .principalId("AIDA" + name.toUpperCase(Locale.ROOT))
                .arn("arn:aws:iam::111122223333:user/" + name)
                .accountId(ACCOUNT)
                .userName(name)
                .accessKeyId("AKIA" + name.toUpperCase(Locale.ROOT))
                .build();
    }

    private static CloudTrailEvent assumption(String id, String user, String key) {
        return event(id, "sts.amazonaws.com", "AssumeRole", user(user))
                .requestParameters(new RequestParameters(
                        "arn:aws:iam::111122223333:role/Dev", "work", null, null, null, null, null, null))
                .responseElements(ResponseElements.builder()
                        .accessKeyId(key)
                        .expiration(NOON.plusSeconds(3600))
                        .assumedRoleId("AROADEV:work")
                        .assumedRoleArn("arn:aws:sts::111122223333:assumed-role/Dev/work")
                        .build())
                .build();
    }

    private static CloudTrailEvent use(String id, String key) {
        return event(
                        id,
                        "s3.amazonaws.com",
                        "DeleteObject",
                        UserIdentity.builder()
                                .type("AssumedRole")
                                .principalId("AROADEV:work")
                                .arn("arn:aws:sts::111122223333:assumed-role/Dev/work")
                                .accountId(ACCOUNT)
                                .accessKeyId(key)
                                .sessionContext(new SessionContext(
                                        new SessionIssuer(
                                                "Role",
                                                "AROADEV",
                                                "arn:aws:iam::111122223333:role/Dev",
                                                ACCOUNT,
                                                "Dev"),
                                        NOON,
                                        true,
                                        null,
                                        null,
                                        false,
                                        null,
                                        null))
                                .build())
                .build();
    }

    static Attribution assuming() {
        return attributor().ask(assumption("a1", "alice", "ASIAEXAMPLE"));
    }

    static Attribution chained() {
        Attributor attributor = attributor();
        attributor.attribute(assumption("a1", "alice", "ASIAEXAMPLE"));
        return attributor.ask(use("u1", "ASIAEXAMPLE"));
    }

    /** Two people took a session of one name in one second, and the key that is used is neither's. */
    static Attribution ambiguous() {
        Attributor attributor = attributor();
        attributor.attribute(assumption("a1", "alice", null));
        attributor.attribute(assumption("a2", "bob", null));
        return attributor.ask(use("u2", null));
    }

    static Attribution unattributed() {
        return attributor().ask(use("u3", "ASIALOST"));
    }

    static Attribution byService() {
        return attributor()
                .ask(event(
                                "s1",
                                "sts.amazonaws.com",
                                "AssumeRole",
                                UserIdentity.builder()
                                        .type("AWSService")
                                        .invokedBy("lambda.amazonaws.com")
                                        .build())
                        .sourceIpAddress("lambda.amazonaws.com")
                        .requestParameters(new RequestParameters(
                                "arn:aws:iam::111122223333:role/fn", "fn", null, null, null, null, null, null))
                        .build());
    }

    static Attribution failedSignIn() {
        return attributor()
                .ask(event("l1", "signin.amazonaws.com", "ConsoleLogin", user("alice"))
                        .eventType("AwsConsoleSignIn")
                        .responseElements(
                                ResponseElements.builder().outcome("Failure").build())
                        .build());
    }

    /** An event of which nothing is known but its id. */
    static Attribution bare() {
        return attributor()
                .ask(CloudTrailEvent.builder("b1").errorCode("AccessDenied").build());
    }
}
