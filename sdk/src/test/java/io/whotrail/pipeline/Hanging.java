// SPDX-License-Identifier: Apache-2.0
package io.whotrail.pipeline;

import java.io.InterruptedIOException;
import java.util.concurrent.CountDownLatch;

/** What never comes back by itself, as a read of a mount that is gone. */
final class Hanging {
    private Hanging() {}

    /** Waits until it is interrupted, and answers as channels and streams do. */
    static void untilInterrupted() throws InterruptedIOException {
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted");
        }
    }
}
