// SPDX-License-Identifier: Apache-2.0
package io.whotrail.source;

import io.whotrail.event.InputTrust;
import java.util.ArrayDeque;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.zip.Inflater;
import org.jspecify.annotations.Nullable;

/** What all sources of one reader share. Safe for use by any number of threads; the lock guards the sum, the idle
 * parsers and the idle buffers. */
final class ReaderShared {
    /** As many threads as commonly read at once. */
    private static final int MOST_IDLE = 4;

    private final JsonSyntax syntax;
    private final InputTrust inputTrust;
    private final Consumer<? super RejectedRecord> listener;
    private final boolean shapes;
    private final Supplier<? extends Inflater> inflaters;
    private final Object lock = new Object();
    private final ArrayDeque<SelectiveParser> idle = new ArrayDeque<>();
    private final ArrayDeque<Buffers> idleBuffers = new ArrayDeque<>();
    private ReadStats sum = ReadStats.NONE;

    ReaderShared(
            ReadLimits limits,
            InputTrust inputTrust,
            Supplier<? extends Inflater> inflaters,
            Consumer<? super RejectedRecord> listener,
            boolean shapes) {
        this.syntax = new JsonSyntax(limits);
        this.inputTrust = inputTrust;
        this.inflaters = inflaters;
        this.listener = listener;
        this.shapes = shapes;
    }

    EventParser newParser() {
        return new EventParser(syntax, inputTrust);
    }

    /** A parser that remembers what it met in sources that are done with, if there is one. */
    SelectiveParser takeParser() {
        synchronized (lock) {
            SelectiveParser parser = idle.poll();
            return parser == null ? new SelectiveParser(syntax.limits(), inputTrust) : parser;
        }
    }

    /** Gives a parser to the next source that is opened. */
    void giveBack(SelectiveParser parser) {
        parser.release();
        synchronized (lock) {
            if (idle.size() < MOST_IDLE) {
                idle.push(parser);
            }
        }
    }

    /** The buffers of a source that is done with, if there are some. */
    Buffers takeBuffers() {
        synchronized (lock) {
            Buffers buffers = idleBuffers.poll();
            return buffers == null ? new Buffers() : buffers;
        }
    }

    /** Gives buffers to the next source that is opened. */
    void giveBack(Buffers buffers) {
        synchronized (lock) {
            if (idleBuffers.size() < MOST_IDLE) {
                idleBuffers.push(buffers);
            }
        }
    }

    Supplier<? extends Inflater> inflaters() {
        return inflaters;
    }

    /** What may be told of a record's bytes; {@code null} where nobody asked for it. */
    @Nullable
    String shape(byte[] bytes, int from, int to) {
        return shapes ? Shape.of(bytes, from, to) : null;
    }

    JsonSyntax syntax() {
        return syntax;
    }

    void rejected(RejectedRecord record) {
        listener.accept(record);
    }

    void add(ReadStats stats) {
        synchronized (lock) {
            sum = sum.plus(stats);
        }
    }

    ReadStats sum() {
        synchronized (lock) {
            return sum;
        }
    }
}
