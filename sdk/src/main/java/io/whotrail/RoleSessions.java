// SPDX-License-Identifier: Apache-2.0
package io.whotrail;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The groups of one role's sessions, and the text that their keys begin with. Changed under the engine's lock only. */
final class RoleSessions {
    private final String prefix;
    private @Nullable SessionGroup first;

    /**
     * Makes a list without groups.
     *
     * @param prefix what all the groups' keys begin with: all but the session name
     */
    RoleSessions(String prefix) {
        this.prefix = prefix;
    }

    String prefix() {
        return prefix;
    }

    @Nullable
    SessionGroup first() {
        return first;
    }

    void first(@Nullable SessionGroup group) {
        first = group;
    }

    void forEach(Consumer<SessionGroup> visitor) {
        for (SessionGroup group = first; group != null; group = group.nextOfRole()) {
            visitor.accept(group);
        }
    }
}
