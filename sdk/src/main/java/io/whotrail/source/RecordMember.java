// SPDX-License-Identifier: Apache-2.0
package io.whotrail.source;

/** The members of an event's own object that are read. */
enum RecordMember implements Names.Named {
    EVENT_ID("eventID"),
    EVENT_TIME("eventTime"),
    EVENT_SOURCE("eventSource"),
    EVENT_NAME("eventName"),
    EVENT_TYPE("eventType"),
    EVENT_CATEGORY("eventCategory"),
    EVENT_VERSION("eventVersion"),
    AWS_REGION("awsRegion"),
    SOURCE_IP_ADDRESS("sourceIPAddress"),
    ERROR_CODE("errorCode"),
    RECIPIENT_ACCOUNT_ID("recipientAccountId"),
    SHARED_EVENT_ID("sharedEventID|sharedEventId"),
    SESSION_CREDENTIAL_FROM_CONSOLE("sessionCredentialFromConsole"),
    USER_IDENTITY("userIdentity"),
    REQUEST_PARAMETERS("requestParameters"),
    RESPONSE_ELEMENTS("responseElements"),
    ADDITIONAL_EVENT_DATA("additionalEventData"),
    SERVICE_EVENT_DETAILS("serviceEventDetails"),
    ADDENDUM("addendum"),
    INSIGHT("insightDetails|insightType");

    static final Names<RecordMember> NAMES = new Names<>(RecordMember.class);

    private final String names;

    RecordMember(String names) {
        this.names = names;
    }

    @Override
    public String names() {
        return names;
    }
}
