// SPDX-License-Identifier: Apache-2.0
package io.whotrail.source;

import java.io.IOException;
import java.time.Instant;
import java.util.Optional;

/**
 * A source that says how far it was read, and can be read from there again: after a restart no event is lost, and none is read
 * twice that the position covers. To be used by one thread at a time.
 *
 * <p>A record that is rejected after the event of a position is told again where reading resumes from it.
 *
 * <p>Who writes a source of their own can prove it with {@code ResumableSourceContract} of the test jar.
 */
public interface ResumableSource extends EventSource {
    /**
     * Where reading stands: behind the event that {@link #next} returned last, or behind all there was where it returned
     * {@code null}. It may cost some time; it is meant for checkpoints, not for each event.
     *
     * @return the position
     */
    SourcePosition position();

    /**
     * Goes to a position: the next event is the one that came after it. To be called before {@link #next}, if at all. What is
     * skipped is neither told nor counted again.
     *
     * @param position what {@link #position} gave, for the same input
     * @throws PositionLostException if the input has changed so that the position means nothing any more
     * @throws IOException if the input cannot be read
     * @throws IllegalArgumentException if it is no position of this kind of source
     * @throws IllegalStateException if something was read already
     */
    void resume(SourcePosition position) throws IOException;

    /**
     * Says that everything up to a position is delivered and durable, and will not be asked for again. Does nothing unless
     * overridden. The position that was resumed from is acknowledged too, perhaps not for the first time: whoever should have
     * done so may have died before, or been asked to stop.
     *
     * @param position a position that this source gave, not before one that was acknowledged since it was opened
     * @throws SourceException if the source knows whether the same call can help later
     * @throws IOException if the source cannot take note of it
     */
    default void acknowledge(SourcePosition position) throws IOException {}

    /**
     * A time before which no event will come any more, where the source itself knows. Most do not: the order of files says
     * nothing of when events happened.
     *
     * @return the watermark, never going back; none unless overridden
     */
    default Optional<Instant> watermark() {
        return Optional.empty();
    }
}
