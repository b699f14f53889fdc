// SPDX-License-Identifier: Apache-2.0
package io.whotrail;

import java.util.ArrayList;
import java.util.List;

/** What is to be told once the engine's lock is released, in order. For one thread. */
final class Tellings {
    private List<Object> all = List.of();

    void add(Attribution attribution) {
        addAny(attribution);
    }

    void add(SessionRevision revision) {
        addAny(revision);
    }

    private void addAny(Object telling) {
        all = all.isEmpty() ? new ArrayList<>() : all;
        all.add(telling);
    }

    void tell(AttributionListener listener) {
        for (Object telling : all) {
            if (telling instanceof SessionRevision revision) {
                listener.onSessionRevision(revision);
            } else {
                listener.onAttribution((Attribution) telling);
            }
        }
    }
}
