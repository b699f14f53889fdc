// SPDX-License-Identifier: Apache-2.0
package io.whotrail.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.whotrail.Attributor;
import io.whotrail.cli.input.Inputs;
import io.whotrail.cli.input.LearnedLogs;
import io.whotrail.cli.input.Reading;
import io.whotrail.sink.EcsPlacement;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChangedInputTest {
    private final Reading reading = new Reading(Progress.show(quiet(), 0));
    private final MemoryPlan memory = MemoryPlan.ofBatch(null, null);

    @TempDir
    private Path folder;

    @Test
    void aFileThatGrowsBetweenThePassesStopsTheRun() throws IOException {
        Path log = Records.write(folder.resolve("log"), Records.of(Records.id(1), "alice"));
        Inputs inputs = Inputs.find(List.of(log.toString()), Set.of(), InputStreams.NOTHING);
        LearnedLogs learned = learn(inputs);
        Records.write(log, Records.of(Records.id(1), "alice") + Records.of(Records.id(2), "bob"));
        assertThatThrownBy(() -> answer(learned))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("changed");
    }

    @Test
    void aFileThatIsReplacedByOneOfTheSameSizeStopsTheRun() throws IOException {
        Path log = Records.write(folder.resolve("log"), Records.of(Records.id(1), "alice"));
        Inputs inputs = Inputs.find(List.of(log.toString()), Set.of(), InputStreams.NOTHING);
        LearnedLogs learned = learn(inputs);
        Records.write(log, Records.of(Records.id(1), "carol"));
        Files.setLastModifiedTime(log, FileTime.from(Instant.parse("2026-01-01T00:00:00Z")));
        assertThatThrownBy(() -> answer(learned)).hasMessageContaining("changed while it was being read");
    }

    @Test
    void aFileThatStaysIsAnswered() throws IOException {
        Path log = Records.write(folder.resolve("log"), Records.of(Records.id(1), "alice"));
        Inputs inputs = Inputs.find(List.of(log.toString()), Set.of(), InputStreams.NOTHING);
        assertThat(answer(learn(inputs)).exitCode()).isZero();
    }

    private LearnedLogs learn(Inputs inputs) throws IOException {
        Attributor attributor = Attributor.builder(InstantSource.system()).build();
        return LearnedLogs.of(inputs, 1, attributor, memory.maximumStandIns(), reading);
    }

    private Outcome answer(LearnedLogs learned) throws IOException {
        var results = new Results(new ByteArrayOutputStream(), OutputStream.nullOutputStream());
        return new FinalRun(learned, Format.NDJSON.style(EcsPlacement.NAMESPACE), results).run();
    }

    private static Streams quiet() {
        return new Streams(InputStreams.NOTHING, OutputStream.nullOutputStream(), System.err, false);
    }

    private static final class InputStreams {
        static final java.io.InputStream NOTHING = java.io.InputStream.nullInputStream();
    }
}
