// SPDX-License-Identifier: Apache-2.0
package io.whotrail.kafka;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;

/**
 * How far event time has come everywhere. Not thread safe.
 *
 * <p>Times are epoch seconds.
 */
final class LeastWatermark {
    /* A part may only make an answer final when no relay can change it any more that follows from an event which came before.
     * What has come from the input, the dealers say, each in the same partition as its events. That is the watermark of round 0. When all
     * parts have said that theirs of round 0 is past a time, all relays that follow from events before it have come, since each
     * part's messages come in order; that is round 1. These made others make relays of their own: when all have said that theirs of round
     * 1 is past it, they have come too, and so on. The watermark that counts is that of the last round, which is past a time
     * when the relays of so many hops have come. */

    /** The time of a source that holds nobody up. */
    static final long IDLE = Long.MAX_VALUE;

    private static final long NEVER = Long.MIN_VALUE;

    private final int self;
    private final long lateness;
    private long[] sources;
    /** By round and part. */
    private final long[][] rounds;

    /**
     * Nothing has come yet.
     *
     * @param self the number of this part
     * @param parts how many there are
     * @param sources how many partitions the input has
     * @param hops how many hops' relays have to have come
     * @param lateness how much older than the newest an event may be, in seconds
     */
    LeastWatermark(int self, int parts, int sources, int hops, long lateness) {
        this.self = self;
        this.lateness = lateness;
        this.sources = new long[sources];
        this.rounds = new long[parts == 1 ? 1 : hops + 1][parts];
        Arrays.fill(this.sources, NEVER);
        for (long[] round : rounds) {
            Arrays.fill(round, NEVER);
        }
    }

    /** A source has come so far. */
    void progress(Message.Progress progress) {
        if (progress.source() >= sources.length) {
            int before = sources.length;
            sources = Arrays.copyOf(sources, progress.source() + 1);
            Arrays.fill(sources, before, sources.length, NEVER);
        }
        sources[progress.source()] = sources[progress.source()] == IDLE
                ? progress.time()
                : Math.max(sources[progress.source()], progress.time());
        long slowest = Arrays.stream(sources).min().orElse(IDLE);
        if (slowest != IDLE && slowest != NEVER) {
            raise(rounds[0], self, slowest - lateness);
        }
        settle();
    }

    /** Another part has come so far. */
    void round(Message.Round told) {
        for (int round = 0;
                round < Math.min(rounds.length - 1, told.watermarks().size());
                round++) {
            raise(rounds[round], told.part(), told.watermarks().get(round));
        }
        settle();
    }

    private void settle() {
        for (int round = 1; round < rounds.length; round++) {
            raise(rounds[round], self, Arrays.stream(rounds[round - 1]).min().orElse(NEVER));
        }
    }

    private static void raise(long[] watermarks, int part, long time) {
        watermarks[part] = Math.max(watermarks[part], time);
    }

    /** What the others have to know: this part's watermark of each round but the last. */
    List<Long> own() {
        return Arrays.stream(rounds)
                .limit(rounds.length - 1L)
                .map(round -> round[self])
                .toList();
    }

    /** The watermark that counts, {@link Long#MIN_VALUE} before there is one. */
    long watermark() {
        return rounds[rounds.length - 1][self];
    }

    void write(DataOutputStream out) throws IOException {
        write(sources, out);
        for (long[] round : rounds) {
            write(round, out);
        }
    }

    private static void write(long[] times, DataOutputStream out) throws IOException {
        out.writeInt(times.length);
        for (long time : times) {
            out.writeLong(time);
        }
    }

    /** Goes on from what was written. */
    void read(DataInputStream in) throws IOException {
        long[] before = read(in, Integer.MAX_VALUE);
        sources = Arrays.copyOf(before, Math.max(before.length, sources.length));
        Arrays.fill(sources, before.length, sources.length, NEVER);
        for (long[] round : rounds) {
            System.arraycopy(read(in, round.length), 0, round, 0, round.length);
        }
    }

    private static long[] read(DataInputStream in, int expected) throws IOException {
        int count = in.readInt();
        if (count < 0 || expected != Integer.MAX_VALUE && count != expected) {
            throw new IOException("watermarks of " + count + " parts where there are " + expected);
        }
        var times = new long[count];
        for (int i = 0; i < count; i++) {
            times[i] = in.readLong();
        }
        return times;
    }
}
