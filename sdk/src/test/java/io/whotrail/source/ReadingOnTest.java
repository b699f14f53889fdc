// SPDX-License-Identifier: Apache-2.0
package io.whotrail.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.whotrail.event.CloudTrailEvent;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.junit.jupiter.api.Test;

/** Bytes are read ahead where nobody waits for them, and nothing else changes by that. */
class ReadingOnTest {
    /** Gives some bytes at once; then whoever reads waits, though it says that there are more. */
    private static final class Slow extends InputStream {
        private final InputStream first;

        Slow(byte[] first) {
            this.first = new ByteArrayInputStream(first);
        }

        @Override
        public int read() {
            throw new AssertionError("this would wait");
        }

        @Override
        public int read(byte[] bytes, int from, int length) throws IOException {
            int read = first.read(bytes, from, length);
            assertThat(read).as("this would wait").isPositive();
            return read;
        }

        @Override
        public int available() {
            return 1;
        }
    }

    /** Gives some bytes and then fails. */
    private static final class Failing extends InputStream {
        private final InputStream first;

        Failing(byte[] first) {
            this.first = new ByteArrayInputStream(first);
        }

        @Override
        public int read() throws IOException {
            throw new IOException("no more");
        }

        @Override
        public int read(byte[] bytes, int from, int length) throws IOException {
            int read = first.read(bytes, from, length);
            if (read < 0) {
                throw new IOException("no more");
            }
            return read;
        }
    }

    @Test
    void anEventIsGivenBeforeWhatFollowsHasCome() throws IOException {
        EventSource source = CloudTrailReader.create().open(new Slow(Json.utf8(Json.event("e1") + "\n")), "slow");
        CloudTrailEvent event = source.next();
        assertThat(event).isNotNull();
        assertThat(event.eventId()).isEqualTo("e1");
    }

    @Test
    void aFailureIsToldWhenWhatWasReadBeforeIsUsedUp() throws IOException {
        var window = window(new Failing(Json.utf8("{}")));
        assertThat(window.more()).isTrue();
        window.readOn();
        assertThat(window.limit).isEqualTo(2);
        assertThatThrownBy(window::more).isInstanceOf(IOException.class).hasMessage("no more");
    }

    private static Window window(InputStream in) {
        var counters = new ReadCounters();
        var budget = new Budget(1L << 20, counters, damage -> {});
        return new Window(in, 1 << 20, budget, new Buffers(), true);
    }
}
