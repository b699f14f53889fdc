// SPDX-License-Identifier: Apache-2.0
package io.whotrail.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.whotrail.kafka.Message.Progress;
import io.whotrail.kafka.Message.Round;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How far event time has come everywhere. */
final class LeastWatermarkTest {
    private static final long NEVER = Long.MIN_VALUE;

    private final LeastWatermark alone = new LeastWatermark(0, 1, 2, 3, 10);
    private final LeastWatermark ofThree = new LeastWatermark(1, 3, 1, 2, 0);

    private void progress(int source, long time) {
        alone.progress(new Progress(source, time));
    }

    @Test
    void itIsTheSlowestSourcesLessTheLateness() {
        progress(0, 100);
        assertThat(alone.watermark()).isEqualTo(NEVER);
        progress(1, 70);
        assertThat(alone.watermark()).isEqualTo(60);
        progress(1, 200);
        assertThat(alone.watermark()).isEqualTo(90);
    }

    @Test
    void aSourceThatIsIdleHoldsNobodyUpUntilItComesAgain() {
        progress(0, 100);
        progress(1, LeastWatermark.IDLE);
        assertThat(alone.watermark()).isEqualTo(90);
        progress(1, 120);
        progress(0, 300);
        assertThat(alone.watermark()).isEqualTo(110);
    }

    @Test
    void whereAllAreIdleItStays() {
        progress(0, 100);
        progress(1, 100);
        progress(0, LeastWatermark.IDLE);
        progress(1, LeastWatermark.IDLE);
        assertThat(alone.watermark()).isEqualTo(90);
    }

    @Test
    void itNeverGoesBack() {
        progress(0, 100);
        progress(1, 100);
        progress(0, LeastWatermark.IDLE);
        progress(0, 50);
        assertThat(alone.watermark()).isEqualTo(90);
    }

    @Test
    void aPartitionThatIsAddedToTheInputCounts() {
        progress(0, 100);
        progress(1, 100);
        progress(4, 30);
        progress(0, 200);
        progress(1, 200);
        assertThat(alone.watermark()).isEqualTo(90);
    }

    @Test
    void aTimeIsPastWhenAllHaveSaidSoInEachRound() {
        ofThree.progress(new Progress(0, 100));
        assertThat(ofThree.own()).containsExactly(100L, NEVER);
        ofThree.round(new Round(0, List.of(80L, NEVER)));
        ofThree.round(new Round(2, List.of(90L, NEVER)));
        assertThat(ofThree.own()).containsExactly(100L, 80L);
        assertThat(ofThree.watermark()).isEqualTo(NEVER);
        ofThree.round(new Round(0, List.of(90L, 70L)));
        ofThree.round(new Round(2, List.of(90L, 75L)));
        assertThat(ofThree.watermark()).isEqualTo(70);
    }

    private static byte[] written(LeastWatermark watermark) throws IOException {
        var bytes = new ByteArrayOutputStream();
        watermark.write(new DataOutputStream(bytes));
        return bytes.toByteArray();
    }

    private static DataInputStream in(byte[] bytes) {
        return new DataInputStream(new ByteArrayInputStream(bytes));
    }

    @Test
    void itGoesOnFromWhatWasWritten() throws IOException {
        ofThree.progress(new Progress(0, 100));
        ofThree.round(new Round(0, List.of(90L, 70L)));
        var after = new LeastWatermark(1, 3, 1, 2, 0);
        after.read(in(written(ofThree)));
        after.round(new Round(2, List.of(90L, 75L)));
        assertThat(after.watermark()).isEqualTo(70);
    }

    @Test
    void whatWasWrittenForAnotherNumberOfPartsIsRefused() throws IOException {
        byte[] written = written(ofThree);
        assertThatThrownBy(() -> new LeastWatermark(1, 4, 1, 2, 0).read(in(written)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("3 parts where there are 4");
    }
}
