// SPDX-License-Identifier: Apache-2.0
package io.whotrail;

import io.whotrail.event.CloudTrailEvent;
import io.whotrail.event.InputTrust;
import io.whotrail.event.ResponseElements;
import io.whotrail.event.SessionContext;
import io.whotrail.event.UserIdentity;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A record of a small world in one line, with short names for its ids and seconds. */
final class RecordText {
    private static final Map<String, String> NAMES = new HashMap<>();

    static {
        for (int number = 0; number < 100; number++) {
            NAMES.put(Events.id("r" + number), "r" + number);
        }
    }

    private RecordText() {}

    static String of(CloudTrailEvent event) {
        var text = new StringBuilder();
        text.append(shortened(event.eventId())).append(" at ").append(second(event.eventTime()));
        text.append(' ').append(event.eventName()).append(" by ").append(caller(event.userIdentity()));
        ResponseElements response = event.responseElements();
        add(text, " role ", event.requestParameters().roleArn());
        add(text, " named ", event.requestParameters().roleSessionName());
        add(text, " federates ", event.requestParameters().name());
        add(text, " sets ", event.requestParameters().sourceIdentity());
        add(text, " -> ", response.assumedRoleArn());
        add(text, " id ", response.assumedRoleId());
        add(text, " key ", response.accessKeyId());
        add(text, " until ", response.expiration() == null ? null : second(response.expiration()));
        add(text, " from ", event.additionalEventData().switchFrom());
        add(text, " lake ", event.additionalEventData().lakeFormationRoleSessionName());
        add(text, " shared ", event.sharedEventId());
        add(text, " console", event.sessionCredentialFromConsole() ? "" : null);
        add(text, " address ", "203.0.113.7".equals(event.sourceIpAddress()) ? null : event.sourceIpAddress());
        add(
                text,
                " corrects ",
                event.addendum() == null ? null : event.addendum().originalEventId());
        if (event.iamRole() != null) {
            add(text, " of ", event.iamRole().roleName());
            String policy = event.iamRole().policyDocument();
            text.append(policy == null ? "" : policy.contains("RoleSessionName") ? " forcing names" : " free");
        }
        return text.append(event.inputTrust() == InputTrust.UNAUTHENTICATED ? "" : " " + event.inputTrust())
                .toString();
    }

    private static void add(StringBuilder text, String word, @Nullable String value) {
        if (value != null) {
            text.append(word).append(shortened(value));
        }
    }

    private static String caller(UserIdentity identity) {
        var text =
                new StringBuilder(shortened(String.valueOf(identity.arn() == null ? identity.type() : identity.arn())));
        add(text, " id ", identity.principalId());
        add(text, " account ", "AWSAccount".equals(identity.type()) ? identity.accountId() : null);
        add(text, " key ", identity.accessKeyId());
        SessionContext context = identity.sessionContext();
        if (context != null) {
            add(text, " born ", context.creationDate() == null ? null : second(context.creationDate()));
            add(text, " sourceIdentity ", context.sourceIdentity());
            add(text, " ec2 ", context.ec2RoleDelivery());
            text.append(context.assumedRoot() ? " assumedRoot" : "");
        }
        add(text, " via ", identity.invokedBy());
        add(
                text,
                " onBehalfOf ",
                identity.onBehalfOf() == null ? null : identity.onBehalfOf().userId());
        return text.toString();
    }

    static String second(Instant time) {
        return "+" + Duration.between(Events.NOON, time).toSeconds() + "s";
    }

    /** A text with short names for ids and accounts. */
    static String shortened(String text) {
        String shorter = text;
        for (Map.Entry<String, String> name : NAMES.entrySet()) {
            shorter = shorter.replace(name.getKey(), name.getValue());
        }
        return shorter.replace("arn:aws:sts::111122223333:assumed-role/", "")
                .replace("arn:aws:iam::111122223333:", "")
                .replace("2026-03-02T", "");
    }
}
