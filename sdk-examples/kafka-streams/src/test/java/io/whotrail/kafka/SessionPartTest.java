// SPDX-License-Identifier: Apache-2.0
package io.whotrail.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.whotrail.Attribution;
import io.whotrail.SessionRevision;
import io.whotrail.checkpoint.CheckpointException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What one part of two tells the other. */
final class SessionPartTest {
    private static final PartSettings SETTINGS = new PartSettings(
            new Partitions(2), 1, 8, Duration.ZERO, World.RETENTION, Duration.ofMinutes(10), 8 << 20, true);
    private static final long TIME = World.NOW.getEpochSecond();

    private final List<Long> told = new ArrayList<>();

    /** Remembers how far the part says that it has come. */
    private final class Listening implements SessionPart.Output {
        @Override
        public void attribution(Attribution attribution) {}

        @Override
        public void revision(Attribution attribution) {}

        @Override
        public void notice(SessionRevision notice) {}

        @Override
        public void message(@Nullable String key, Message message) {
            if (message instanceof Message.Round round) {
                told.add(round.watermarks().get(0));
            }
        }
    }

    private static void moveTo(long time, SessionPart part) {
        part.take(World.NOW.toEpochMilli(), new Message.Progress(0, time));
    }

    @Test
    void aShortMoveThatTheLastOwnerDidNotTellIsToldByTheNext() throws IOException, CheckpointException {
        SessionPart part = SessionPart.create(0, SETTINGS);
        part.speak(new Listening());
        moveTo(TIME, part);
        moveTo(TIME + SessionPart.STEP / 2, part);
        assertThat(told).containsExactly(TIME);

        var image = new ByteArrayOutputStream();
        part.write(image);
        SessionPart next = SessionPart.restore(0, SETTINGS, new ByteArrayInputStream(image.toByteArray()));
        next.speak(new Listening());
        next.tellWatermark();
        next.tellWatermark();
        assertThat(told).containsExactly(TIME, TIME + SessionPart.STEP / 2);
    }

    @Test
    void aPartThatHasHeardOfNoEventTimeTellsNone() throws IOException, CheckpointException {
        SessionPart part = SessionPart.create(0, SETTINGS);
        part.speak(new Listening());
        part.tellWatermark();
        assertThat(told).isEmpty();
    }
}
