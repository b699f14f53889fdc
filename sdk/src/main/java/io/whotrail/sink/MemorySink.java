// SPDX-License-Identifier: Apache-2.0
package io.whotrail.sink;

import java.util.ArrayList;
import java.util.List;

/**
 * Keeps entries in memory, up to a bound, for tests and for hosts that fetch them. Safe for use by any number of threads:
 * one may write while another drains.
 *
 * <p>A batch that does not fit now is refused with {@link SinkException.Remedy#RETRY}, one that never fits with
 * {@link SinkException.Remedy#SKIP}; nothing of either is kept. What is there can be fetched after closing.
 */
public final class MemorySink implements AttributionSink {
    private final int maximumEntries;
    private final List<SinkEntry> entries = new ArrayList<>();
    private boolean closed;

    /**
     * Makes an empty sink.
     *
     * @param maximumEntries how many entries it holds at most
     * @throws IllegalArgumentException if that is not positive
     */
    public MemorySink(int maximumEntries) {
        if (maximumEntries <= 0) {
            throw new IllegalArgumentException("maximumEntries must be positive, got " + maximumEntries);
        }
        this.maximumEntries = maximumEntries;
    }

    @Override
    public synchronized void write(List<SinkEntry> batch) throws SinkException {
        requireOpen();
        List<SinkEntry> taken = List.copyOf(batch);
        if (taken.size() > maximumEntries) {
            throw refused(SinkException.Remedy.SKIP, taken.size());
        }
        if (taken.size() > maximumEntries - entries.size()) {
            throw refused(SinkException.Remedy.RETRY, taken.size());
        }
        entries.addAll(taken);
    }

    private SinkException refused(SinkException.Remedy remedy, int size) {
        return new SinkException(
                remedy,
                "a batch of " + size + " entries does not fit: " + entries.size() + " of " + maximumEntries
                        + " are there");
    }

    /**
     * What is there.
     *
     * @return a copy, in the order of arrival
     */
    public synchronized List<SinkEntry> entries() {
        return List.copyOf(entries);
    }

    /**
     * Takes out what is there and makes room.
     *
     * @return the entries, in the order of arrival
     */
    public synchronized List<SinkEntry> drain() {
        List<SinkEntry> drained = List.copyOf(entries);
        entries.clear();
        return drained;
    }

    @Override
    public synchronized void flush() throws SinkException {
        requireOpen();
    }

    private void requireOpen() throws SinkException {
        if (closed) {
            throw SinkException.closed("the sink");
        }
    }

    @Override
    public synchronized void close() {
        closed = true;
    }
}
