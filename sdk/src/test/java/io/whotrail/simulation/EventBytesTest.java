// SPDX-License-Identifier: Apache-2.0
package io.whotrail.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.whotrail.EventBytes;
import io.whotrail.checkpoint.CheckpointException;
import io.whotrail.event.CloudTrailEvent;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Events as bytes. */
final class EventBytesTest {
    private static final int EVENTS = 500;

    private static List<SimulatedEvent> events(Profile profile) {
        return new Simulation(profile, 3).happened(EVENTS);
    }

    @ParameterizedTest
    @EnumSource
    void whatIsWrittenIsReadAsAnEqualEvent(Profile profile) throws CheckpointException {
        for (SimulatedEvent simulated : events(profile)) {
            CloudTrailEvent event = simulated.event();
            CloudTrailEvent read = EventBytes.read(EventBytes.of(event));
            assertThat(read).isEqualTo(event);
            assertThat(read.contentHash()).isEqualTo(event.contentHash());
        }
    }

    @Test
    void theyTakeLessThanHalfOfTheRecord() {
        long records = 0;
        long bytes = 0;
        for (SimulatedEvent simulated : events(Profile.TYPICAL)) {
            records += simulated.bytes().length;
            bytes += EventBytes.of(simulated.event()).length;
        }
        assertThat(bytes * 2).isLessThan(records);
    }

    @Test
    void aChangeOfAnyByteIsFound() {
        byte[] bytes = EventBytes.of(events(Profile.CHAINS).get(7).event());
        for (int i = 0; i < bytes.length; i++) {
            byte[] damaged = bytes.clone();
            damaged[i] ^= 4;
            assertThatThrownBy(() -> EventBytes.read(damaged)).as("byte " + i).isInstanceOf(CheckpointException.class);
        }
    }
}
