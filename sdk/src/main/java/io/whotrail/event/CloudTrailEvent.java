// SPDX-License-Identifier: Apache-2.0
package io.whotrail.event;

import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One CloudTrail record, reduced to what attribution needs of it.
 *
 * @param eventId CloudTrail's unique id of the event for its recipient; never empty. A record that has none is given a
 *     stable one by its reader
 * @param eventTime when the call completed, to the second; {@code null} where the record does not say it legibly
 * @param eventSource the service that was called, for example {@code sts.amazonaws.com}; empty where missing
 * @param eventName the call, for example {@code AssumeRole}; empty where missing
 * @param awsRegion the Region that logged the call
 * @param sourceIpAddress the address that the call came from, or a service's name
 * @param eventType CloudTrail's kind of event, for example {@code AwsApiCall}
 * @param errorCode why the call failed; {@code null} where it did not fail
 * @param recipientAccountId the account that received the event
 * @param sharedEventId the id that the copies of one call in several accounts share
 * @param sessionCredentialFromConsole whether the credential is a console session's; only ever said when it is
 * @param userIdentity who called
 * @param requestParameters what was asked of an event that hands out credentials
 * @param responseElements what it answered
 * @param additionalEventData what AWS put beside it
 * @param addendum why it came late or again
 * @param iamRole the role that an event of IAM creates, changes or deletes; {@code null} on all other events
 * @param inputTrust how far the record can be believed; no part of its content
 * @param provenance the proof of {@link InputTrust#DIGEST_VERIFIED}; {@code null} where there is none
 */
public record CloudTrailEvent(
        String eventId,
        @Nullable Instant eventTime,
        String eventSource,
        String eventName,
        @Nullable String awsRegion,
        @Nullable String sourceIpAddress,
        @Nullable String eventType,
        @Nullable String errorCode,
        @Nullable String recipientAccountId,
        @Nullable String sharedEventId,
        boolean sessionCredentialFromConsole,
        UserIdentity userIdentity,
        RequestParameters requestParameters,
        ResponseElements responseElements,
        AdditionalEventData additionalEventData,
        @Nullable Addendum addendum,
        @Nullable IamRole iamRole,
        InputTrust inputTrust,
        @Nullable Provenance provenance) {

    /** Checks that there is an id.
     *
     * @throws IllegalArgumentException if the event id is empty */
    public CloudTrailEvent {
        errorCode = errorCode == null || errorCode.isEmpty() ? null : errorCode;
        Objects.requireNonNull(eventSource, "eventSource");
        Objects.requireNonNull(eventName, "eventName");
        Objects.requireNonNull(userIdentity, "userIdentity");
        Objects.requireNonNull(requestParameters, "requestParameters");
        Objects.requireNonNull(responseElements, "responseElements");
        Objects.requireNonNull(additionalEventData, "additionalEventData");
        Objects.requireNonNull(inputTrust, "inputTrust");
        if (eventId.isEmpty()) {
            throw new IllegalArgumentException("an event needs an id, got an empty one");
        }
    }

    /**
     * The content as one number: everything that attribution reads of the event, whatever envelope it came in. Two records
     * with one event id and different content hashes contradict each other.
     *
     * @return a 64-bit hash, the same on every machine
     */
    public long contentHash() {
        return contentHash(0);
    }

    /**
     * The content as one number that nobody can foresee who does not know the seed, for input from whoever would gain by
     * two contents with one number.
     *
     * @param seed any number
     * @return a 64-bit hash, the same on every machine for the same seed
     */
    public long contentHash(long seed) {
        return contentHash(seed, userIdentity.contentHash(seed));
    }

    /**
     * The same number as {@link #contentHash(long)}, for whoever remembers that of an identity that many events share.
     *
     * @param seed any number
     * @param identityHash what {@link UserIdentity#contentHash} of {@link #userIdentity} gives for that seed
     * @return a 64-bit hash, the same on every machine for the same seed
     */
    public long contentHash(long seed, long identityHash) {
        return ContentHash.of(this, seed, identityHash);
    }

    /**
     * This record as one that came another way.
     *
     * @param trust how far it can be believed
     * @return the same content with that trust, and without a proof of it
     */
    public CloudTrailEvent withInputTrust(InputTrust trust) {
        return trust == inputTrust ? this : with(trust, null);
    }

    /**
     * This record as one of a log file that was verified.
     *
     * @param proof what verified it
     * @return the same content, {@link InputTrust#DIGEST_VERIFIED}
     */
    public CloudTrailEvent provenBy(Provenance proof) {
        return with(InputTrust.DIGEST_VERIFIED, Objects.requireNonNull(proof, "proof"));
    }

    private CloudTrailEvent with(InputTrust trust, @Nullable Provenance proof) {
        return new CloudTrailEvent(
                eventId,
                eventTime,
                eventSource,
                eventName,
                awsRegion,
                sourceIpAddress,
                eventType,
                errorCode,
                recipientAccountId,
                sharedEventId,
                sessionCredentialFromConsole,
                userIdentity,
                requestParameters,
                responseElements,
                additionalEventData,
                addendum,
                iamRole,
                trust,
                proof);
    }

    /**
     * Starts an event.
     *
     * @param eventId the event's id
     * @return a new builder with nothing else set
     */
    public static Builder builder(String eventId) {
        return new Builder(eventId);
    }

    /** Collects the parts of a {@link CloudTrailEvent}. Not thread safe. */
    public static final class Builder {
        private final String eventId;
        private @Nullable Instant eventTime;
        private String eventSource = "";
        private String eventName = "";
        private @Nullable String awsRegion;
        private @Nullable String sourceIpAddress;
        private @Nullable String eventType;
        private @Nullable String errorCode;
        private @Nullable String recipientAccountId;
        private @Nullable String sharedEventId;
        private boolean sessionCredentialFromConsole;
        private UserIdentity userIdentity = UserIdentity.NONE;
        private RequestParameters requestParameters = RequestParameters.NONE;
        private ResponseElements responseElements = ResponseElements.NONE;
        private AdditionalEventData additionalEventData = AdditionalEventData.NONE;
        private @Nullable Addendum addendum;
        private @Nullable IamRole iamRole;
        private InputTrust inputTrust = InputTrust.UNAUTHENTICATED;

        private Builder(String eventId) {
            this.eventId = eventId;
        }

        /**
         * Sets {@link CloudTrailEvent#eventTime}.
         *
         * @param value the value, or {@code null} for none
         * @return this builder
         */
        public Builder eventTime(@Nullable Instant value) {
            this.eventTime = value;
            return this;
        }

        /**
         * Sets {@link CloudTrailEvent#eventSource}.
         *
         * @param value the value
         * @return this builder
         */
        public Builder eventSource(String value) {
            this.eventSource = value;
            return this;
        }

        /**
         * Sets {@link CloudTrailEvent#eventName}.
         *
         * @param value the value
         * @return this builder
         */
        public Builder eventName(String value) {
            this.eventName = value;
            return this;
        }

        /**
         * Sets {@link CloudTrailEvent#awsRegion}.
         *
         * @param value the value, or {@code null} for none
         * @return this builder
         */
        public Builder awsRegion(@Nullable String value) {
            this.awsRegion = value;
            return this;
        }

        /**
         * Sets {@link CloudTrailEvent#sourceIpAddress}.
         *
         * @param value the value, or {@code null} for none
         * @return this builder
         */
        public Builder sourceIpAddress(@Nullable String value) {
            this.sourceIpAddress = value;
            return this;
        }

        /**
         * Sets {@link CloudTrailEvent#eventType}.
         *
         * @param value the value, or {@code null} for none
         * @return this builder
         */
        public Builder eventType(@Nullable String value) {
            this.eventType = value;
            return this;
        }

        /**
         * Sets {@link CloudTrailEvent#errorCode}.
         *
         * @param value the value, or {@code null} for none
         * @return this builder
         */
        public Builder errorCode(@Nullable String value) {
            this.errorCode = value;
            return this;
        }

        /**
         * Sets {@link CloudTrailEvent#recipientAccountId}.
         *
         * @param value the value, or {@code null} for none
         * @return this builder
         */
        public Builder recipientAccountId(@Nullable String value) {
            this.recipientAccountId = value;
            return this;
        }

        /**
         * Sets {@link CloudTrailEvent#sharedEventId}.
         *
         * @param value the value, or {@code null} for none
         * @return this builder
         */
        public Builder sharedEventId(@Nullable String value) {
            this.sharedEventId = value;
            return this;
        }

        /**
         * Sets {@link CloudTrailEvent#sessionCredentialFromConsole}.
         *
         * @param value the value
         * @return this builder
         */
        public Builder sessionCredentialFromConsole(boolean value) {
            this.sessionCredentialFromConsole = value;
            return this;
        }

        /**
         * Sets {@link CloudTrailEvent#userIdentity}.
         *
         * @param value the value
         * @return this builder
         */
        public Builder userIdentity(UserIdentity value) {
            this.userIdentity = value;
            return this;
        }

        /**
         * Sets {@link CloudTrailEvent#requestParameters}.
         *
         * @param value the value
         * @return this builder
         */
        public Builder requestParameters(RequestParameters value) {
            this.requestParameters = value;
            return this;
        }

        /**
         * Sets {@link CloudTrailEvent#responseElements}.
         *
         * @param value the value
         * @return this builder
         */
        public Builder responseElements(ResponseElements value) {
            this.responseElements = value;
            return this;
        }

        /**
         * Sets {@link CloudTrailEvent#additionalEventData}.
         *
         * @param value the value
         * @return this builder
         */
        public Builder additionalEventData(AdditionalEventData value) {
            this.additionalEventData = value;
            return this;
        }

        /**
         * Sets {@link CloudTrailEvent#addendum}.
         *
         * @param value the value, or {@code null} for none
         * @return this builder
         */
        public Builder addendum(@Nullable Addendum value) {
            this.addendum = value;
            return this;
        }

        /**
         * Sets {@link CloudTrailEvent#inputTrust}.
         *
         * @param value the value, {@link InputTrust#UNAUTHENTICATED} by default
         * @return this builder
         */
        public Builder inputTrust(InputTrust value) {
            this.inputTrust = value;
            return this;
        }

        /**
         * Sets {@link CloudTrailEvent#iamRole}.
         *
         * @param value the value, or {@code null} for none
         * @return this builder
         */
        public Builder iamRole(@Nullable IamRole value) {
            this.iamRole = value;
            return this;
        }

        /**
         * Builds the event.
         *
         * @return an event with what was set
         * @throws IllegalArgumentException if the event id is empty
         */
        public CloudTrailEvent build() {
            return new CloudTrailEvent(
                    eventId,
                    eventTime,
                    eventSource,
                    eventName,
                    awsRegion,
                    sourceIpAddress,
                    eventType,
                    errorCode,
                    recipientAccountId,
                    sharedEventId,
                    sessionCredentialFromConsole,
                    userIdentity,
                    requestParameters,
                    responseElements,
                    additionalEventData,
                    addendum,
                    iamRole,
                    inputTrust,
                    null);
        }
    }
}
