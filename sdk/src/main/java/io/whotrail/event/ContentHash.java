// SPDX-License-Identifier: Apache-2.0
package io.whotrail.event;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The content of an event as one number: everything that attribution reads of it, whatever envelope it came in. */
final class ContentHash {
    private static final long MULTIPLIER = 0x9E3779B97F4A7C15L;
    private static final long ABSENT = 0x632BE59BD9B4E019L;

    private long hash;

    private ContentHash(long seed) {
        hash = finish(seed);
    }

    static long of(CloudTrailEvent event, long seed) {
        var content = new ContentHash(seed);
        content.add(event.eventTime());
        content.add(event.eventSource());
        content.add(event.eventName());
        content.add(event.eventType());
        content.add(event.errorCode());
        content.add(event.awsRegion());
        content.add(event.sourceIpAddress());
        content.add(event.recipientAccountId());
        content.add(event.sharedEventId());
        content.add(event.sessionCredentialFromConsole() ? 1 : 0);
        content.add(event.userIdentity());
        content.addRest(event);
        return content.hash;
    }

    private void add(UserIdentity identity) {
        add(identity.type());
        add(identity.principalId());
        add(identity.arn());
        add(identity.accountId());
        add(identity.accessKeyId());
        add(identity.userName());
        add(identity.invokedBy());
        add(identity.identityProvider());
        add(identity.credentialId());
        add(identity.delegateAccountId());
        addAny(identity.onBehalfOf());
        addAny(identity.inScopeOf());
        if (identity.sessionContext() != null) {
            add(identity.sessionContext());
        }
    }

    private void add(SessionContext context) {
        add(context.creationDate());
        addAny(context.mfaAuthenticated());
        add(context.sourceIdentity());
        add(context.ec2RoleDelivery());
        add(context.assumedRoot() ? 1 : 0);
        add(context.signInSessionArn());
        SessionIssuer issuer = context.sessionIssuer();
        if (issuer != null) {
            add(issuer.type());
            add(issuer.principalId());
            add(issuer.arn());
            add(issuer.accountId());
            add(issuer.userName());
        }
        WebIdFederation federation = context.webIdFederation();
        if (federation != null) {
            add(federation.federatedProvider());
            add(federation.subject());
        }
    }

    /** The rest is empty on nearly every event; where it is not, all of it counts. */
    private void addRest(CloudTrailEvent event) {
        addAny(event.requestParameters().equals(RequestParameters.NONE) ? null : event.requestParameters());
        addAny(event.responseElements().equals(ResponseElements.NONE) ? null : event.responseElements());
        addAny(event.additionalEventData().equals(AdditionalEventData.NONE) ? null : event.additionalEventData());
        addAny(event.addendum());
        if (event.iamRole() != null) {
            addAny(event.iamRole());
        }
    }

    private void addAny(@Nullable Object part) {
        add(part == null ? null : part.toString());
    }

    private void add(@Nullable Instant time) {
        add(time == null ? Long.MIN_VALUE : time.getEpochSecond());
    }

    private void add(@Nullable String text) {
        if (text == null) {
            add(ABSENT);
            return;
        }
        add(text.length());
        long mixed = hash;
        for (int i = 0; i < text.length(); i++) {
            mixed = (mixed ^ text.charAt(i)) * MULTIPLIER;
            mixed ^= mixed >>> 29;
        }
        hash = finish(mixed);
    }

    private void add(long number) {
        hash = finish((hash ^ number) * MULTIPLIER + ABSENT);
    }

    /** The finaliser of MurmurHash3: every bit of the input reaches every bit of the output. */
    private static long finish(long value) {
        long mixed = (value ^ value >>> 33) * 0xFF51AFD7ED558CCDL;
        mixed = (mixed ^ mixed >>> 33) * 0xC4CEB9FE1A85EC53L;
        return mixed ^ mixed >>> 33;
    }
}
