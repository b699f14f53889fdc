// SPDX-License-Identifier: Apache-2.0
package io.whotrail.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.whotrail.Attributor;
import io.whotrail.checkpoint.CheckpointException;
import io.whotrail.sink.ResumableSink;
import io.whotrail.sink.SinkException;
import io.whotrail.source.PositionLostException;
import io.whotrail.source.ResumableSource;
import io.whotrail.source.SourcePosition;
import io.whotrail.testing.Edits;
import io.whotrail.testing.Resealed;
import io.whotrail.testing.WithinASecond;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/**
 * Whatever a pipeline's checkpoint is, and whatever is changed in a good one whose checksums are made right again, it is
 * refused or read; the positions and the mark in it are refused or gone on from. {@code mvn verify -Pfuzz
 * -Dtest=PipelineCheckpointFuzzTest} looks for new ones.
 */
class PipelineCheckpointFuzzTest {
    private static final InstantSource CLOCK = InstantSource.fixed(Instant.parse("2026-03-03T00:00:00Z"));
    private static final List<KeptPipeline> KEPT = List.of(KeptPipeline.values());
    private static final int SECTIONS = 4;
    private static final int LONGEST_MARK = 40;

    @TempDir
    private static Path folder;

    private static KeptPipeline.Place place;

    @BeforeAll
    static void putTheInputThere() throws IOException {
        place = new KeptPipeline.Place(folder).withInput();
    }

    /** The first byte says whose checkpoint is changed, and all of them what in it. */
    @FuzzTest(maxDuration = "60s")
    void anyBytesAreRefusedOrGoneOnFrom(byte[] bytes) throws Exception {
        KeptPipeline kept = KEPT.get(bytes.length == 0 ? 0 : (bytes[0] & 0xff) % KEPT.size());
        WithinASecond.run(() -> {
            goOn(kept, bytes);
            var number = new AtomicInteger();
            goOn(
                    kept,
                    Resealed.of(
                            kept.checkpoint(),
                            section -> Edits.apply(section, number.getAndIncrement(), SECTIONS, bytes)));
            String text = new String(bytes, StandardCharsets.UTF_8);
            goOn(kept, new SourcePosition(text));
            goOn(kept, text.length() > LONGEST_MARK ? null : text);
        });
    }

    private static void goOn(KeptPipeline kept, byte[] image) throws IOException {
        Checkpoint checkpoint;
        try {
            checkpoint = Checkpoint.read(
                    new ByteArrayInputStream(image),
                    state -> Attributor.builder(CLOCK).hashSeed(7).restore(state));
        } catch (CheckpointException declared) {
            assertThat(declared.getMessage()).isNotEmpty();
            return;
        }
        for (SourcePosition position : checkpoint.positions().values()) {
            goOn(kept, position);
        }
        goOn(kept, checkpoint.outputMark());
        Attributor attributor = Objects.requireNonNull(checkpoint.attributor());
        var again = new ByteArrayOutputStream();
        checkpoint.writeTo(again, CLOCK.instant(), attributor::snapshot);
        assertThat(again.size()).isPositive();
    }

    private static void goOn(KeptPipeline kept, SourcePosition position) throws IOException {
        try (ResumableSource source = place.source(kept)) {
            source.resume(position);
            assertThat(source.position().text()).as("where it goes on").isNotEmpty();
            while (source.next() != null) {
                assertThat(source.stats().balances()).isTrue();
            }
        } catch (PositionLostException | IllegalArgumentException declared) {
            assertThat(declared.getMessage()).isNotEmpty();
        }
    }

    private static void goOn(KeptPipeline kept, @Nullable String mark) throws IOException {
        if (mark == null) {
            return;
        }
        place.withOutput(kept);
        try (ResumableSink sink = (ResumableSink) place.sink(kept)) {
            sink.resume(mark);
            assertThat(sink.mark()).isNotEmpty();
        } catch (IllegalArgumentException declared) {
            assertThat(declared.getMessage()).isNotEmpty();
        } catch (SinkException declared) {
            assertThat(declared.remedy()).isEqualTo(SinkException.Remedy.STOP);
        }
    }
}
