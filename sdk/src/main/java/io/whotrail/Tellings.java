// SPDX-License-Identifier: Apache-2.0
package io.whotrail;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** What is to be told once the engine's lock is released, in order. For one thread. */
final class Tellings {
    private List<Object> all = List.of();

    void add(Attribution attribution) {
        addAny(attribution);
    }

    void add(SessionRevision revision) {
        addAny(revision);
    }

    void add(Quarantine quarantine) {
        addAny(quarantine);
    }

    void add(Relay relay) {
        addAny(relay);
    }

    private void addAny(Object telling) {
        all = all.isEmpty() ? new ArrayList<>() : all;
        all.add(telling);
    }

    /** Tells all, whatever the listener throws; the first failure is thrown in the end. */
    void tell(AttributionListener listener, Consumer<Relay> relays) {
        Throwable failure = null;
        for (Object telling : all) {
            try {
                tell(telling, listener, relays);
            } catch (RuntimeException | Error failed) {
                if (failure == null) {
                    failure = failed;
                } else if (!failure.equals(failed)) {
                    failure.addSuppressed(failed);
                }
            }
        }
        if (failure instanceof Error error) {
            throw error;
        }
        if (failure != null) {
            throw (RuntimeException) failure;
        }
    }

    private static void tell(Object telling, AttributionListener listener, Consumer<Relay> relays) {
        if (telling instanceof SessionRevision revision) {
            listener.onSessionRevision(revision);
        } else if (telling instanceof Quarantine quarantine) {
            listener.onQuarantined(quarantine);
        } else if (telling instanceof Relay relay) {
            relays.accept(relay);
        } else {
            listener.onAttribution((Attribution) telling);
        }
    }
}
