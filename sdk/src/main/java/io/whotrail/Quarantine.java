// SPDX-License-Identifier: Apache-2.0
package io.whotrail;

import io.whotrail.event.InputTrust;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A record was set aside: it contradicts one that is covered by a signed digest, and is not itself. Its event id and what is
 * kept tell where to look; nothing else of it is given, for nothing else of it is believed.
 *
 * @param eventId the id of the record that was set aside
 * @param eventTime the time that it showed; {@code null} where it showed none
 * @param trust how far it could be believed
 * @param reason what it contradicts
 * @param keptEventId the id of the record that counts instead; the same for {@link Reason#OTHER_CONTENT}
 */
public record Quarantine(
        String eventId, @Nullable Instant eventTime, InputTrust trust, Reason reason, String keptEventId) {
    /** Why a record was set aside. */
    public enum Reason {
        /** Another record of the same event has other content: the event is answered by that one. */
        OTHER_CONTENT,
        /**
         * Another event issued the same credential to another caller: whoever uses the credential is attributed by that
         * one. The event that was set aside still has an answer of its own, about whom it shows as caller.
         */
        OTHER_CALLER
    }

    /** Checks that all is there. */
    public Quarantine {
        Objects.requireNonNull(eventId, "eventId");
        Objects.requireNonNull(trust, "trust");
        Objects.requireNonNull(reason, "reason");
        Objects.requireNonNull(keptEventId, "keptEventId");
    }
}
