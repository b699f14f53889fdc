// SPDX-License-Identifier: Apache-2.0
package io.whotrail.sink;

/**
 * A sink that can take back what came after a mark, so that a restart doubles nothing: whoever keeps checkpoints puts the
 * mark into each of them and gives it back after a restart.
 *
 * <p>The order of a checkpoint is: {@link #flush}, {@link #mark}, then the checkpoint is made durable, and only then the next
 * {@code flush}. A flush tells the sink that the mark before it is kept.
 *
 * <p>Who writes such a sink of their own can prove it with {@code ResumableSinkContract} of the test jar.
 */
public interface ResumableSink extends AttributionSink {
    /**
     * Where the output stands after the last {@link #flush}.
     *
     * @return a short text that only this kind of sink understands
     */
    String mark();

    /**
     * Takes back what was written after a mark, as far as nobody can have seen it. To be called before anything
     * else, if at all.
     *
     * @param mark what {@link #mark} gave before the restart
     * @throws SinkException if the output does not reach to that mark, or something was written or flushed
     *     already
     * @throws IllegalArgumentException if it is no mark of this kind of sink
     */
    void resume(String mark) throws SinkException;

    /**
     * Releases what the sink holds, and hands on nothing that is not flushed: for whoever could not keep a mark, and is going to
     * {@link #resume} from an older one. Does as {@link #close} unless overridden.
     *
     * @throws SinkException if something cannot be released
     */
    default void abandon() throws SinkException {
        close();
    }
}
