// SPDX-License-Identifier: Apache-2.0
package io.whotrail;

import org.jspecify.annotations.Nullable;

/** A use that may still get another answer. Changed under the engine's lock only. */
abstract sealed class WaitingUse implements Credential permits WaitingEvent, WaitingCaller {
    private final Use use;

    WaitingUse(Use use) {
        this.use = use;
    }

    Use use() {
        return use;
    }

    @Override
    public @Nullable String accessKeyId() {
        return use.accessKeyId();
    }

    @Override
    public boolean hasKey(@Nullable String key) {
        return use.hasKey(key);
    }

    @Override
    public long birth() {
        return use.birth();
    }
}
