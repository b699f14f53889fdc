// SPDX-License-Identifier: Apache-2.0
package io.whotrail;

import io.whotrail.checkpoint.CheckpointException;
import io.whotrail.image.SectionReader;
import io.whotrail.image.SectionWriter;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** What an issuing event shows that has not the usual form, as it came; {@code null} for what has. */
record Unusual(
        @Nullable String eventId,
        @Nullable String accessKeyId,
        @Nullable String principalId,
        @Nullable String sessionArn,
        @Nullable Hop hop,
        @Nullable Times times) {
    /** Times that are not known, or not within what a number of seconds after another can tell. */
    record Times(long birth, long keyUntil, long birthUntil, long due) {}

    /** What of it is unusual, or {@code null} where all is as it mostly is. */
    static @Nullable Unusual of(
            @Nullable String eventId,
            @Nullable String accessKeyId,
            @Nullable String principalId,
            @Nullable String sessionArn,
            @Nullable Hop hop,
            @Nullable Times times) {
        boolean none = eventId == null
                && accessKeyId == null
                && principalId == null
                && sessionArn == null
                && hop == null
                && times == null;
        return none ? null : new Unusual(eventId, accessKeyId, principalId, sessionArn, hop, times);
    }

    /** Writes what is unusual into a checkpoint, whether or not there is any. */
    static void write(@Nullable Unusual unusual, VerdictWriter verdicts, SectionWriter out) throws IOException {
        out.writeBoolean(unusual != null);
        if (unusual == null) {
            return;
        }
        out.writeOwnText(unusual.eventId);
        out.writeOwnText(unusual.accessKeyId);
        out.writeText(unusual.principalId);
        out.writeText(unusual.sessionArn);
        out.writeBoolean(unusual.hop != null);
        if (unusual.hop != null) {
            verdicts.write(unusual.hop, out);
        }
        Times times = unusual.times;
        out.writeBoolean(times != null);
        if (times != null) {
            out.writeLong(times.birth);
            out.writeLong(times.keyUntil);
            out.writeLong(times.birthUntil);
            out.writeLong(times.due);
        }
    }

    static @Nullable Unusual read(VerdictReader verdicts, SectionReader in) throws IOException, CheckpointException {
        return in.readBoolean()
                ? new Unusual(
                        in.readText(),
                        in.readText(),
                        in.readText(),
                        in.readText(),
                        in.readBoolean() ? verdicts.readHop(in) : null,
                        in.readBoolean() ? new Times(in.readLong(), in.readLong(), in.readLong(), in.readLong()) : null)
                : null;
    }

    long weight() {
        return Weight.ofUnusual(eventId, accessKeyId, principalId, sessionArn, hop);
    }
}
