// SPDX-License-Identifier: Apache-2.0
package io.whotrail.jcstress;

import io.whotrail.Attribution;
import io.whotrail.Attribution.Ambiguous;
import io.whotrail.Attribution.Attributed;
import io.whotrail.Attribution.Unattributed;
import io.whotrail.Attributor;
import io.whotrail.event.CloudTrailEvent;
import io.whotrail.event.RequestParameters;
import io.whotrail.event.ResponseElements;
import io.whotrail.event.SessionContext;
import io.whotrail.event.SessionIssuer;
import io.whotrail.event.UserIdentity;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;
import java.util.UUID;
import java.util.stream.Collectors;

/** Who plays: a few events, made once, and how an answer reads. */
final class Cast {
    static final CloudTrailEvent ALICES = assume("alice", "work", "ASIAONE1");
    static final CloudTrailEvent BOBS_OF_THE_SAME_KEY = assume("bob", "work", "ASIAONE1");
    static final CloudTrailEvent ALICES_NEXT = assume("alice", "next", "ASIATWO2");
    static final CloudTrailEvent USE = use("use", "work", "ASIAONE1");
    static final CloudTrailEvent OTHER_USE = use("other use", "work", "ASIAONE1");

    private static final String ACCOUNT = "111122223333";

    private Cast() {}

    static Attributor.Builder builder() {
        return Attributor.builder(InstantSource.fixed(noon().plusSeconds(86_400)));
    }

    private static Instant noon() {
        return Instant.parse("2026-03-02T12:00:00Z");
    }

    private static CloudTrailEvent.Builder event(String seed) {
        return CloudTrailEvent.builder(UUID.nameUUIDFromBytes(seed.getBytes(StandardCharsets.UTF_8))
                        .toString())
                .eventType("AwsApiCall")
                .sourceIpAddress("203.0.113.7")
                .recipientAccountId(ACCOUNT);
    }

    private static CloudTrailEvent assume(String person, String sessionName, String key) {
        return event(person + sessionName + key)
                .eventTime(noon())
                .eventSource("sts.amazonaws.com")
                .eventName("AssumeRole")
                .userIdentity(UserIdentity.builder()
                        .type("IAMUser")
                        .principalId("AIDA" + person.toUpperCase(Locale.ROOT))
                        .arn("arn:aws:iam::" + ACCOUNT + ":user/" + person)
                        .accountId(ACCOUNT)
                        .accessKeyId("AKIA" + person.toUpperCase(Locale.ROOT))
                        .userName(person)
                        .build())
                .requestParameters(new RequestParameters(
                        "arn:aws:iam::" + ACCOUNT + ":role/Dev", sessionName, 3600, null, null, null, null, null))
                .responseElements(ResponseElements.builder()
                        .accessKeyId(key)
                        .expiration(noon().plusSeconds(3600))
                        .assumedRoleId("AROADEV:" + sessionName)
                        .assumedRoleArn("arn:aws:sts::" + ACCOUNT + ":assumed-role/Dev/" + sessionName)
                        .build())
                .build();
    }

    private static CloudTrailEvent use(String seed, String sessionName, String key) {
        return event(seed)
                .eventTime(noon().plusSeconds(60))
                .eventSource("s3.amazonaws.com")
                .eventName("ListBuckets")
                .userIdentity(UserIdentity.builder()
                        .type("AssumedRole")
                        .principalId("AROADEV:" + sessionName)
                        .arn("arn:aws:sts::" + ACCOUNT + ":assumed-role/Dev/" + sessionName)
                        .accountId(ACCOUNT)
                        .accessKeyId(key)
                        .sessionContext(SessionContext.of(
                                new SessionIssuer(
                                        "Role", "AROADEV", "arn:aws:iam::" + ACCOUNT + ":role/Dev", ACCOUNT, "Dev"),
                                noon()))
                        .build())
                .build();
    }

    /** All that an answer consists of, so that half an answer reads unlike a whole one. */
    static String told(Attribution answer) {
        if (answer instanceof Attributed known) {
            return known.origin().name() + " by " + known.basis() + " over "
                    + known.chain().length();
        }
        return answer instanceof Ambiguous ambiguous
                ? ambiguous.candidates().stream()
                        .map(candidate -> candidate.origin().name())
                        .sorted()
                        .collect(Collectors.joining(" or "))
                : ((Unattributed) answer).reason().name();
    }
}
