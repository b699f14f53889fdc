// SPDX-License-Identifier: Apache-2.0
package io.whotrail.sink;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Gives every batch to each of several sinks, its parts, in their order. One thread at a time.
 *
 * <p>A part that fails keeps no other from its batch: all parts are tried, then one exception tells the gravest remedy that
 * any part asked for ({@link SinkException.Remedy#STOP} before {@link SinkException.Remedy#RETRY} before
 * {@link SinkException.Remedy#SKIP}), with the failures of the other parts as suppressed ones. What the parts made of the
 * batch is remembered:
 *
 * <ul>
 *   <li>The same batch, given again after {@code RETRY}, goes only to the parts that asked for that; so it is doubled in no
 *       part that has taken it. Once none of them fails, {@code SKIP} is thrown if any part had refused the batch for good.
 *   <li>Another batch, given after {@code RETRY}, means that the former one is given up: it goes to all parts.
 *   <li>After {@code STOP} of a part this sink can only be closed: no later batch would reach that part.
 * </ul>
 *
 * <p>A runtime exception of a part counts as {@code STOP} of that part. Flushing and closing reach every part, whatever the
 * others throw.
 */
public final class FanOutSink implements AttributionSink {
    /** Something that is asked of every part. */
    private interface Ask {
        void of(AttributionSink part) throws SinkException;
    }

    private final List<AttributionSink> parts;
    /** The batch that some parts are to be given again; empty where there is none. */
    private List<SinkEntry> unfinished = List.of();
    /** The parts that are to be given it. */
    private List<AttributionSink> retrying = List.of();
    /** What the parts said that are never going to take it. */
    private final List<SinkException> refusals = new ArrayList<>();

    private boolean broken;
    private boolean closed;

    /**
     * Makes a sink.
     *
     * @param parts the sinks that get every batch; closed with this one
     * @throws IllegalArgumentException if there are none
     */
    public FanOutSink(List<AttributionSink> parts) {
        this.parts = List.copyOf(parts);
        if (parts.isEmpty()) {
            throw new IllegalArgumentException("a fan-out needs one part or more, got none");
        }
    }

    @Override
    public void write(List<SinkEntry> batch) throws SinkException {
        requireUsable();
        List<SinkEntry> given = List.copyOf(batch);
        List<AttributionSink> receivers = retrying;
        if (retrying.isEmpty() || !given.equals(unfinished)) {
            receivers = parts;
            refusals.clear();
        }
        var again = new ArrayList<AttributionSink>();
        var failures = new ArrayList<SinkException>();
        for (AttributionSink part : receivers) {
            SinkException failure = ask(part, sink -> sink.write(given));
            if (failure != null) {
                (failure.remedy() == SinkException.Remedy.SKIP ? refusals : failures).add(failure);
            }
            if (failure != null && failure.remedy() == SinkException.Remedy.RETRY) {
                again.add(part);
            }
        }
        retrying = again;
        unfinished = again.isEmpty() ? List.of() : given;
        failures.addAll(refusals);
        throwGravest(failures);
    }

    @Override
    public void flush() throws SinkException {
        requireUsable();
        throwGravest(askAll(AttributionSink::flush));
    }

    @Override
    public void close() throws SinkException {
        if (!closed) {
            closed = true;
            throwGravest(askAll(AttributionSink::close));
        }
    }

    private void requireUsable() throws SinkException {
        if (closed) {
            throw SinkException.closed("the sink");
        }
        if (broken) {
            throw new SinkException(SinkException.Remedy.STOP, "a part of the sink failed before");
        }
    }

    private List<SinkException> askAll(Ask ask) {
        var failures = new ArrayList<SinkException>();
        for (AttributionSink part : parts) {
            SinkException failure = ask(part, ask);
            if (failure != null) {
                failures.add(failure);
            }
        }
        return failures;
    }

    private static @Nullable SinkException ask(AttributionSink part, Ask ask) {
        try {
            ask.of(part);
            return null;
        } catch (SinkException failure) {
            return failure;
        } catch (RuntimeException failure) {
            return new SinkException(SinkException.Remedy.STOP, "a part of the sink broke", failure);
        }
    }

    private void throwGravest(List<SinkException> failures) throws SinkException {
        if (failures.isEmpty()) {
            return;
        }
        SinkException gravest = Collections.max(failures, Comparator.comparing(SinkException::remedy));
        broken = gravest.remedy() == SinkException.Remedy.STOP;
        var told = new SinkException(
                gravest.remedy(), failures.size() + " of " + parts.size() + " parts of the sink failed", gravest);
        failures.stream().filter(failure -> failure != gravest).forEach(told::addSuppressed);
        throw told;
    }
}
