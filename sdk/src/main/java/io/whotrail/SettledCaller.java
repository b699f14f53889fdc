// SPDX-License-Identifier: Apache-2.0
package io.whotrail;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A question that found its answer in one session, by its key: that session tells what was asked, so that the question
 * itself need not be kept.
 */
final class SettledCaller extends AskedCaller {
    private final IssuedSession parent;

    /** Says that a session tells what was asked, and with which answer. */
    SettledCaller(IssuingEvent issuing, Verdict verdict, IssuedSession parent) {
        super(issuing, verdict);
        this.parent = parent;
    }

    /** The same question told by its answer, or {@code null} where that would be another. */
    static @Nullable SettledCaller of(WaitingCaller caller) {
        List<IssuedSession> parents = caller.parents();
        if (parents.size() != 1 || !(caller.verdict() instanceof Explanation)) {
            return null;
        }
        IssuedSession parent = parents.get(0);
        Use use = caller.use();
        boolean told = parent.hasKey(use.accessKeyId())
                && parent.birth() == use.birth()
                && use.asksLike(parent.useAt(caller.issuing().issuedAt()));
        if (!told) {
            return null;
        }
        var settled = new SettledCaller(caller.issuing(), caller.verdict(), parent);
        settled.ancestors(caller.ancestors());
        return settled;
    }

    @Override
    boolean isSettled() {
        return true;
    }

    @Override
    Use use() {
        return parent.useAt(issuing().issuedAt());
    }

    @Override
    public List<IssuedSession> parents() {
        return List.of(parent);
    }

    @Override
    public @Nullable String accessKeyId() {
        return parent.accessKeyId();
    }

    @Override
    public boolean hasKey(@Nullable String key) {
        return parent.hasKey(key);
    }

    @Override
    public long birth() {
        return parent.birth();
    }
}
