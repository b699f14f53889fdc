// SPDX-License-Identifier: Apache-2.0
package io.whotrail.investigation;

import io.whotrail.Attribution;
import io.whotrail.AttributionListener;
import io.whotrail.SessionRevision;

/** Tells two listeners. */
record Both(AttributionListener one, AttributionListener other) implements AttributionListener {
    @Override
    public void onAttribution(Attribution attribution) {
        one.onAttribution(attribution);
        other.onAttribution(attribution);
    }

    @Override
    public void onSessionRevision(SessionRevision revision) {
        one.onSessionRevision(revision);
        other.onSessionRevision(revision);
    }
}
