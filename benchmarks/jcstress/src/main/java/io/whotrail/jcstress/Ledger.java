// SPDX-License-Identifier: Apache-2.0
package io.whotrail.jcstress;

import io.whotrail.Attribution;
import io.whotrail.AttributionListener;
import io.whotrail.SessionRevision;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** Keeps what a listener is told, and tells what whoever applies all of it knows in the end. */
final class Ledger implements AttributionListener {
    private final List<Attribution> revisions = new CopyOnWriteArrayList<>();
    private final List<SessionRevision> notices = new CopyOnWriteArrayList<>();

    @Override
    public void onAttribution(Attribution attribution) {
        revisions.add(attribution);
    }

    @Override
    public void onSessionRevision(SessionRevision revision) {
        notices.add(revision);
    }

    int size() {
        return revisions.size();
    }

    /** An answer brought up to date. */
    String latest(@Nullable Attribution given) {
        if (given == null) {
            return "never answered";
        }
        Attribution latest = given;
        for (Attribution revision : revisions) {
            boolean newer = revision.eventId().equals(given.eventId()) && revision.revision() > latest.revision();
            latest = newer ? revision : latest;
        }
        for (SessionRevision notice : notices) {
            latest = notice.applyTo(latest);
        }
        return Cast.told(latest);
    }
}
