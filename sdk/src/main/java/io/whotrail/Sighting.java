// SPDX-License-Identifier: Apache-2.0
package io.whotrail;

import io.whotrail.checkpoint.CheckpointException;
import io.whotrail.image.SectionReader;
import io.whotrail.image.SectionWriter;
import java.io.IOException;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/** One event that showed a key: of several that show the same, the one that issued it counts, then the earliest. */
final class Sighting {
    static final Comparator<Sighting> EARLIEST_FIRST =
            Comparator.comparingLong(Sighting::time).thenComparing(Sighting::eventId);

    private final String what;
    private final @Nullable String groupKey;
    private final boolean issuing;
    private final long time;
    private final long idHigh;
    private final long idLow;
    private final @Nullable String oddId;

    /**
     * Takes note of a sighting.
     *
     * @param what the principal or the address
     * @param groupKey the principal's group, if it has one
     * @param issuing whether the event is the one that issued the key
     */
    Sighting(String what, @Nullable String groupKey, boolean issuing, long time, String eventId) {
        this.what = what;
        this.groupKey = groupKey;
        this.issuing = issuing;
        this.time = time;
        boolean uuid = EventIds.isUuid(eventId);
        this.idHigh = uuid ? EventIds.high(eventId, true) : 0;
        this.idLow = uuid ? EventIds.low(eventId, true) : 0;
        this.oddId = uuid ? null : eventId;
    }

    String what() {
        return what;
    }

    @Nullable
    String groupKey() {
        return groupKey;
    }

    long time() {
        return time;
    }

    String eventId() {
        return oddId == null ? EventIds.text(idHigh, idLow) : oddId;
    }

    /** Whether this one counts, of two of the same. */
    boolean isBefore(Sighting other) {
        return issuing == other.issuing ? EARLIEST_FIRST.compare(this, other) < 0 : issuing;
    }

    /** Whether a use that shows the same at this time adds nothing. */
    boolean isOfOrBefore(String other, long otherTime, String otherEventId) {
        return what.equals(other)
                && (issuing
                        || time < otherTime
                        || time == otherTime && eventId().compareTo(otherEventId) <= 0);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Sighting sighting
                && what.equals(sighting.what)
                && time == sighting.time
                && eventId().equals(sighting.eventId());
    }

    @Override
    public int hashCode() {
        return what.hashCode() * 31 + Long.hashCode(time);
    }

    void write(SectionWriter out) throws IOException {
        out.writeText(what);
        out.writeText(groupKey);
        out.writeBoolean(issuing);
        out.writeNumber(time);
        out.writeOwnText(eventId());
    }

    static Sighting read(SectionReader in) throws IOException, CheckpointException {
        return new Sighting(in.readTextOrFail(), in.readText(), in.readBoolean(), in.readNumber(), in.readTextOrFail());
    }
}
