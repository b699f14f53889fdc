// SPDX-License-Identifier: Apache-2.0
package io.whotrail;

import org.jspecify.annotations.Nullable;

/** A use that may still get another answer. Changed under the engine's lock only. */
abstract sealed class WaitingUse implements Credential permits WaitingEvent, AskedCaller {
    private @Nullable WaitingUse next;

    abstract Use use();

    /** The next use that waits in its group, while these are few. */
    final @Nullable WaitingUse next() {
        return next;
    }

    final void next(@Nullable WaitingUse use) {
        next = use;
    }

    @Override
    public @Nullable String accessKeyId() {
        return use().accessKeyId();
    }

    @Override
    public boolean hasKey(@Nullable String key) {
        return use().hasKey(key);
    }

    @Override
    public long birth() {
        return use().birth();
    }
}
