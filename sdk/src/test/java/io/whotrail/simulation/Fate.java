// SPDX-License-Identifier: Apache-2.0
package io.whotrail.simulation;

/**
 * What becomes of a record on its way.
 *
 * @param deliveredAt when it is delivered, in epoch seconds; {@link #NEVER} where it is lost
 * @param delay how long that takes, in seconds
 * @param late whether it comes later than the lateness of the profile
 * @param copies how many times it is delivered; 0 where it is lost
 */
public record Fate(long deliveredAt, long delay, boolean late, int copies) {
    /** Stands for the delivery of what is lost. */
    public static final long NEVER = Long.MAX_VALUE;

    static final Fate LOST = new Fate(NEVER, 0, false, 0);

    /** Whether it comes at all. */
    public boolean isDelivered() {
        return copies > 0;
    }

    boolean isInTime() {
        return copies > 0 && !late;
    }
}
