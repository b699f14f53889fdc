// SPDX-License-Identifier: Apache-2.0
package io.whotrail.source;

import io.whotrail.event.CloudTrailEvent;
import io.whotrail.event.InputTrust;
import io.whotrail.event.UserIdentity;
import java.io.IOException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The members of the record that is being read, whoever reads them. For one record. */
final class EventParts {
    /* What makes an object an event: it names a call (eventName), and a service (eventSource), a version of the format
     * (eventVersion) or a caller (userIdentity). Notices of S3, Kinesis and SQS have some of these as well, but their
     * eventSource begins with "aws:", as none of CloudTrail's does; Insights have an eventType of their own. */

    private static final String INSIGHT_TYPE = "AwsCloudTrailInsight";
    private static final String NOTICE_PREFIX = "aws:";

    private final MemberReader in;
    private final ElementsParser elements = new ElementsParser();
    private @Nullable String id;
    private @Nullable Instant time;
    private @Nullable String source;
    private @Nullable String name;
    private @Nullable String type;
    private @Nullable String version;
    private @Nullable String region;
    private @Nullable String address;
    private @Nullable String errorCode;
    private @Nullable String recipient;
    private @Nullable String sharedId;
    private @Nullable Caller caller;
    private boolean fromConsole;
    private boolean insight;

    EventParts(MemberReader in) {
        this.in = in;
    }

    void read() throws IOException, MalformedRecord {
        for (var member = in.next(RecordMember.NAMES); member != null; member = in.next(RecordMember.NAMES)) {
            switch (member) {
                case EVENT_ID -> id = in.uniqueText();
                case EVENT_TIME -> time = in.time();
                case EVENT_SOURCE -> source = in.shortText();
                case EVENT_NAME -> name = in.shortText();
                case EVENT_TYPE -> type = in.steadyText();
                case EVENT_VERSION -> version = in.steadyText();
                case EVENT_CATEGORY -> insight |= "Insight".equals(in.isString() ? in.steadyText() : in.textIfAny());
                case AWS_REGION -> region = in.steadyText();
                case SOURCE_IP_ADDRESS -> address = in.shortText();
                case ERROR_CODE -> errorCode = in.text();
                case RECIPIENT_ACCOUNT_ID -> recipient = in.steadyText();
                case SHARED_EVENT_ID -> sharedId = in.uniqueText();
                case SESSION_CREDENTIAL_FROM_CONSOLE -> fromConsole |= Boolean.TRUE.equals(in.flag());
                case USER_IDENTITY -> caller = in.caller();
                case REQUEST_PARAMETERS -> elements.readRequestParameters(in);
                case RESPONSE_ELEMENTS -> elements.readResponseElements(in);
                case ADDITIONAL_EVENT_DATA, SERVICE_EVENT_DETAILS -> elements.readAdditionalEventData(in);
                case ADDENDUM -> elements.readAddendum(in);
                case INSIGHT -> {
                    insight = true;
                    in.skip();
                }
            }
        }
    }

    boolean isEvent() {
        boolean notice = source != null && source.startsWith(NOTICE_PREFIX);
        return name != null
                && (source != null || version != null || caller != null)
                && !notice
                && !insight
                && !INSIGHT_TYPE.equals(type);
    }

    CloudTrailEvent event(byte[] bytes, int from, int to, InputTrust inputTrust) {
        String eventId = id == null || id.isEmpty() ? Fingerprint.of(bytes, from, to) : id;
        return CloudTrailEvent.builder(eventId)
                .eventTime(time)
                .eventSource(source == null ? "" : source)
                .eventName(name == null ? "" : name)
                .awsRegion(region)
                .sourceIpAddress(address)
                .eventType(type)
                .errorCode(errorCode)
                .recipientAccountId(recipient)
                .sharedEventId(sharedId)
                .sessionCredentialFromConsole(fromConsole || (caller != null && caller.fromConsole()))
                .userIdentity(caller == null ? UserIdentity.NONE : caller.identity())
                .requestParameters(elements.requestParameters())
                .responseElements(elements.responseElements())
                .additionalEventData(elements.additionalEventData())
                .addendum(elements.addendum())
                .iamRole(name == null ? null : elements.iamRole(source, name))
                .inputTrust(inputTrust)
                .build();
    }
}
