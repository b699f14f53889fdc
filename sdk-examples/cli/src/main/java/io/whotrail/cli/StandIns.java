// SPDX-License-Identifier: Apache-2.0
package io.whotrail.cli;

import io.whotrail.Attribution;
import io.whotrail.cli.input.LearnedLogs;
import io.whotrail.cli.input.Places;
import io.whotrail.cli.input.Spill;
import io.whotrail.event.CloudTrailEvent;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The lines that stand for contradicted events at the place of another, kept in a temporary file. */
final class StandIns implements Closeable {
    private record Line(long position, int length) {}

    private final Map<Long, Line> lines = new HashMap<>();
    private @Nullable Spill spill;

    /**
     * Reads the events that stand for others, and makes their lines.
     *
     * @param learned says which they are, and reads them
     * @param answer answers them
     * @param style writes the answers
     */
    void collect(LearnedLogs learned, Function<CloudTrailEvent, Attribution> answer, LineStyle style)
            throws IOException {
        var firsts = new TreeMap<Long, Long>();
        learned.repeats().standIns().forEach(standIn -> firsts.put(standIn.standing(), standIn.first()));
        Long standing = firsts.isEmpty() ? null : firsts.firstKey();
        while (standing != null) {
            int number = Places.input(standing);
            learned.again(number, rejected -> {}, (event, place, source) -> {
                Long first = firsts.get(place);
                if (first != null) {
                    keep(first, style.line(answer.apply(event)));
                }
            });
            standing = firsts.ceilingKey(Places.of(number + 1, 0));
        }
    }

    private void keep(long first, byte[] line) throws IOException {
        if (spill == null) {
            spill = Spill.create();
        }
        lines.put(first, new Line(spill.append(ByteBuffer.wrap(line)), line.length));
    }

    /** Writes the line that belongs to a place; says whether there is one. */
    boolean write(long first, OutputStream out) throws IOException {
        Line line = lines.get(first);
        if (line == null || spill == null) {
            return false;
        }
        byte[] bytes = new byte[line.length()];
        spill.read(line.position(), ByteBuffer.wrap(bytes));
        out.write(bytes);
        return true;
    }

    @Override
    public void close() throws IOException {
        if (spill != null) {
            spill.close();
        }
    }
}
