// SPDX-License-Identifier: Apache-2.0
package io.whotrail.story;

import io.whotrail.Identity;
import java.time.Instant;
import java.util.Map;

/**
 * A record of the story, and the truth about it.
 *
 * @param id its {@code eventID}
 * @param time its {@code eventTime}
 * @param fields its fields, in CloudTrail's order
 * @param origin who was behind it
 */
public record StoryEvent(String id, Instant time, Map<String, Object> fields, Identity origin) {
    /** The record as CloudTrail writes it, on one line. */
    public String json() {
        return Json.text(fields);
    }

    public String accountId() {
        return text("recipientAccountId");
    }

    public String region() {
        return text("awsRegion");
    }

    /** The text of a top-level field, or {@code null}. */
    public String text(String field) {
        return fields.get(field) instanceof String text ? text : null;
    }

    /** The {@code userIdentity}. */
    @SuppressWarnings("unchecked") // what a draft holds
    public Map<String, Object> userIdentity() {
        return (Map<String, Object>) fields.get("userIdentity");
    }
}
