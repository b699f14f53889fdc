// SPDX-License-Identifier: Apache-2.0
package io.whotrail.source;

/** What an object that is no event turned out to be. */
sealed interface Unwrapped {
    /**
     * An envelope, and the document that it holds.
     *
     * @param bytes where the document is
     * @param from the index of its first byte
     * @param to the index behind it
     * @param copied whether the bytes are a copy, to be cleared when done with
     * @param path where it was, below the record: {@code .kinesis.data}
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared, only read
    record Payload(byte[] bytes, int from, int to, boolean copied, String path) implements Unwrapped {}

    /**
     * Something known that holds no event.
     *
     * @param kind what it is
     */
    record Known(PassedOver kind) implements Unwrapped {}
}
