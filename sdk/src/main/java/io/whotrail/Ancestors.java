// SPDX-License-Identifier: Apache-2.0
package io.whotrail;

import io.whotrail.checkpoint.CheckpointException;
import io.whotrail.image.SectionReader;
import io.whotrail.image.SectionWriter;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/**
 * The sessions that one descends from, as numbers, where other attributors hold some of them. One that is among its own
 * ancestors is on a circle, as only forged records make it.
 */
final class Ancestors {
    /** Nobody, or none that anybody needs to know. */
    static final Ancestors NONE = new Ancestors(LongStream.empty());

    private final long[] numbers;

    private Ancestors(LongStream numbers) {
        this.numbers = numbers.sorted().distinct().toArray();
    }

    /** Some sessions, and all that they descend from. */
    static Ancestors of(List<IssuedSession> sessions) {
        if (sessions.isEmpty()) {
            return NONE;
        }
        LongStream theirs = sessions.stream()
                .flatMap(session -> session.records().stream())
                .flatMapToLong(record -> Arrays.stream(record.ancestors().numbers));
        return new Ancestors(LongStream.concat(theirs, sessions.stream().mapToLong(IssuedSession::number)));
    }

    /** Whether a session is among them. */
    boolean contain(IssuedSession session) {
        return numbers.length > 0 && Arrays.binarySearch(numbers, session.number()) >= 0;
    }

    void write(SectionWriter out) throws IOException {
        out.writeCount(numbers.length);
        for (long number : numbers) {
            out.writeLong(number);
        }
    }

    static Ancestors read(SectionReader in) throws IOException, CheckpointException {
        long count = in.readCount();
        LongStream.Builder numbers = LongStream.builder();
        for (long i = 0; i < count; i++) {
            numbers.add(in.readLong());
        }
        return count == 0 ? NONE : new Ancestors(numbers.build());
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Ancestors ancestors && Arrays.equals(numbers, ancestors.numbers);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(numbers);
    }
}
