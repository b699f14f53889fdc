// SPDX-License-Identifier: Apache-2.0
package io.whotrail.cli.input;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is to be done with events whose id occurs more than once. Filled by one thread, then read by any. */
public final class Repeats {
    /**
     * Of an event id that came with several contents: where its line belongs, and which event the line is of.
     *
     * @param first the first place
     * @param standing the place of the event with the smallest content
     */
    public record StandIn(long first, long standing) {}

    /** About what a stand-in takes in memory, all told. */
    public static final int STAND_IN_BYTES = 300;

    private final @Nullable BitSet[] leftOut;
    private final @Nullable BitSet[] contradicted;
    private final List<StandIn> standIns = new ArrayList<>();
    private final long maximumStandIns;
    private long missingStandIns;
    private long duplicates;
    private long contradictions;

    /**
     * Makes an empty one.
     *
     * @param inputs how many inputs there are
     * @param maximumStandIns how many stand-ins fit; beyond, the first event stands for itself
     */
    Repeats(int inputs, long maximumStandIns) {
        this.leftOut = new BitSet[inputs];
        this.contradicted = new BitSet[inputs];
        this.maximumStandIns = maximumStandIns;
    }

    void leaveOut(long place) {
        set(leftOut, place);
    }

    void contradicted(long first, long standing) {
        set(contradicted, first);
        if (standing == first) {
            return;
        }
        if (standIns.size() < maximumStandIns) {
            standIns.add(new StandIn(first, standing));
        } else {
            missingStandIns++;
        }
    }

    void countDuplicate() {
        duplicates++;
    }

    void countContradiction() {
        contradictions++;
    }

    private static void set(@Nullable BitSet[] bits, long place) {
        int input = Places.input(place);
        BitSet ofInput = bits[input];
        if (ofInput == null) {
            ofInput = new BitSet();
            bits[input] = ofInput;
        }
        ofInput.set(Math.toIntExact(Places.event(place)));
    }

    /** Whether another line answers this event. */
    public boolean isLeftOut(long place) {
        return isSet(leftOut, place);
    }

    /** Whether the id of this event, whose line belongs here, also came with other content. */
    public boolean isContradicted(long place) {
        return isSet(contradicted, place);
    }

    private static boolean isSet(@Nullable BitSet[] bits, long place) {
        BitSet ofInput = bits[Places.input(place)];
        return ofInput != null && Places.event(place) <= Integer.MAX_VALUE && ofInput.get((int) Places.event(place));
    }

    /** Those that there was room for. */
    public List<StandIn> standIns() {
        return standIns;
    }

    /** How many ids are answered by their first event because there was no room for a stand-in. */
    public long missingStandIns() {
        return missingStandIns;
    }

    /** Events left out that say what the answered one says. */
    public long duplicates() {
        return duplicates;
    }

    /** Events left out that say something else. */
    public long contradictions() {
        return contradictions;
    }
}
