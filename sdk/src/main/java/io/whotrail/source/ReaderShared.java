// SPDX-License-Identifier: Apache-2.0
package io.whotrail.source;

import io.whotrail.event.InputTrust;
import java.util.function.Consumer;

/** What all sources of one reader share. Safe for use by any number of threads; the lock guards the sum. */
final class ReaderShared {
    private final JsonSyntax syntax;
    private final InputTrust inputTrust;
    private final Consumer<? super RejectedRecord> listener;
    private final Object lock = new Object();
    private ReadStats sum = ReadStats.NONE;

    ReaderShared(ReadLimits limits, InputTrust inputTrust, Consumer<? super RejectedRecord> listener) {
        this.syntax = new JsonSyntax(limits);
        this.inputTrust = inputTrust;
        this.listener = listener;
    }

    EventParser newParser() {
        return new EventParser(syntax, inputTrust);
    }

    SelectiveParser newSelectiveParser() {
        return new SelectiveParser(syntax.limits(), inputTrust);
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
