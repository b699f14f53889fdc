// SPDX-License-Identifier: Apache-2.0
package io.whotrail.simulation;

import io.whotrail.SignalType;
import io.whotrail.event.AdditionalEventData;
import io.whotrail.event.RequestParameters;
import io.whotrail.event.ResponseElements;
import java.time.Instant;
import java.util.Set;

/** A record while it is written. Not thread safe. */
final class Call {
    final Acting acting;
    final Api api;
    final String eventId;
    Instant time;
    String region;
    String address;
    String sharedEventId;
    String errorCode;
    OrgAccount recipient;
    RequestParameters request = RequestParameters.NONE;
    ResponseElements response = ResponseElements.NONE;
    AdditionalEventData additional = AdditionalEventData.NONE;
    RoleChange policy;
    Expectation expectation;
    boolean issuing;
    boolean safe;

    Call(Acting acting, Api api, String eventId, Instant time) {
        this.acting = acting;
        this.api = api;
        this.eventId = eventId;
        this.time = time;
        this.address = acting.address();
        this.recipient = acting.account();
        this.expectation = acting.expectation();
    }

    Call at(Instant other) {
        time = other;
        return this;
    }

    /** Both copies of a call show this. */
    Call shared(String id) {
        sharedEventId = id;
        return this;
    }

    Call from(String other) {
        address = other;
        return this;
    }

    Call failing(String code) {
        errorCode = code;
        return this;
    }

    Call asking(RequestParameters parameters) {
        request = parameters;
        return this;
    }

    Call answering(ResponseElements elements) {
        response = elements;
        return this;
    }

    Call adding(AdditionalEventData more) {
        additional = more;
        return this;
    }

    Call changing(RoleChange change) {
        policy = change;
        return this;
    }

    /** It may be lost where issuing records are. */
    Call issuing() {
        issuing = true;
        return this;
    }

    /** It comes, and in time. */
    Call safe() {
        safe = true;
        return this;
    }

    Call safe(boolean value) {
        safe |= value;
        return this;
    }

    Call signalling(SignalType... types) {
        expectation = expectation.signalling(Set.of(types));
        return this;
    }

    Call expecting(Expectation other) {
        expectation = other;
        return this;
    }
}
