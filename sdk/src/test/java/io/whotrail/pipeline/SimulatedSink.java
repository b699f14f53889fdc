// SPDX-License-Identifier: Apache-2.0
package io.whotrail.pipeline;

import io.whotrail.disk.Machine;
import io.whotrail.sink.LineFormat;
import io.whotrail.sink.ResumableSink;
import io.whotrail.sink.SinkEntry;
import io.whotrail.sink.SinkException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Lines in memory that outlive machines; what was not flushed is there in part when one stops. */
class SimulatedSink implements ResumableSink {
    private Machine machine = Machine.sound();
    private final List<String> lines = new ArrayList<>();
    private final List<SinkEntry> entries = new ArrayList<>();
    private int durable;

    void runOn(Machine value) {
        machine = value;
    }

    /** Goes on with the lines of another. */
    void takeOver(SimulatedSink other) {
        lines.addAll(other.lines);
        entries.addAll(other.entries);
        durable = other.durable;
    }

    void loseWhatWasNotDurable(Random random) {
        cut(random.nextInt(durable, lines.size() + 1));
    }

    private void cut(int to) {
        lines.subList(to, lines.size()).clear();
        entries.subList(to, entries.size()).clear();
        durable = Math.min(durable, to);
    }

    List<String> lines() {
        return List.copyOf(lines);
    }

    List<SinkEntry> entries() {
        return List.copyOf(entries);
    }

    @Override
    public void write(List<SinkEntry> batch) throws SinkException {
        step(SinkException.Remedy.RETRY);
        for (SinkEntry entry : batch) {
            entries.add(entry);
            lines.add(new String(LineFormat.ndjson().line(entry), StandardCharsets.UTF_8));
        }
    }

    @Override
    public void flush() throws SinkException {
        step(SinkException.Remedy.STOP);
        durable = lines.size();
    }

    private void step(SinkException.Remedy remedy) throws SinkException {
        try {
            machine.step("sink");
        } catch (IOException failure) {
            throw new SinkException(remedy, "the sink is full", failure);
        }
    }

    @Override
    public String mark() {
        return Integer.toString(durable);
    }

    @Override
    public void resume(String mark) throws SinkException {
        step(SinkException.Remedy.STOP);
        int to = Integer.parseInt(mark);
        if (to > lines.size()) {
            throw new SinkException(SinkException.Remedy.STOP, "lines are missing that a checkpoint counts on");
        }
        cut(to);
    }

    @Override
    public void abandon() {}

    @Override
    public void close() {}
}
