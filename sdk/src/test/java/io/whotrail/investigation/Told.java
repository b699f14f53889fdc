// SPDX-License-Identifier: Apache-2.0
package io.whotrail.investigation;

import io.whotrail.Attribution;
import io.whotrail.AttributionListener;
import io.whotrail.SessionRevision;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Remembers what a listener was told, to tell it others. */
final class Told implements AttributionListener {
    private final List<Consumer<AttributionListener>> all = new ArrayList<>();

    @Override
    public void onAttribution(Attribution attribution) {
        all.add(listener -> listener.onAttribution(attribution));
    }

    @Override
    public void onSessionRevision(SessionRevision revision) {
        all.add(listener -> listener.onSessionRevision(revision));
    }

    List<Consumer<AttributionListener>> all() {
        return all;
    }
}
