// SPDX-License-Identifier: Apache-2.0
package io.whotrail;

import io.whotrail.checkpoint.CheckpointException;
import io.whotrail.event.UserIdentity;
import io.whotrail.image.SectionReader;
import io.whotrail.image.SectionWriter;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * What records have in common while they are read from a checkpoint.
 *
 * @param shared where texts are kept once
 * @param verdicts reads verdicts
 * @param unknown who called until that is read
 */
record RestoredTexts(SharedTexts shared, VerdictReader verdicts, Caller.Shown unknown) {
    RestoredTexts(SharedTexts shared, VerdictReader verdicts) {
        this(shared, verdicts, nobody());
    }

    private static Caller.Shown nobody() {
        var gap = new Gap(UnattributedReason.NO_IDENTITY, null, Claims.NONE);
        return Caller.Shown.of(gap, Ancestors.NONE, Identities.acting(UserIdentity.NONE), Claims.NONE, null);
    }

    /** Writes the texts of a role, or that there are none. */
    static void writeRole(@Nullable SharedRole role, SectionWriter out) throws IOException {
        out.writeBoolean(role != null);
        if (role != null) {
            out.writeText(role.arn());
            out.writeText(role.id());
            out.writeText(role.sessionPrefix());
        }
    }

    /** Reads them; the prefix of the group's own role is that very text, as it is by learning. */
    @Nullable
    SharedRole readRole(SessionGroup group, SectionReader in) throws IOException, CheckpointException {
        if (!in.readBoolean()) {
            return null;
        }
        String arn = in.readText();
        String id = in.readText();
        String prefix = in.readText();
        RoleSessions ofGroup = group.role();
        boolean same = prefix != null && ofGroup != null && prefix.equals(ofGroup.prefix());
        return shared.role(arn, id, same && ofGroup != null ? ofGroup.prefix() : prefix);
    }
}
