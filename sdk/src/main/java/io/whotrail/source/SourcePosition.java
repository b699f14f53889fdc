// SPDX-License-Identifier: Apache-2.0
package io.whotrail.source;

/**
 * How far a source has been read: what {@link ResumableSource#position} gives and {@link ResumableSource#resume} takes, in this
 * process or another. Opaque to all but its kind of source. Immutable.
 *
 * @param text the position, at most {@value #MAXIMUM_LENGTH} characters
 */
public record SourcePosition(String text) {
    /** The longest text of a position: what a watched folder may remember of its files. */
    public static final int MAXIMUM_LENGTH = 1 << 26;

    /**
     * Checks the length.
     *
     * @throws IllegalArgumentException if the text is too long
     */
    public SourcePosition {
        if (text.length() > MAXIMUM_LENGTH) {
            throw new IllegalArgumentException(
                    "a position has at most " + MAXIMUM_LENGTH + " characters, got " + text.length());
        }
    }

    /** Says how long it is: the text names files. */
    @Override
    public String toString() {
        return "SourcePosition[" + text.length() + " characters]";
    }
}
