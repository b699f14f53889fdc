// SPDX-License-Identifier: Apache-2.0
package io.whotrail.story;

import java.time.Instant;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** A record while it is written: every field may still be changed. Not thread safe. */
public final class Draft {
    private static final List<String> ORDER = List.of(
            "eventVersion",
            "userIdentity",
            "eventTime",
            "eventSource",
            "eventName",
            "awsRegion",
            "sourceIPAddress",
            "userAgent",
            "errorCode",
            "errorMessage",
            "requestParameters",
            "responseElements",
            "additionalEventData",
            "requestID",
            "eventID",
            "readOnly",
            "resources",
            "eventType",
            "managementEvent",
            "recipientAccountId",
            "sharedEventID",
            "serviceEventDetails",
            "eventCategory",
            "addendum",
            "sessionCredentialFromConsole",
            "tlsDetails");

    private final Map<String, Object> fields = new HashMap<>();

    Draft() {}

    /** Sets a field; {@link Json#NULL} makes it say {@code null}. */
    public Draft put(String field, Object value) {
        if (!ORDER.contains(field)) {
            throw new IllegalArgumentException("no field of a CloudTrail record: " + field);
        }
        fields.put(field, value);
        return this;
    }

    /** Leaves a field out. */
    public Draft drop(String field) {
        fields.remove(field);
        return this;
    }

    /** Where the call came from. */
    public Draft from(String address) {
        return put("sourceIPAddress", address);
    }

    public Draft agent(String userAgent) {
        return put("userAgent", userAgent);
    }

    public Draft at(Instant time) {
        return put("eventTime", time.toString());
    }

    public Draft in(String region) {
        return put("awsRegion", region);
    }

    public Draft id(String eventId) {
        return put("eventID", eventId);
    }

    /** Sets {@code requestParameters}. */
    public Draft request(Object... keysAndValues) {
        return put("requestParameters", Json.object(keysAndValues));
    }

    /** Sets {@code responseElements}. */
    public Draft response(Object... keysAndValues) {
        return put("responseElements", Json.object(keysAndValues));
    }

    /** The call fails: what was asked and answered is not logged. */
    public Draft failing(String errorCode, String errorMessage) {
        drop("resources");
        put("errorCode", errorCode).put("errorMessage", errorMessage);
        return put("requestParameters", Json.NULL).put("responseElements", Json.NULL);
    }

    /** Changes the {@code userIdentity}. */
    public Draft identity(Consumer<Map<String, Object>> change) {
        change.accept(object("userIdentity"));
        return this;
    }

    /** A field that is an object, to be changed. */
    @SuppressWarnings("unchecked") // objects are made by Json.object only
    public Map<String, Object> object(String field) {
        return (Map<String, Object>) fields.computeIfAbsent(field, name -> new LinkedHashMap<String, Object>());
    }

    String text(String field) {
        return (String) fields.get(field);
    }

    /** The fields in CloudTrail's order. */
    Map<String, Object> ordered() {
        var ordered = new LinkedHashMap<String, Object>();
        for (String field : ORDER) {
            if (fields.containsKey(field)) {
                ordered.put(field, fields.get(field));
            }
        }
        return Collections.unmodifiableMap(ordered);
    }
}
