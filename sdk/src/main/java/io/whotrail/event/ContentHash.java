// SPDX-License-Identifier: Apache-2.0
package io.whotrail.event;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The content of an event as one number: everything that attribution reads of it, whatever envelope it came in. */
final class ContentHash {
    private static final long MULTIPLIER = 0x9E3779B97F4A7C15L;
    private static final long ABSENT = 0x632BE59BD9B4E019L;

    private ContentHash() {}

    static long of(CloudTrailEvent event) {
        long hash = mixed(0, seconds(event.eventTime()));
        hash = mixed(hash, event.eventSource());
        hash = mixed(hash, event.eventName());
        hash = mixed(hash, event.errorCode());
        hash = mixed(hash, event.sourceIpAddress());
        hash = mixed(hash, event.recipientAccountId());
        hash = mixed(hash, event.sharedEventId());
        return issued(event, identity(event.userIdentity(), hash));
    }

    private static long seconds(@Nullable Instant time) {
        return time == null ? Long.MIN_VALUE : time.getEpochSecond();
    }

    private static long identity(UserIdentity identity, long seed) {
        long hash = mixed(seed, identity.type());
        hash = mixed(hash, identity.principalId());
        hash = mixed(hash, identity.arn());
        hash = mixed(hash, identity.accountId());
        hash = mixed(hash, identity.accessKeyId());
        hash = mixed(hash, identity.userName());
        hash = mixed(hash, identity.invokedBy());
        if (identity.onBehalfOf() != null) {
            hash = mixed(hash, identity.onBehalfOf().toString());
        }
        if (identity.inScopeOf() != null) {
            hash = mixed(hash, identity.inScopeOf().toString());
        }
        return identity.sessionContext() == null ? hash : context(identity.sessionContext(), hash);
    }

    private static long context(SessionContext context, long seed) {
        long hash = mixed(seed, seconds(context.creationDate()));
        hash = mixed(hash, context.sourceIdentity());
        hash = mixed(hash, context.ec2RoleDelivery());
        SessionIssuer issuer = context.sessionIssuer();
        if (issuer != null) {
            hash = mixed(hash, issuer.principalId());
            hash = mixed(hash, issuer.arn());
            hash = mixed(hash, issuer.userName());
        }
        return context.webIdFederation() == null
                ? hash
                : mixed(hash, context.webIdFederation().subject());
    }

    /** The rest is empty on nearly every event; where it is not, all of it counts. */
    private static long issued(CloudTrailEvent event, long seed) {
        ResponseElements response = event.responseElements();
        long hash = seed;
        if (!response.equals(ResponseElements.NONE)) {
            hash = mixed(hash, response.toString());
        }
        if (!event.requestParameters().equals(RequestParameters.NONE)) {
            hash = mixed(hash, event.requestParameters().toString());
        }
        if (!event.additionalEventData().equals(AdditionalEventData.NONE)) {
            hash = mixed(hash, event.additionalEventData().toString());
        }
        return hash;
    }

    private static long mixed(long seed, @Nullable String text) {
        if (text == null) {
            return mixed(seed, ABSENT);
        }
        long hash = mixed(seed, text.length());
        for (int i = 0; i < text.length(); i++) {
            hash = (hash ^ text.charAt(i)) * MULTIPLIER;
            hash ^= hash >>> 29;
        }
        return finish(hash);
    }

    private static long mixed(long seed, long number) {
        return finish((seed ^ number) * MULTIPLIER + ABSENT);
    }

    /** The finaliser of MurmurHash3: every bit of the input reaches every bit of the output. */
    private static long finish(long value) {
        long hash = (value ^ value >>> 33) * 0xFF51AFD7ED558CCDL;
        hash = (hash ^ hash >>> 33) * 0xC4CEB9FE1A85EC53L;
        return hash ^ hash >>> 33;
    }
}
